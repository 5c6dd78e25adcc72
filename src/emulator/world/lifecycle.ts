import type { ContactStore } from './contact-store.js';
import type { Directory } from './directory.js';
import type { Contact, Time, Timing, User } from './entities.js';
import { Router } from './routing.js';
import { type TimedEvent, Timeline } from './timeline.js';

/**
 * The way of a contact through an instance: scheduled, in a flow, queued, offered, with an agent, ended. Each step
 * happens at a time of its own, so a clock that jumps an hour ahead leaves the same records as one that ran an hour.
 */
export class Lifecycle {
  readonly router: Router;
  readonly #timeline = new Timeline();
  /** Contacts in a flow that will end up in a queue, by that queue: they count against its capacity. */
  readonly #onTheirWay = new Map<string, number>();

  constructor(
    private readonly contacts: ContactStore,
    private readonly directory: Directory,
    private readonly timing: Timing,
  ) {
    this.router = new Router(directory);
  }

  /** Takes up the contacts of a world that was just loaded, then lets free agents take what waits. */
  adopt(agents: readonly User[], now: Time): void {
    for (const contact of this.contacts.live()) this.#adoptOne(contact, now);
    for (const user of agents) this.#serve(user, now);
  }

  /** Adds a new contact and sets it on its way: into its flow, or to wait for its scheduled time. */
  begin(contact: Contact, now: Time): void {
    this.contacts.add(contact);
    this.#expect(contact, contact.expiresAt, 'expire');
    if (contact.scheduledAt !== undefined && contact.scheduledAt > now) {
      this.#expect(contact, contact.scheduledAt, 'activate');
    } else {
      this.#enterFlow(contact, now);
    }
  }

  /** Ends a contact and lets the agent who had it take the next. A contact that has ended stays as it is. */
  end(contact: Contact, disconnectReason: string, now: Time): void {
    if (contact.endedAt !== undefined) return;
    this.#leaveFlow(contact);
    this.router.waiting.remove(contact);
    const paused = isPaused(contact);
    const agent = contact.offeredTo ?? (paused ? undefined : contact.agentId);
    if (agent !== undefined) this.router.release(agent, contact.channel);
    this.contacts.change(contact, {
      endedAt: now,
      disconnectReason,
      updatedAt: now,
      offeredTo: undefined,
      ...(paused && { pausedMs: contact.pausedMs + (now - (contact.pausedAt ?? now)) }),
    });
    const user = agent === undefined ? undefined : this.directory.users.get(agent);
    if (user) this.#serve(user, now);
  }

  /** How many contacts wait in a queue or are in a flow that leads there. */
  occupancyOf(queueId: string): number {
    return this.router.waiting.in(queueId).length + (this.#onTheirWay.get(queueId) ?? 0);
  }

  /** Lets everything happen that is due. @returns how many events that were. */
  settle(now: Time): number {
    let handled = 0;
    for (let event = this.#timeline.takeDue(now); event; event = this.#timeline.takeDue(now)) {
      this.#handle(event);
      handled += 1;
    }
    return handled;
  }

  #handle({ at, contactId, kind }: TimedEvent): void {
    const contact = this.contacts.get(contactId);
    if (!contact || contact.endedAt !== undefined) return;
    if (kind === 'expire') {
      this.end(contact, 'EXPIRED', at);
    } else if (kind === 'activate') {
      this.#enterFlow(contact, at);
    } else if (kind === 'leave-flow') {
      this.#arrive(contact, at);
    } else if (contact.offeredTo !== undefined) {
      this.#connect(contact, contact.offeredTo, at);
    }
  }

  #adoptOne(contact: Contact, now: Time): void {
    this.#expect(contact, contact.expiresAt, 'expire');
    if (contact.scheduledAt !== undefined && contact.scheduledAt > now) {
      this.#expect(contact, contact.scheduledAt, 'activate');
    } else if (isPaused(contact)) {
      return;
    } else if (contact.agentId !== undefined) {
      this.router.occupy(contact.agentId, contact.channel, contact.connectedToAgentAt ?? now);
    } else if (contact.queueId !== undefined) {
      this.router.waiting.add(contact);
    } else {
      this.#runFlow(contact, now);
    }
  }

  #enterFlow(contact: Contact, at: Time): void {
    this.contacts.change(contact, { connectedToSystemAt: at, updatedAt: at });
    this.#runFlow(contact, at);
  }

  #runFlow(contact: Contact, at: Time): void {
    const queueId = contact.destinationQueueId;
    if (queueId === undefined) return;
    this.#onTheirWay.set(queueId, (this.#onTheirWay.get(queueId) ?? 0) + 1);
    this.#expect(contact, at + this.timing.flowMs, 'leave-flow');
  }

  /** Takes a contact out of the count of those on their way, when it is one of them. */
  #leaveFlow(contact: Contact): void {
    const queueId = contact.destinationQueueId;
    if (queueId === undefined || contact.queueId !== undefined || contact.connectedToSystemAt === undefined) return;
    this.#onTheirWay.set(queueId, Math.max(0, (this.#onTheirWay.get(queueId) ?? 0) - 1));
  }

  #arrive(contact: Contact, at: Time): void {
    if (contact.destinationQueueId === undefined || contact.queueId !== undefined) return;
    this.#leaveFlow(contact);
    this.contacts.change(contact, { queueId: contact.destinationQueueId, enqueuedAt: at, updatedAt: at });
    this.router.waiting.add(contact);
    const user = this.router.agentFor(contact);
    if (user) this.#offer(contact, user, at);
  }

  #serve(user: User, at: Time): void {
    for (let next = this.router.contactFor(user); next; next = this.router.contactFor(user))
      this.#offer(next, user, at);
  }

  #offer(contact: Contact, user: User, at: Time): void {
    this.router.waiting.remove(contact);
    this.router.occupy(user.id, contact.channel, at);
    this.contacts.change(contact, { offeredTo: user.id });
    if (this.timing.acceptMs === 0) this.#connect(contact, user.id, at);
    else this.#expect(contact, at + this.timing.acceptMs, 'accept');
  }

  #connect(contact: Contact, userId: string, at: Time): void {
    this.contacts.change(contact, { offeredTo: undefined, agentId: userId, connectedToAgentAt: at, updatedAt: at });
  }

  #expect(contact: Contact, at: Time, kind: TimedEvent['kind']): void {
    this.#timeline.add({ at, contactId: contact.id, kind });
  }
}

function isPaused(contact: Contact): boolean {
  return contact.pausedAt !== undefined && contact.pausedAt > (contact.resumedAt ?? 0);
}
