import type { Channel } from '@aws-sdk/client-connect';
import type { Directory } from '../directory.js';
import type { Contact, Queue, RoutingProfile, Time, User } from '../entities.js';
import { mayTake } from './routing-criteria.js';
import { WaitingLines } from './waiting-lines.js';

/**
 * Who gets which contact. An agent takes part when available, for the queues and channels of the routing profile and
 * always for the agent's own queue, up to the profile's concurrency for each channel. A contact goes to the agent who
 * waited longest since the last one; an agent takes from the most urgent queue first. Ties are settled by id, so the
 * same world always routes the same way. Concurrency is counted for each channel alone.
 */
export class Router {
  readonly waiting = new WaitingLines();
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

  /** To be called when an agent's status has changed. */
  refresh(user: User): void {
    const agents = this.#availableByProfile.get(user.routingProfileId) ?? new Set();
    this.#availableByProfile.set(user.routingProfileId, agents);
    if (takesContacts(user)) agents.add(user);
    else agents.delete(user);
  }

  /**
   * How many contacts of the channel the agent has: offered ones and those not yet cleared after their end included,
   * paused tasks not.
   */
  loadOf(userId: string, channel: Channel): number {
    return this.#load.get(userId)?.[channel] ?? 0;
  }

  /** Whether the agent has any contact at all. */
  isBusy(userId: string): boolean {
    return Object.values(this.#load.get(userId) ?? {}).some((load) => load > 0);
  }

  concurrencyOf(user: User, channel: Channel): number {
    return this.directory.routingProfiles.get(user.routingProfileId)?.concurrency[channel] ?? 0;
  }

  hasRoom(user: User, channel: Channel): boolean {
    return this.loadOf(user.id, channel) < this.concurrencyOf(user, channel);
  }

  occupy(userId: string, channel: Channel, at: Time): void {
    this.#add(userId, channel, 1);
    this.#lastAssigned.set(userId, Math.max(at, this.#lastAssigned.get(userId) ?? 0));
  }

  release(userId: string, channel: Channel): void {
    this.#add(userId, channel, -1);
  }

  /** The available agent who should have this waiting contact, if any has room. */
  agentFor(contact: Contact, at: Time): User | undefined {
    let best: User | undefined;
    for (const user of this.#candidates(contact, at)) {
      if (!this.hasRoom(user, contact.channel)) continue;
      if (!best || this.#isNextInTurn(user, best)) best = user;
    }
    return best;
  }

  /** The waiting contact that this agent should have next, if there is room for any. */
  contactFor(user: User, at: Time): Contact | undefined {
    if (!takesContacts(user)) return undefined;
    const profile = this.directory.routingProfiles.get(user.routingProfileId);
    const own = this.waiting.next(user.id, ({ channel }) => this.hasRoom(user, channel));
    if (own || !profile) return own;
    for (const entry of [...profile.queues].sort((a, b) => a.priority - b.priority)) {
      if (this.#isDisabled(entry.queueId)) continue;
      const canTake = (contact: Contact) =>
        entry.channels.includes(contact.channel) &&
        this.hasRoom(user, contact.channel) &&
        mayTake(user, contact.routingCriteria, at);
      const next = this.waiting.next(entry.queueId, canTake);
      if (next) return next;
    }
    return undefined;
  }

  /** The agents who serve a queue, available or not: whose profile holds it, or the one whose own queue it is. */
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
        if (mayTake(user, contact.routingCriteria, at)) yield user;
      }
    }
  }

  /** A disabled queue hands out nothing until it is enabled. */
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

/** An agent who has set a next status finishes what is there and gets nothing new. */
function takesContacts({ agentStatus, nextAgentStatus }: User): boolean {
  return agentStatus === 'Available' && nextAgentStatus === undefined;
}
