import type { Channel, SearchContactsTimeRangeType } from '@aws-sdk/client-connect';
import type { Contact } from '../entities.js';
import { ContactGroups } from './chains.js';
import { TimeIndex } from './time-index.js';

/** The members of a contact that operations and timed events may change. */
export type ContactChange = Partial<Omit<Contact, 'id' | 'arn' | 'channel' | 'initiatedAt' | 'initialContactId'>>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The contacts of one instance, indexed by id, chain, tree and each timestamp that SearchContacts can search. Every
 * change goes through this class, which keeps the indexes up to date.
 */
export class ContactStore {
  readonly #byId = new Map<string, Mutable<Contact>>();
  readonly #live = new Set<Contact>();
  readonly #chains = new ContactGroups((contact) => contact.initialContactId);
  readonly #trees = new ContactGroups((contact) => contact.contactAssociationId);
  /** User-defined attributes by the initial contact id of the chain. */
  readonly #attributes = new Map<string, Readonly<Record<string, string>>>();
  readonly #liveByChannel = new Map<Channel, number>();

  readonly times: Readonly<Record<SearchContactsTimeRangeType, TimeIndex>> = {
    INITIATION_TIMESTAMP: new TimeIndex('initiatedAt'),
    SCHEDULED_TIMESTAMP: new TimeIndex('scheduledAt'),
    CONNECTED_TO_AGENT_TIMESTAMP: new TimeIndex('connectedToAgentAt'),
    DISCONNECT_TIMESTAMP: new TimeIndex('endedAt'),
    ENQUEUE_TIMESTAMP: new TimeIndex('enqueuedAt'),
  };

  get size(): number {
    return this.#byId.size;
  }

  /**
   * Returns the number of live contacts of a channel, including scheduled contacts and excluding those of listeners.
   */
  liveOf(channel: Channel): number {
    return this.#liveByChannel.get(channel) ?? 0;
  }

  get(id: string): Contact | undefined {
    return this.#byId.get(id);
  }

  /** All live contacts. */
  live(): Iterable<Contact> {
    return this.#live;
  }

  /** All contacts, including ended ones. For tests only: operations must use an index. */
  all(): Iterable<Contact> {
    return this.#byId.values();
  }

  /** Returns the contacts with this initial contact id, in the order of their creation. */
  chain(initialContactId: string): readonly Contact[] {
    return this.#chains.members(initialContactId, this.#byId.get(initialContactId));
  }

  /** Returns the live contacts of the listeners of a contact. */
  listenersTo({ id, initialContactId }: Contact): readonly Contact[] {
    return this.chain(initialContactId).filter(
      ({ initiationMethod, previousContactId, endedAt }) =>
        initiationMethod === 'MONITOR' && previousContactId === id && endedAt === undefined,
    );
  }

  /** Returns the contacts with this contact association id. */
  tree(contactAssociationId: string): readonly Contact[] {
    return this.#trees.members(contactAssociationId, this.#byId.get(contactAssociationId));
  }

  attributes(initialContactId: string): Readonly<Record<string, string>> {
    return this.#attributes.get(initialContactId) ?? {};
  }

  setAttributes(initialContactId: string, attributes: Readonly<Record<string, string>>): void {
    this.#attributes.set(initialContactId, attributes);
  }

  add(contact: Contact): void {
    this.#register(contact);
    for (const index of Object.values(this.times)) index.add(contact);
  }

  /** Adds many contacts at once and sorts the indexes only once. */
  load(contacts: readonly Contact[]): void {
    for (const contact of contacts) this.#register(contact);
    for (const index of Object.values(this.times)) index.load(contacts);
  }

  /** Changes a contact in place and returns it. */
  change(contact: Contact, changes: ContactChange): Contact {
    const stored = this.#byId.get(contact.id);
    if (!stored) throw new Error(`The contact ${contact.id} is not in this store.`);
    const touched = Object.values(this.times).filter((index) => index.time in changes);
    for (const index of touched) index.remove(stored);
    const wasLive = stored.endedAt === undefined;
    Object.assign(stored, changes);
    for (const index of touched) index.add(stored);
    if (wasLive && stored.endedAt !== undefined) {
      this.#live.delete(stored);
      this.#count(stored, -1);
    }
    return stored;
  }

  #register(contact: Contact): void {
    if (this.#byId.has(contact.id)) throw new Error(`The contact ${contact.id} already exists.`);
    this.#byId.set(contact.id, contact);
    this.#chains.add(contact, this.#byId.get(contact.initialContactId));
    this.#trees.add(contact, this.#byId.get(contact.contactAssociationId));
    if (contact.endedAt !== undefined) return;
    this.#live.add(contact);
    this.#count(contact, 1);
  }

  #count({ channel, initiationMethod }: Contact, difference: number): void {
    if (initiationMethod !== 'MONITOR') this.#liveByChannel.set(channel, this.liveOf(channel) + difference);
  }
}
