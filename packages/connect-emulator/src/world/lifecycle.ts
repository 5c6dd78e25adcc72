import { holdsPlace, isPaused } from './contacts/contact-state.js';
import type { ContactStore } from './contacts/contact-store.js';
import { type TimedEvent, Timeline } from './contacts/timeline.js';
import type { Directory } from './directory.js';
import type { Contact, Time, Timing, User } from './entities.js';
import { AgentDesks, type PlacedLeftover } from './routing/agent-desks.js';
import { Router } from './routing/routing.js';
import { stepEnds } from './routing/routing-criteria.js';

/**
 * The way of a contact through an instance: scheduled, in a flow, queued, offered, with an agent, ended. Each step
 * happens at a time of its own, so a clock that jumps an hour ahead leaves the same records as one that ran an hour.
 * What operations do to a contact on its way is in interventions.ts.
 */
export class Lifecycle {
  readonly router: Router;
  readonly desks = new AgentDesks();
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
  adopt(leftovers: readonly PlacedLeftover[], now: Time): void {
    for (const contact of this.contacts.live()) this.#adoptOne(contact, now);
    for (const { userId, contactId, ...leftover } of leftovers) {
      this.desks.put(userId, contactId, leftover);
      const channel = this.contacts.get(contactId)?.channel;
      if (channel) this.router.occupy(userId, channel, leftover.since);
    }
    for (const user of this.directory.users.sorted) this.serve(user, now);
  }

  /** Adds a new contact and sets it on its way: into its flow, to its agent, or to wait for its scheduled time. */
  begin(contact: Contact, now: Time): void {
    this.contacts.add(contact);
    if (contact.endedAt !== undefined) return;
    this.#expect(contact, contact.expiresAt, 'expire');
    if (contact.agentId !== undefined) this.#occupy(contact, now);
    else this.startAt(contact, contact.scheduledAt ?? now, now);
  }

  /** As begin, for a call to a customer, whose phone rings until it is answered or the caller gives up. */
  dial(contact: Contact, ringTimeoutMs: number, now: Time): void {
    const { ringMs } = this.timing;
    if (ringMs === 0) {
      this.begin(contact, now);
      return;
    }
    this.contacts.add(contact);
    if (ringMs <= ringTimeoutMs) this.#expect(contact, now + ringMs, 'answer');
    else this.#expect(contact, now + ringTimeoutMs, 'give-up');
  }

  /** Ends a contact, with it those who listen to it, and frees its agent. An ended contact stays as it is. */
  end(contact: Contact, disconnectReason: string | undefined, now: Time): void {
    if (contact.endedAt !== undefined) return;
    const held = contact.agentId !== undefined && holdsPlace(contact) ? contact.agentId : undefined;
    const pausedMs = isPaused(contact) ? now - (contact.pausedAt ?? now) : 0;
    const offeredTo = this.withdraw(contact);
    this.contacts.change(contact, {
      endedAt: now,
      disconnectReason,
      updatedAt: now,
      pausedMs: contact.pausedMs + pausedMs,
    });
    if (offeredTo !== undefined) this.free(offeredTo, contact.channel, now);
    if (held !== undefined && this.timing.afterContactWork) this.#beginWork(contact, held, now);
    else if (held !== undefined) this.free(held, contact.channel, now);
    for (const each of this.contacts.listenersTo(contact))
      this.end(each, each.channel === 'VOICE' ? 'OTHER' : undefined, now);
  }

  /** Clears a contact from an agent's desk, which ends the agent's work after it and frees the place. */
  clear(user: User, contact: Contact, now: Time): void {
    const leftover = this.desks.clear(user.id, contact.id);
    if (!leftover) return;
    if (leftover.state === 'ENDED') this.contacts.change(contact, { afterContactWorkEndedAt: now, updatedAt: now });
    this.free(user.id, contact.channel, now);
  }

  /** How many contacts wait in a queue or are in a flow that leads there. */
  occupancyOf(queueId: string): number {
    return this.router.waiting.in(queueId).length + (this.#onTheirWay.get(queueId) ?? 0);
  }

  /** Lets everything happen that is due. @returns how many events that were. */
  settle(now: Time): number {
    let handled = 0;
    for (let event = this.#timeline.takeDue(now); event; event = this.#timeline.takeDue(now)) {
      const contact = this.contacts.get(event.contactId);
      if (contact) this.#handle(event, contact);
      handled += 1;
    }
    return handled;
  }

  /** Lets a contact enter its flow at a time, or now if that has passed. */
  startAt(contact: Contact, at: Time, now: Time): void {
    if (at > now) this.#expect(contact, at, 'activate');
    else this.#enterFlow(contact, now);
  }

  /** Moves a contact's expiry. @returns whether it had another one. */
  expireAt(contact: Contact, expiresAt: Time): boolean {
    if (contact.expiresAt === expiresAt) return false;
    this.contacts.change(contact, { expiresAt });
    this.#expect(contact, expiresAt, 'expire');
    return true;
  }

  /** Ends a chat whose customer never came, at the time by which the customer should have. */
  abandonAt(contact: Contact, at: Time): void {
    this.#expect(contact, at, 'abandon');
  }

  /** Takes a contact out of its flow, its queue and an agent's offers. @returns the agent to whom it was offered. */
  withdraw(contact: Contact): string | undefined {
    this.#leaveFlow(contact);
    this.router.waiting.remove(contact);
    const { offeredTo } = contact;
    this.contacts.change(contact, { offeredTo: undefined, nextStepAt: undefined });
    return offeredTo;
  }

  /** Runs the contact's flow, which leads to its destination; without one it stays in the flow. */
  runFlow(contact: Contact, at: Time): void {
    const queueId = contact.destinationQueueId;
    if (queueId === undefined) return;
    this.#onTheirWay.set(queueId, (this.#onTheirWay.get(queueId) ?? 0) + 1);
    this.#expectNext(contact, at + this.timing.flowMs, 'leave-flow');
  }

  /** Lets a contact wait in the queue that it names, unless a free agent can take it at once. */
  wait(contact: Contact, at: Time): void {
    this.router.waiting.add(contact);
    this.#activateCriteria(contact, at);
    this.#offerToFree(contact, at);
  }

  /** Offers a contact to an agent, who accepts it in a while. */
  offer(contact: Contact, user: User, at: Time): void {
    this.router.waiting.remove(contact);
    this.router.occupy(user.id, contact.channel, at);
    this.contacts.change(contact, { offeredTo: user.id });
    if (this.timing.acceptMs === 0) this.#connect(contact, user.id, at);
    else this.#expectNext(contact, at + this.timing.acceptMs, 'accept');
  }

  /** Gives an agent a place back: the agent takes the status that was to come next, or what waits. */
  free(userId: string, channel: Contact['channel'], at: Time): void {
    this.router.release(userId, channel);
    const user = this.directory.users.get(userId);
    if (!user) return;
    const next = user.nextAgentStatus;
    if (next !== undefined && !this.router.isBusy(userId)) this.become(user, next, at);
    this.serve(user, at);
  }

  /** Puts an agent into a status at once. */
  become(user: User, agentStatus: string, at: Time): void {
    this.directory.users.change(user, { agentStatus, agentStatusSince: at, nextAgentStatus: undefined });
    this.router.refresh(user);
  }

  /** Offers an agent what waits, for as long as there is room. */
  serve(user: User, at: Time): void {
    for (let next = this.router.contactFor(user, at); next; next = this.router.contactFor(user, at))
      this.offer(next, user, at);
  }

  /** An event is void when the contact has meanwhile got another time for what the event is about. */
  #handle({ at, kind }: TimedEvent, contact: Contact): void {
    if (kind === 'finish-work') {
      const user = this.directory.users.get(contact.agentId ?? '');
      if (user) this.clear(user, contact, at);
    }
    if (contact.endedAt !== undefined) return;
    if (kind === 'expire' && contact.expiresAt === at) this.end(contact, 'EXPIRED', at);
    else if (kind === 'give-up') this.end(contact, 'TELECOM_UNANSWERED', at);
    else if (kind === 'abandon') this.end(contact, 'CUSTOMER_CONNECTION_NOT_ESTABLISHED', at);
    else if (kind === 'answer') this.#enterFlow(contact, at);
    else if (kind === 'activate' && contact.scheduledAt === at && contact.connectedToSystemAt === undefined) {
      if (!isPaused(contact)) this.#enterFlow(contact, at);
    } else if (kind === 'next-criteria') this.#offerToFree(contact, at);
    else if (kind === 'leave-flow' && contact.nextStepAt === at) this.#arrive(contact, at);
    else if (kind === 'accept' && contact.nextStepAt === at && contact.offeredTo !== undefined)
      this.#connect(contact, contact.offeredTo, at);
  }

  #adoptOne(contact: Contact, now: Time): void {
    this.#expect(contact, contact.expiresAt, 'expire');
    if (contact.scheduledAt !== undefined && contact.scheduledAt > now) this.startAt(contact, contact.scheduledAt, now);
    else if (contact.agentId !== undefined) this.#occupy(contact, contact.connectedToAgentAt ?? now);
    else if (isPaused(contact)) return;
    else if (contact.queueId !== undefined) {
      this.router.waiting.add(contact);
      this.#expectCriteria(contact, now);
    } else this.runFlow(contact, now);
  }

  #occupy(contact: Contact, at: Time): void {
    if (contact.agentId !== undefined && holdsPlace(contact)) this.router.occupy(contact.agentId, contact.channel, at);
  }

  #enterFlow(contact: Contact, at: Time): void {
    this.contacts.change(contact, { connectedToSystemAt: at, updatedAt: at });
    this.runFlow(contact, at);
  }

  /** Takes a contact out of the count of those on their way, when it is one of them. */
  #leaveFlow({ destinationQueueId, queueId, agentId, nextStepAt }: Contact): void {
    const isOnTheWay = queueId === undefined && agentId === undefined && nextStepAt !== undefined;
    if (destinationQueueId === undefined || !isOnTheWay) return;
    this.#onTheirWay.set(destinationQueueId, Math.max(0, (this.#onTheirWay.get(destinationQueueId) ?? 0) - 1));
  }

  #arrive(contact: Contact, at: Time): void {
    this.withdraw(contact);
    this.contacts.change(contact, { queueId: contact.destinationQueueId, enqueuedAt: at, updatedAt: at });
    this.wait(contact, at);
  }

  #activateCriteria(contact: Contact, at: Time): void {
    const { routingCriteria } = contact;
    if (!routingCriteria || routingCriteria.activatedAt !== undefined) return;
    this.contacts.change(contact, { routingCriteria: { ...routingCriteria, activatedAt: at } });
    this.#expectCriteria(contact, at);
  }

  /** Each step of a contact's criteria that ends lets other agents have it. */
  #expectCriteria(contact: Contact, now: Time): void {
    const ends = contact.routingCriteria ? stepEnds(contact.routingCriteria) : [];
    for (const end of ends) if (end > now && end !== Infinity) this.#expect(contact, end, 'next-criteria');
  }

  #offerToFree(contact: Contact, at: Time): void {
    const user = this.router.waiting.has(contact) ? this.router.agentFor(contact, at) : undefined;
    if (user) this.offer(contact, user, at);
  }

  #connect(contact: Contact, userId: string, at: Time): void {
    this.contacts.change(contact, {
      offeredTo: undefined,
      nextStepAt: undefined,
      agentId: userId,
      connectedToAgentAt: at,
      updatedAt: at,
    });
  }

  /** The agent's place stays taken until the work is done; without a limit, until somebody clears the contact. */
  #beginWork(contact: Contact, userId: string, at: Time): void {
    this.contacts.change(contact, { afterContactWorkStartedAt: at });
    this.desks.put(userId, contact.id, { state: 'ENDED', since: at });
    const seconds = this.directory.users.get(userId)?.afterContactWorkSeconds ?? 0;
    if (seconds > 0) this.#expect(contact, at + seconds * 1000, 'finish-work');
  }

  #expectNext(contact: Contact, at: Time, kind: 'leave-flow' | 'accept'): void {
    this.contacts.change(contact, { nextStepAt: at });
    this.#expect(contact, at, kind);
  }

  #expect(contact: Contact, at: Time, kind: TimedEvent['kind']): void {
    this.#timeline.add({ at, contactId: contact.id, kind });
  }
}
