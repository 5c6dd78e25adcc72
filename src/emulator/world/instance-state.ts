import { ContactStore } from './contact-store.js';
import { Directory, type DirectoryContents } from './directory.js';
import type { Contact, Instance, Time, Timing } from './entities.js';
import { Lifecycle } from './lifecycle.js';

/** What a world file says of one instance, with all relative times and compact notations worked out. */
export interface InstanceContents {
  readonly instance: Instance;
  readonly directory: DirectoryContents;
  readonly contacts: readonly Contact[];
  /** User-defined attributes, by initial contact id. */
  readonly attributes: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** One instance: what its administrators set up, its contacts, and what is going on with them. */
export class InstanceState {
  readonly instance: Instance;
  readonly directory: Directory;
  readonly contacts = new ContactStore();
  readonly lifecycle: Lifecycle;

  constructor(contents: InstanceContents, timing: Timing, now: Time) {
    this.instance = contents.instance;
    this.directory = new Directory(contents.instance, contents.directory);
    this.contacts.load(contents.contacts);
    for (const [id, attributes] of contents.attributes) this.contacts.setAttributes(id, attributes);
    this.lifecycle = new Lifecycle(this.contacts, this.directory, timing);
    this.lifecycle.adopt(this.directory.users.sorted, now);
  }

  contactArn(contactId: string): string {
    return `${this.instance.arn}/contact/${contactId}`;
  }
}
