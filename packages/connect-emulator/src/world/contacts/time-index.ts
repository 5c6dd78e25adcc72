import type { Contact, Time } from '../entities.js';

/** The timestamps by which contacts are indexed. */
export type IndexedTime = 'initiatedAt' | 'scheduledAt' | 'connectedToAgentAt' | 'endedAt' | 'enqueuedAt';

/**
 * An index of contacts, sorted by one timestamp and then by id. A range is found by binary search, so the cost of a
 * search does not depend on the contacts outside its range.
 */
export class TimeIndex {
  #sorted: Contact[] = [];
  #dirty = false;

  constructor(readonly time: IndexedTime) {}

  /** Adds contacts in bulk. They are sorted once, on the first read. */
  load(contacts: Iterable<Contact>): void {
    for (const contact of contacts) if (contact[this.time] !== undefined) this.#sorted.push(contact);
    this.#dirty = true;
  }

  add(contact: Contact): void {
    const time = contact[this.time];
    if (time === undefined) return;
    this.#sort();
    this.#sorted.splice(this.#position(time, contact.id), 0, contact);
  }

  /** Removes a contact. It must still have the timestamp with which it was added. */
  remove(contact: Contact): void {
    const time = contact[this.time];
    if (time === undefined) return;
    this.#sort();
    const at = this.#position(time, contact.id);
    if (this.#sorted[at]?.id === contact.id) this.#sorted.splice(at, 1);
  }

  /**
   * Returns the positions of the contacts with times from `from` to `to`, both inclusive. The position `end` is
   * exclusive.
   */
  range(from: Time, to: Time): { readonly start: number; readonly end: number } {
    this.#sort();
    return { start: this.#position(from, ''), end: this.#position(to, '\uffff') };
  }

  /** Returns the position of a contact with this time and id, or the position at which it would be inserted. */
  position(time: Time, id: string): number {
    this.#sort();
    return this.#position(time, id);
  }

  at(position: number): Contact | undefined {
    return this.#sorted[position];
  }

  get size(): number {
    return this.#sorted.length;
  }

  #position(time: Time, id: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const contact = this.#sorted[middle] as Contact;
      const other = contact[this.time] as Time;
      if (other < time || (other === time && contact.id < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sort(): void {
    if (!this.#dirty) return;
    this.#sorted.sort((a, b) => {
      const byTime = (a[this.time] as Time) - (b[this.time] as Time);
      if (byTime !== 0) return byTime;
      return a.id < b.id ? -1 : 1;
    });
    this.#dirty = false;
  }
}
