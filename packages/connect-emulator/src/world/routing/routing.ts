import type { Channel } from '@aws-sdk/client-connect';
import type { Directory } from '../directory.js';
import type { Contact, Queue, RoutingProfile, Time, User } from '../entities.js';
import { QueuedContacts } from './queued-contacts.js';
import { meetsActiveStep } from './routing-criteria.js';

/**
 * Routes contacts to agents. An available agent gets contacts from the queues and channels of the routing profile and
 * from the agent queue, up to the profile's concurrency per channel. A contact goes to the agent whose last assignment
 * is the oldest. An agent gets contacts from the agent queue first, then from the most urgent queue. Equal agents
 * and equal contacts are ordered by id, and queues of equal priority as in the profile, so routing is deterministic. Concurrency of one channel does not affect other channels.
 */
export class Router {
  readonly waiting = new QueuedContacts();
  readonly #load = new Map<string, Partial<Record<Channel, number>>>();
  readonly #lastAssigned = new Map<string, Time>();
  readonly #availableByProfile = new Map<string, Set<User>>();
  readonly #servingProfiles = new Map<string, RoutingProfile[]>();

  constructor(private readonly directory: Directory) {
    for (const user of directory.users.sorted) if (takesContacts(user)) this.refresh(user);
    for (const profile of directory.routingProfiles.sorted) {
      for (const { queueId } of profile.queues) {
        const serving = this.#servingProfiles.get(queueId);
        if (!serving) this.#servingProfiles.set(queueId, [profile]);
        else if (!serving.includes(profile)) serving.push(profile);
      }
    }
  }

  /** Updates the available agents after a change of an agent's status. */
  refresh(user: User): void {
    const agents = this.#availableByProfile.get(user.routingProfileId) ?? new Set();
    this.#availableByProfile.set(user.routingProfileId, agents);
    if (takesContacts(user)) agents.add(user);
    else agents.delete(user);
  }

  /**
   * Returns the number of occupied slots of an agent for a channel. Offered and uncleared contacts count. Paused tasks
   * do not.
   */
  loadOf(userId: string, channel: Channel): number {
    return this.#load.get(userId)?.[channel] ?? 0;
  }

  /** Whether any slot of the agent is occupied. */
  isBusy(userId: string): boolean {
    return Object.values(this.#load.get(userId) ?? {}).some((load) => load > 0);
  }

  concurrencyOf(user: User, channel: Channel): number {
    return this.directory.routingProfiles.get(user.routingProfileId)?.concurrency[channel] ?? 0;
  }

  hasFreeSlot(user: User, channel: Channel): boolean {
    return this.loadOf(user.id, channel) < this.concurrencyOf(user, channel);
  }

  occupy(userId: string, channel: Channel, at: Time): void {
    this.#add(userId, channel, 1);
    this.#lastAssigned.set(userId, Math.max(at, this.#lastAssigned.get(userId) ?? 0));
  }

  release(userId: string, channel: Channel): void {
    this.#add(userId, channel, -1);
  }

  /** Returns the agent who gets a queued contact, or undefined if no available agent can take the contact. */
  agentFor(contact: Contact, at: Time): User | undefined {
    let best: User | undefined;
    for (const user of this.#candidates(contact, at)) {
      if (!this.hasFreeSlot(user, contact.channel)) continue;
      if (!best || this.#isNextInTurn(user, best)) best = user;
    }
    return best;
  }

  /** Returns the next queued contact for an agent, or undefined if the agent can take none. */
  contactFor(user: User, at: Time): Contact | undefined {
    if (!takesContacts(user)) return undefined;
    const profile = this.directory.routingProfiles.get(user.routingProfileId);
    const fromAgentQueue = this.waiting.next(user.id, ({ channel }) => this.hasFreeSlot(user, channel));
    if (fromAgentQueue || !profile) return fromAgentQueue;
    for (const entry of [...profile.queues].sort((a, b) => a.priority - b.priority)) {
      if (this.#isDisabled(entry.queueId)) continue;
      const canTake = (contact: Contact) =>
        entry.channels.includes(contact.channel) &&
        this.hasFreeSlot(user, contact.channel) &&
        meetsActiveStep(user, contact.routingCriteria, at);
      const next = this.waiting.next(entry.queueId, canTake);
      if (next) return next;
    }
    return undefined;
  }

  /**
   * Returns the agents who serve a queue, available or not: agents whose routing profile has the queue, or the agent of
   * an agent queue.
   */
  agentsServing(queue: Queue): User[] {
    if (queue.userId !== undefined)
      return [this.directory.users.get(queue.userId)].filter((user) => user !== undefined);
    const profiles = new Set((this.#servingProfiles.get(queue.id) ?? []).map((profile) => profile.id));
    return this.directory.users.sorted.filter((user) => profiles.has(user.routingProfileId));
  }

  *#candidates(contact: Contact, at: Time): Iterable<User> {
    if (contact.queueId === undefined) return;
    const owner = this.directory.agentQueues.get(contact.queueId)?.userId;
    if (owner !== undefined) {
      const user = this.directory.users.get(owner);
      if (user && takesContacts(user)) yield user;
      return;
    }
    if (this.#isDisabled(contact.queueId)) return;
    for (const profile of this.#servingProfiles.get(contact.queueId) ?? []) {
      const serves = ({ queueId, channels }: RoutingProfile['queues'][number]) =>
        queueId === contact.queueId && channels.includes(contact.channel);
      if (!profile.queues.some(serves)) continue;
      for (const user of this.#availableByProfile.get(profile.id) ?? []) {
        if (meetsActiveStep(user, contact.routingCriteria, at)) yield user;
      }
    }
  }

  /** Whether the queue is disabled. Contacts of a disabled queue are not offered to agents. */
  #isDisabled(queueId: string): boolean {
    return this.directory.queues.get(queueId)?.status === 'DISABLED';
  }

  #isNextInTurn(user: User, other: User): boolean {
    const difference = (this.#lastAssigned.get(user.id) ?? 0) - (this.#lastAssigned.get(other.id) ?? 0);
    return difference !== 0 ? difference < 0 : user.id < other.id;
  }

  #add(userId: string, channel: Channel, difference: number): void {
    const load = this.#load.get(userId) ?? {};
    load[channel] = Math.max(0, (load[channel] ?? 0) + difference);
    this.#load.set(userId, load);
  }
}

/** Whether the agent gets contacts. An agent with a next status gets no new contacts. */
function takesContacts({ agentStatus, nextAgentStatus }: User): boolean {
  return agentStatus === 'Available' && nextAgentStatus === undefined;
}
