import { ChatSessions } from './contacts/chat-sessions.js';
import { ContactStore } from './contacts/contact-store.js';
import { Interventions } from './contacts/interventions.js';
import { Participants } from './contacts/participants.js';
import { type Recording, Recordings } from './contacts/recordings.js';
import type { Transcript } from './contacts/transcripts.js';
import { Directory, type DirectoryContents } from './directory.js';
import type { Contact, Instance, Time, Timing } from './entities.js';
import { type Evaluation, EvaluationStore } from './evaluations/evaluations.js';
import { type AttachedFile, FileStore } from './files.js';
import { Lifecycle } from './lifecycle.js';
import type { PlacedLeftover } from './routing/agent-desks.js';

/** What a world file says of one instance, with all relative times and compact notations worked out. */
export interface InstanceContents {
  readonly instance: Instance;
  readonly directory: DirectoryContents;
  readonly contacts: readonly Contact[];
  /** User-defined attributes, by initial contact id. */
  readonly attributes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly recordings: readonly { readonly contactId: string; readonly recording: Recording }[];
  /** Customers who are signing in, each with the `state` that the sign-in page will hand back. */
  readonly authentications: readonly { readonly contactId: string; readonly state: string }[];
  /** What lies on the agents' desks. */
  readonly leftovers: readonly PlacedLeftover[];
  /** By contact id. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  readonly files: readonly AttachedFile[];
  readonly evaluations: readonly Evaluation[];
}

/** One instance: what its administrators set up, its contacts, and what is going on with them. */
export class InstanceState {
  readonly instance: Instance;
  readonly directory: Directory;
  readonly contacts = new ContactStore();
  readonly lifecycle: Lifecycle;
  readonly interventions: Interventions;
  readonly recordings = new Recordings();
  readonly chatSessions = new ChatSessions();
  readonly participants = new Participants();
  /** What was said in chats, by contact id. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  readonly files: FileStore;
  readonly evaluations: EvaluationStore;

  /** @param loadedAt when this world began. */
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
      this.participants.authenticate(state, { contactId, isOver: false });
    }
    this.lifecycle = new Lifecycle(this.contacts, this.directory, timing);
    this.interventions = new Interventions(this.contacts, this.directory, this.lifecycle);
    this.lifecycle.adopt(contents.leftovers, loadedAt);
  }

  contactArn(contactId: string): string {
    return `${this.instance.arn}/contact/${contactId}`;
  }
}
