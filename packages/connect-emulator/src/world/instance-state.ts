import { ChatSessions } from './contacts/chat-sessions.js';
import { ContactChanges } from './contacts/contact-changes.js';
import { ContactStore } from './contacts/contact-store.js';
import { Participants } from './contacts/participants.js';
import { type Recording, Recordings } from './contacts/recordings.js';
import type { Transcript } from './contacts/transcripts.js';
import { Directory, type DirectoryContents } from './directory.js';
import type { Contact, Instance, Time, Timing } from './entities.js';
import { type Evaluation, EvaluationStore } from './evaluations/evaluations.js';
import { type AttachedFile, FileStore } from './files.js';
import { Lifecycle } from './lifecycle.js';
import type { AgentUnclearedContact } from './routing/uncleared-contacts.js';

/** The contents of one instance in a world file, with relative times resolved and compact notations expanded. */
export interface InstanceContents {
  readonly instance: Instance;
  readonly directory: DirectoryContents;
  readonly contacts: readonly Contact[];
  /** User-defined attributes by initial contact id. */
  readonly attributes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly recordings: readonly { readonly contactId: string; readonly recording: Recording }[];
  /** Sign-ins in progress, with the `state` that the sign-in page will return. */
  readonly authentications: readonly { readonly contactId: string; readonly state: string }[];
  /** Contacts that agents have not cleared. */
  readonly unclearedContacts: readonly AgentUnclearedContact[];
  /** Transcripts by contact id. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  readonly files: readonly AttachedFile[];
  readonly evaluations: readonly Evaluation[];
}

/** The state of one instance: its directory, its contacts and the data of its contacts. */
export class InstanceState {
  readonly instance: Instance;
  readonly directory: Directory;
  readonly contacts = new ContactStore();
  readonly lifecycle: Lifecycle;
  readonly changes: ContactChanges;
  readonly recordings = new Recordings();
  readonly chatSessions = new ChatSessions();
  readonly participants = new Participants();
  /** Transcripts by contact id. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  readonly files: FileStore;
  readonly evaluations: EvaluationStore;

  /** @param loadedAt the time at which the world was loaded. */
  constructor(
    contents: InstanceContents,
    timing: Timing,
    readonly loadedAt: Time,
  ) {
    this.instance = contents.instance;
    this.directory = new Directory(contents.instance, contents.directory);
    this.transcripts = contents.transcripts;
    this.files = new FileStore(contents.files);
    this.evaluations = new EvaluationStore(contents.evaluations);
    this.contacts.load(contents.contacts);
    for (const [id, attributes] of contents.attributes) this.contacts.setAttributes(id, attributes);
    for (const { contactId, recording } of contents.recordings) this.recordings.put(contactId, recording);
    for (const { contactId, state } of contents.authentications) {
      this.participants.putAuthentication(state, { contactId, isOver: false });
    }
    this.lifecycle = new Lifecycle(this.contacts, this.directory, timing);
    this.changes = new ContactChanges(this.contacts, this.directory, this.lifecycle);
    this.lifecycle.load(contents.unclearedContacts, loadedAt);
  }

  contactArn(contactId: string): string {
    return `${this.instance.arn}/contact/${contactId}`;
  }
}
