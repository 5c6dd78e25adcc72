import type { Channel, ContactState, CurrentMetricName, Expression } from '@aws-sdk/client-connect';
import { canonical } from '../../calls/idempotency.js';
import type { Contact, Queue, RoutingProfile, Time, User } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import { activeExpression, meets } from '../../world/routing/routing-criteria.js';
import { estimatedWaitMs } from './estimated-wait.js';

/** The queues, channels, agents and contacts that one row of the output covers. */
export interface MetricScope {
  readonly queues: readonly Queue[];
  readonly channels: readonly Channel[];
  /** Only agents of these routing profiles. Without this member, agents of any profile. */
  readonly profiles?: readonly RoutingProfile[];
  /** Only agents with one of these statuses. */
  readonly statuses?: readonly string[];
  /** Only contacts with one of these subtypes. */
  readonly subtypes?: readonly string[];
  /** Only contacts with this active routing step, and agents who meet it. */
  readonly step?: Expression;
  readonly isGrouped: boolean;
}

/**
 * Computes current metrics from the world's state. The estimated wait time is an assumption (see estimated-wait.ts).
 */
export class CurrentMetrics {
  readonly #agents = new Map<string, readonly User[]>();
  #scheduled: ReadonlyMap<string, readonly Contact[]> | undefined;

  /** @param handleMs assumed handle time of a contact, in milliseconds. */
  constructor(
    private readonly state: InstanceState,
    private readonly now: Time,
    private readonly handleMs: number,
  ) {}

  value(metric: CurrentMetricName, scope: MetricScope): number {
    switch (metric) {
      case 'CONTACTS_IN_QUEUE':
        return this.#waiting(scope).length;
      case 'OLDEST_CONTACT_AGE': {
        let oldest = this.now;
        for (const { enqueuedAt = oldest } of this.#waiting(scope)) oldest = Math.min(oldest, enqueuedAt);
        const age = this.now - oldest;
        // "When you do not use groupings, Unit says SECONDS but the Value is returned in MILLISECONDS" (API reference).
        return scope.isGrouped ? Math.floor(age / 1000) : age;
      }
      case 'CONTACTS_SCHEDULED':
        return this.#scheduledIn(scope);
      case 'ESTIMATED_WAIT_TIME':
        return Math.ceil(this.waitMs(this.#waiting(scope).length + 1, scope) / 1000);
      case 'AGENTS_ONLINE':
        return this.#online(scope).length;
      case 'AGENTS_STAFFED':
        return this.#available(scope).length;
      case 'AGENTS_AVAILABLE':
        return this.#available(scope).filter((user) => this.#freeSlots(user, scope.channels) > 0).length;
      case 'AGENTS_NON_PRODUCTIVE':
        return this.#online(scope).length - this.#available(scope).length;
      case 'AGENTS_ON_CALL':
      case 'AGENTS_ON_CONTACT':
        return this.#online(scope).filter((user) => this.#activeSlots(user, scope.channels) > 0).length;
      case 'AGENTS_AFTER_CONTACT_WORK':
        return this.#withUnclearedContact(scope, ['ENDED']);
      case 'AGENTS_ERROR':
        return this.#withUnclearedContact(scope, ['MISSED', 'ERROR']);
      case 'SLOTS_ACTIVE':
        return this.#online(scope).reduce((sum, user) => sum + this.#activeSlots(user, scope.channels), 0);
      case 'SLOTS_AVAILABLE':
        return this.#available(scope).reduce((sum, user) => sum + this.#freeSlots(user, scope.channels), 0);
    }
  }

  /** Estimates the wait of the contact at a queue position, in milliseconds. Positions count from 1. */
  waitMs(position: number, scope: MetricScope): number {
    const slots = this.#available(scope).reduce((sum, user) => sum + this.#slots(user, scope.channels), 0);
    return estimatedWaitMs(position, slots, this.handleMs);
  }

  #waiting(scope: MetricScope): Contact[] {
    const { waiting } = this.state.lifecycle.router;
    return scope.queues.flatMap((queue) =>
      waiting.in(queue.id).filter((contact) => this.#matchesScope(contact, scope)),
    );
  }

  #matchesScope(contact: Contact, { channels, subtypes, step }: MetricScope): boolean {
    if (!channels.includes(contact.channel)) return false;
    if (subtypes && !subtypes.includes(subtypeOf(contact) ?? '')) return false;
    return step === undefined || isSame(activeExpression(contact.routingCriteria, this.now), step);
  }

  #scheduledIn(scope: MetricScope): number {
    if (!this.#scheduled) {
      const found = new Map<string, Contact[]>();
      for (const contact of this.state.contacts.live()) {
        const { scheduledAt = 0, destinationQueueId = '' } = contact;
        if (scheduledAt <= this.now) continue;
        found.set(destinationQueueId, [...(found.get(destinationQueueId) ?? []), contact]);
      }
      this.#scheduled = found;
    }
    const contacts = scope.queues.flatMap(({ id }) => this.#scheduled?.get(id) ?? []);
    return contacts.filter((contact) => this.#matchesScope(contact, scope)).length;
  }

  #online({ queues, profiles, statuses, step }: MetricScope): User[] {
    const agents = new Set(queues.flatMap((queue) => this.#serving(queue)));
    const profileIds = profiles && new Set(profiles.map(({ id }) => id));
    return [...agents].filter(
      (user) =>
        user.agentStatus !== 'Offline' &&
        (!statuses || statuses.includes(user.agentStatus)) &&
        (!profileIds || profileIds.has(user.routingProfileId)) &&
        (step === undefined || meets(user, step)),
    );
  }

  #available(scope: MetricScope): User[] {
    return this.#online(scope).filter(({ agentStatus }) => agentStatus === 'Available');
  }

  #withUnclearedContact(scope: MetricScope, states: readonly ContactState[]): number {
    const { unclearedContacts } = this.state.lifecycle;
    return this.#online(scope).filter(({ id }) =>
      [...unclearedContacts.of(id).values()].some(({ state }) => states.includes(state)),
    ).length;
  }

  #serving(queue: Queue): readonly User[] {
    const known = this.#agents.get(queue.id);
    if (known) return known;
    const agents = this.state.lifecycle.router.agentsServing(queue);
    this.#agents.set(queue.id, agents);
    return agents;
  }

  #activeSlots(user: User, wanted: readonly Channel[]): number {
    return wanted.reduce((sum, channel) => sum + this.state.lifecycle.router.loadOf(user.id, channel), 0);
  }

  #slots(user: User, wanted: readonly Channel[]): number {
    return wanted.reduce((sum, channel) => sum + this.state.lifecycle.router.concurrencyOf(user, channel), 0);
  }

  #freeSlots(user: User, wanted: readonly Channel[]): number {
    const { router } = this.state.lifecycle;
    return wanted.reduce(
      (sum, channel) => sum + Math.max(0, router.concurrencyOf(user, channel) - router.loadOf(user.id, channel)),
      0,
    );
  }
}

/** Returns the subtype of a contact, such as `connect:Chat`. */
export function subtypeOf({ segmentAttributes }: Contact): string | undefined {
  return segmentAttributes['connect:Subtype']?.ValueString;
}

/**
 * Whether two expressions are equal. "JSON object key order and whitespace may be arbitrary; array order and tree
 * structure must be preserved".
 */
function isSame(expression: Expression | undefined, other: Expression): boolean {
  return expression !== undefined && canonical(expression) === canonical(other);
}
