import type { PlacedLeftover } from './agent-desks.js';
import { ChatSessions } from './chat-sessions.js';
import { ContactStore } from './contact-store.js';
import { Directory, type DirectoryContents } from './directory.js';
import type { Contact, Instance, Time, Timing } from './entities.js';
import { Interventions } from './interventions.js';
import { Lifecycle } from './lifecycle.js';
import { Participants } from './participants.js';
import { type Recording, Recordings } from './recordings.js';

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

  constructor(contents: InstanceContents, timing: Timing, now: Time) {
    this.instance = contents.instance;
    this.directory = new Directory(contents.instance, contents.directory);
    this.contacts.load(contents.contacts);
    for (const [id, attributes] of contents.attributes) this.contacts.setAttributes(id, attributes);
    for (const { contactId, recording } of contents.recordings) this.recordings.put(contactId, recording);
    for (const { contactId, state } of contents.authentications) {
      this.participants.authenticate(state, { contactId, isOver: false });
    }
    this.lifecycle = new Lifecycle(this.contacts, this.directory, timing);
    this.interventions = new Interventions(this.contacts, this.directory, this.lifecycle);
    this.lifecycle.adopt(contents.leftovers, now);
  }

  contactArn(contactId: string): string {
    return `${this.instance.arn}/contact/${contactId}`;
  }
}
