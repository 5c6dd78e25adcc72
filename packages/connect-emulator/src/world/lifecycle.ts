import { isPaused, occupiesSlot } from './contacts/contact-state.js';
import type { ContactStore } from './contacts/contact-store.js';
import { type TimedEvent, Timeline } from './contacts/timeline.js';
import type { Directory } from './directory.js';
import type { Contact, Time, Timing, User } from './entities.js';
import { Router } from './routing/routing.js';
import { stepEnds } from './routing/routing-criteria.js';
import { type AgentUnclearedContact, UnclearedContacts } from './routing/uncleared-contacts.js';

/**
 * The lifecycle of contacts in an instance: scheduled, in a flow, queued, offered, with an agent, ended. Each step
 * happens at its own time, so advancing the clock by an hour has the same result as an hour of real time. Most changes
 * by operations are in contacts/contact-changes.ts.
 */
export class Lifecycle {
  readonly router: Router;
  readonly unclearedContacts = new UnclearedContacts();
  readonly #timeline = new Timeline();
  /** Number of contacts in a flow by their destination queue. They count against the queue's capacity. */
  readonly #inFlowToQueue = new Map<string, number>();

  constructor(
    private readonly contacts: ContactStore,
    private readonly directory: Directory,
    private readonly timing: Timing,
  ) {
    this.router = new Router(directory);
  }

  /** Starts the lifecycle of loaded contacts, then offers queued contacts to free agents. */
  load(unclearedContacts: readonly AgentUnclearedContact[], now: Time): void {
    for (const contact of this.contacts.live()) this.#loadContact(contact, now);
    for (const { userId, contactId, ...uncleared } of unclearedContacts) {
      this.unclearedContacts.put(userId, contactId, uncleared);
      const channel = this.contacts.get(contactId)?.channel;
      if (channel) this.router.occupy(userId, channel, uncleared.since);
    }
    for (const user of this.directory.users.sorted) this.offerQueuedContacts(user, now);
  }

  /**
   * Adds a new contact. A live contact with an agent occupies a slot of the agent. Any other live contact enters its
   * flow, at once or at its scheduled time.
   */
  begin(contact: Contact, now: Time): void {
    this.contacts.add(contact);
    if (contact.endedAt !== undefined) return;
    this.#schedule(contact, contact.expiresAt, 'expire');
    if (contact.agentId !== undefined) this.#occupy(contact, now);
    else this.startAt(contact, contact.scheduledAt ?? now, now);
  }

  /** Like begin, for an outbound call. The phone rings until the customer answers or the ring timeout ends. */
  dial(contact: Contact, ringTimeoutMs: number, now: Time): void {
    const { ringMs } = this.timing;
    if (ringMs === 0) {
      this.begin(contact, now);
      return;
    }
    this.contacts.add(contact);
    if (ringMs <= ringTimeoutMs) this.#schedule(contact, now + ringMs, 'answer');
    else this.#schedule(contact, now + ringTimeoutMs, 'give-up');
  }

  /**
   * Ends a contact and its listeners' contacts. Starts after-contact work or, if the timing has none, releases the slot
   * of the agent. Has no effect on an ended contact.
   */
  end(contact: Contact, disconnectReason: string | undefined, now: Time): void {
    if (contact.endedAt !== undefined) return;
    const held = contact.agentId !== undefined && occupiesSlot(contact) ? contact.agentId : undefined;
    const pausedMs = isPaused(contact) ? now - (contact.pausedAt ?? now) : 0;
    const offeredTo = this.withdraw(contact);
    this.contacts.change(contact, {
      endedAt: now,
      disconnectReason,
      updatedAt: now,
      pausedMs: contact.pausedMs + pausedMs,
    });
    if (offeredTo !== undefined) this.releaseSlot(offeredTo, contact.channel, now);
    if (held !== undefined && this.timing.afterContactWork) this.#beginAfterContactWork(contact, held, now);
    else if (held !== undefined) this.releaseSlot(held, contact.channel, now);
    for (const each of this.contacts.listenersTo(contact))
      this.end(each, each.channel === 'VOICE' ? 'OTHER' : undefined, now);
  }

  /** Clears a contact of an agent, which ends the after-contact work and releases the slot. */
  clear(user: User, contact: Contact, now: Time): void {
    const uncleared = this.unclearedContacts.clear(user.id, contact.id);
    if (!uncleared) return;
    if (uncleared.state === 'ENDED') this.contacts.change(contact, { afterContactWorkEndedAt: now, updatedAt: now });
    this.releaseSlot(user.id, contact.channel, now);
  }

  /** Returns the number of contacts that are queued or in a flow that leads to the queue. */
  occupancyOf(queueId: string): number {
    return this.router.waiting.in(queueId).length + (this.#inFlowToQueue.get(queueId) ?? 0);
  }

  /** Handles all due events and returns their number. */
  settle(now: Time): number {
    let handled = 0;
    for (let event = this.#timeline.takeDue(now); event; event = this.#timeline.takeDue(now)) {
      const contact = this.contacts.get(event.contactId);
      if (contact) this.#handle(event, contact);
      handled += 1;
    }
    return handled;
  }

  /** Starts a contact's flow at a time, or now if that time has passed. */
  startAt(contact: Contact, at: Time, now: Time): void {
    if (at > now) this.#schedule(contact, at, 'activate');
    else this.#enterFlow(contact, now);
  }

  /** Changes the expiry of a contact. Returns false when it has this expiry already. */
  expireAt(contact: Contact, expiresAt: Time): boolean {
    if (contact.expiresAt === expiresAt) return false;
    this.contacts.change(contact, { expiresAt });
    this.#schedule(contact, expiresAt, 'expire');
    return true;
  }

  /** Ends a chat at a time because the customer has not joined by then. */
  abandonAt(contact: Contact, at: Time): void {
    this.#schedule(contact, at, 'abandon');
  }

  /** Removes a contact from its flow, its queue and an agent's offers. Returns the agent who had the offer. */
  withdraw(contact: Contact): string | undefined {
    this.#leaveFlow(contact);
    this.router.waiting.remove(contact);
    const { offeredTo } = contact;
    this.contacts.change(contact, { offeredTo: undefined, nextStepAt: undefined });
    return offeredTo;
  }

  /**
   * Runs the flow of a contact, which leads to its destination queue. A contact without a destination stays in the
   * flow.
   */
  runFlow(contact: Contact, at: Time): void {
    const queueId = contact.destinationQueueId;
    if (queueId === undefined) return;
    this.#inFlowToQueue.set(queueId, (this.#inFlowToQueue.get(queueId) ?? 0) + 1);
    this.#scheduleNextStep(contact, at + this.timing.flowMs, 'leave-flow');
  }

  /** Queues a contact in its queue. A free agent gets it at once. */
  enqueue(contact: Contact, at: Time): void {
    this.router.waiting.add(contact);
    this.#activateCriteria(contact, at);
    this.#offerToFreeAgent(contact, at);
  }

  /** Offers a contact to an agent, who accepts it after `acceptMs`. */
  offer(contact: Contact, user: User, at: Time): void {
    this.router.waiting.remove(contact);
    this.router.occupy(user.id, contact.channel, at);
    this.contacts.change(contact, { offeredTo: user.id });
    if (this.timing.acceptMs === 0) this.#connect(contact, user.id, at);
    else this.#scheduleNextStep(contact, at + this.timing.acceptMs, 'accept');
  }

  /**
   * Releases a slot of an agent. When all slots are free, the agent changes to the next status, if one is set. Then the
   * agent gets queued contacts.
   */
  releaseSlot(userId: string, channel: Contact['channel'], at: Time): void {
    this.router.release(userId, channel);
    const user = this.directory.users.get(userId);
    if (!user) return;
    const next = user.nextAgentStatus;
    if (next !== undefined && !this.router.isBusy(userId)) this.changeStatus(user, next, at);
    this.offerQueuedContacts(user, at);
  }

  /** Changes the status of an agent at once. */
  changeStatus(user: User, agentStatus: string, at: Time): void {
    this.directory.users.change(user, { agentStatus, agentStatusSince: at, nextAgentStatus: undefined });
    this.router.refresh(user);
  }

  /** Offers queued contacts to an agent until all slots are occupied. */
  offerQueuedContacts(user: User, at: Time): void {
    for (let next = this.router.contactFor(user, at); next; next = this.router.contactFor(user, at))
      this.offer(next, user, at);
  }

  /** Handles an event. It has no effect if the time of its expiry, scheduled start or next step has changed. */
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
    } else if (kind === 'next-criteria') this.#offerToFreeAgent(contact, at);
    else if (kind === 'leave-flow' && contact.nextStepAt === at) this.#enqueueAtDestination(contact, at);
    else if (kind === 'accept' && contact.nextStepAt === at && contact.offeredTo !== undefined)
      this.#connect(contact, contact.offeredTo, at);
  }

  #loadContact(contact: Contact, now: Time): void {
    this.#schedule(contact, contact.expiresAt, 'expire');
    if (contact.scheduledAt !== undefined && contact.scheduledAt > now) this.startAt(contact, contact.scheduledAt, now);
    else if (contact.agentId !== undefined) this.#occupy(contact, contact.connectedToAgentAt ?? now);
    else if (isPaused(contact)) return;
    else if (contact.queueId !== undefined) {
      this.router.waiting.add(contact);
      this.#scheduleStepEnds(contact, now);
    } else this.runFlow(contact, now);
  }

  #occupy(contact: Contact, at: Time): void {
    if (contact.agentId !== undefined && occupiesSlot(contact))
      this.router.occupy(contact.agentId, contact.channel, at);
  }

  #enterFlow(contact: Contact, at: Time): void {
    this.contacts.change(contact, { connectedToSystemAt: at, updatedAt: at });
    this.runFlow(contact, at);
  }

  /** Removes a contact from the count of contacts in a flow, if it is one of them. */
  #leaveFlow({ destinationQueueId, queueId, agentId, nextStepAt }: Contact): void {
    const isOnTheWay = queueId === undefined && agentId === undefined && nextStepAt !== undefined;
    if (destinationQueueId === undefined || !isOnTheWay) return;
    this.#inFlowToQueue.set(destinationQueueId, Math.max(0, (this.#inFlowToQueue.get(destinationQueueId) ?? 0) - 1));
  }

  #enqueueAtDestination(contact: Contact, at: Time): void {
    this.withdraw(contact);
    this.contacts.change(contact, { queueId: contact.destinationQueueId, enqueuedAt: at, updatedAt: at });
    this.enqueue(contact, at);
  }

  #activateCriteria(contact: Contact, at: Time): void {
    const { routingCriteria } = contact;
    if (!routingCriteria || routingCriteria.activatedAt !== undefined) return;
    this.contacts.change(contact, { routingCriteria: { ...routingCriteria, activatedAt: at } });
    this.#scheduleStepEnds(contact, at);
  }

  /** Schedules an event for the end of each routing step, because the next step accepts other agents. */
  #scheduleStepEnds(contact: Contact, now: Time): void {
    const ends = contact.routingCriteria ? stepEnds(contact.routingCriteria) : [];
    for (const end of ends) if (end > now && end !== Infinity) this.#schedule(contact, end, 'next-criteria');
  }

  #offerToFreeAgent(contact: Contact, at: Time): void {
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

  /**
   * Starts after-contact work. The slot stays occupied until the user's time limit or, without a limit, until the
   * contact is cleared.
   */
  #beginAfterContactWork(contact: Contact, userId: string, at: Time): void {
    this.contacts.change(contact, { afterContactWorkStartedAt: at });
    this.unclearedContacts.put(userId, contact.id, { state: 'ENDED', since: at });
    const seconds = this.directory.users.get(userId)?.afterContactWorkSeconds ?? 0;
    if (seconds > 0) this.#schedule(contact, at + seconds * 1000, 'finish-work');
  }

  #scheduleNextStep(contact: Contact, at: Time, kind: 'leave-flow' | 'accept'): void {
    this.contacts.change(contact, { nextStepAt: at });
    this.#schedule(contact, at, kind);
  }

  #schedule(contact: Contact, at: Time, kind: TimedEvent['kind']): void {
    this.#timeline.add({ at, contactId: contact.id, kind });
  }
}
