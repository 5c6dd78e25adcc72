import type { Contact } from '../entities.js';

/**
 * Who waits in which queue, the next to be served first: by priority (1 is the most urgent), then by age, which counts
 * from the arrival and can be adjusted.
 */
export class WaitingLines {
  readonly #lines = new Map<string, Contact[]>();

  add(contact: Contact): void {
    if (contact.queueId === undefined) return;
    const line = this.#lines.get(contact.queueId);
    if (!line) {
      this.#lines.set(contact.queueId, [contact]);
      return;
    }
    let low = 0;
    let high = line.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isServedBefore(line[middle] as Contact, contact)) low = middle + 1;
      else high = middle;
    }
    line.splice(low, 0, contact);
  }

  /** Must be called while the contact still names the queue in which it waits. @returns whether it waited at all. */
  remove(contact: Contact): boolean {
    const line = contact.queueId === undefined ? undefined : this.#lines.get(contact.queueId);
    const at = line?.indexOf(contact) ?? -1;
    if (at >= 0) line?.splice(at, 1);
    return at >= 0;
  }

  has(contact: Contact): boolean {
    return contact.queueId !== undefined && this.in(contact.queueId).includes(contact);
  }

  in(queueId: string): readonly Contact[] {
    return this.#lines.get(queueId) ?? [];
  }

  /** The next contact of a queue that somebody can take. */
  next(queueId: string, canTake: (contact: Contact) => boolean): Contact | undefined {
    return this.#lines.get(queueId)?.find(canTake);
  }
}

function isServedBefore(a: Contact, b: Contact): boolean {
  if (a.queuePriority !== b.queuePriority) return a.queuePriority < b.queuePriority;
  const byTime = turnOf(a) - turnOf(b);
  return byTime !== 0 ? byTime < 0 : a.id < b.id;
}

function turnOf({ enqueuedAt = 0, queueTimeAdjustmentSeconds = 0 }: Contact): number {
  return enqueuedAt - queueTimeAdjustmentSeconds * 1000;
}
