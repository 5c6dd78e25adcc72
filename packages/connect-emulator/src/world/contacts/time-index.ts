import type { Contact, Time } from '../entities.js';

/** The times by which contacts can be found. */
export type IndexedTime = 'initiatedAt' | 'scheduledAt' | 'connectedToAgentAt' | 'endedAt' | 'enqueuedAt';

/**
 * Contacts in the order of one of their times, then of their ids. Finding a range is a binary search, so a search over
 * a short stretch of time costs nothing for the contacts outside it.
 */
export class TimeIndex {
  #sorted: Contact[] = [];
  #dirty = false;

  constructor(readonly time: IndexedTime) {}

  /** Takes contacts in bulk; they are sorted once, when somebody first asks. */
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

  /** Must be called while the contact still has the time under which it was added. */
  remove(contact: Contact): void {
    const time = contact[this.time];
    if (time === undefined) return;
    this.#sort();
    const at = this.#position(time, contact.id);
    if (this.#sorted[at]?.id === contact.id) this.#sorted.splice(at, 1);
  }

  /** Positions of the contacts whose time lies within both ends, as a half-open interval. */
  range(from: Time, to: Time): { readonly start: number; readonly end: number } {
    this.#sort();
    return { start: this.#position(from, ''), end: this.#position(to, '\uffff') };
  }

  /** The position at which a contact with this time and id stands or would stand. */
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
