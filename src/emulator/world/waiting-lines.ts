import type { Channel } from '@aws-sdk/client-connect';
import type { Contact } from './entities.js';

/** Who waits in which queue, the next to be served first: by priority (1 is the most urgent), then by time of arrival. */
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

  /** Must be called while the contact still names the queue in which it waits. */
  remove(contact: Contact): void {
    const line = contact.queueId === undefined ? undefined : this.#lines.get(contact.queueId);
    const at = line?.indexOf(contact) ?? -1;
    if (at >= 0) line?.splice(at, 1);
  }

  in(queueId: string): readonly Contact[] {
    return this.#lines.get(queueId) ?? [];
  }

  /** The next contact of a queue that comes over a channel which somebody can take. */
  next(queueId: string, canTake: (channel: Channel) => boolean): Contact | undefined {
    return this.#lines.get(queueId)?.find((contact) => canTake(contact.channel));
  }
}

function isServedBefore(a: Contact, b: Contact): boolean {
  if (a.queuePriority !== b.queuePriority) return a.queuePriority < b.queuePriority;
  const byTime = (a.enqueuedAt ?? 0) - (b.enqueuedAt ?? 0);
  return byTime !== 0 ? byTime < 0 : a.id < b.id;
}
