import type { Contact } from '../entities.js';

/**
 * The queued contacts of each queue in the order of service: by priority (1 is the most urgent), then by age. The age
 * counts from the enqueue time and can be adjusted.
 */
export class QueuedContacts {
  readonly #byQueue = new Map<string, Contact[]>();

  add(contact: Contact): void {
    if (contact.queueId === undefined) return;
    const contacts = this.#byQueue.get(contact.queueId);
    if (!contacts) {
      this.#byQueue.set(contact.queueId, [contact]);
      return;
    }
    let low = 0;
    let high = contacts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isServedBefore(contacts[middle] as Contact, contact)) low = middle + 1;
      else high = middle;
    }
    contacts.splice(low, 0, contact);
  }

  /**
   * Removes a contact from its queue. The contact must still have its `queueId`. Returns false when the contact was not
   * queued.
   */
  remove(contact: Contact): boolean {
    const contacts = contact.queueId === undefined ? undefined : this.#byQueue.get(contact.queueId);
    const at = contacts?.indexOf(contact) ?? -1;
    if (at >= 0) contacts?.splice(at, 1);
    return at >= 0;
  }

  has(contact: Contact): boolean {
    return contact.queueId !== undefined && this.in(contact.queueId).includes(contact);
  }

  in(queueId: string): readonly Contact[] {
    return this.#byQueue.get(queueId) ?? [];
  }

  /** Returns the queue's first contact for which `canTake` returns true. */
  next(queueId: string, canTake: (contact: Contact) => boolean): Contact | undefined {
    return this.#byQueue.get(queueId)?.find(canTake);
  }
}

function isServedBefore(a: Contact, b: Contact): boolean {
  if (a.queuePriority !== b.queuePriority) return a.queuePriority < b.queuePriority;
  const byTime = effectiveEnqueueTime(a) - effectiveEnqueueTime(b);
  return byTime !== 0 ? byTime < 0 : a.id < b.id;
}

function effectiveEnqueueTime({ enqueuedAt = 0, queueTimeAdjustmentSeconds = 0 }: Contact): number {
  return enqueuedAt - queueTimeAdjustmentSeconds * 1000;
}
