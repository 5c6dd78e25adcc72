import type { Channel, ContactState, CurrentMetricName } from '@aws-sdk/client-connect';
import { channels, type Queue, type Time, type User } from '../world/entities.js';
import type { InstanceState } from '../world/instance-state.js';

/** What one row of the answer is about. */
export interface MetricScope {
  readonly queues: readonly Queue[];
  readonly channels: readonly Channel[];
  readonly isGrouped: boolean;
}

/** The metrics that the world can tell. ESTIMATED_WAIT_TIME is not among them: it would be invented. */
export class CurrentMetrics {
  readonly #agents = new Map<string, readonly User[]>();
  #scheduled: ReadonlyMap<string, number> | undefined;

  constructor(
    private readonly instance: InstanceState,
    private readonly now: Time,
  ) {}

  /** @returns undefined for a metric that the emulator does not know. */
  value(metric: CurrentMetricName, scope: MetricScope): number | undefined {
    const { router } = this.instance.lifecycle;
    switch (metric) {
      case 'CONTACTS_IN_QUEUE':
        return this.#waiting(scope).length;
      case 'OLDEST_CONTACT_AGE': {
        const oldest = Math.min(...this.#waiting(scope).map(({ enqueuedAt }) => enqueuedAt ?? this.now), this.now);
        const age = this.now - oldest;
        // "When you do not use groupings, Unit says SECONDS but the Value is returned in MILLISECONDS" (API reference).
        return scope.isGrouped ? Math.floor(age / 1000) : age;
      }
      case 'CONTACTS_SCHEDULED':
        return scope.channels.includes('TASK') ? this.#scheduledIn(scope.queues) : 0;
      case 'AGENTS_ONLINE':
        return this.#online(scope).length;
      case 'AGENTS_STAFFED':
        return this.#available(scope).length;
      case 'AGENTS_AVAILABLE':
        return this.#available(scope).filter((user) => scope.channels.some((channel) => router.hasRoom(user, channel)))
          .length;
      case 'AGENTS_NON_PRODUCTIVE':
        return this.#online(scope).length - this.#available(scope).length;
      case 'AGENTS_ON_CALL':
      case 'AGENTS_ON_CONTACT':
        return this.#online(scope).filter((user) => this.#load(user, scope.channels) > 0).length;
      case 'AGENTS_AFTER_CONTACT_WORK':
        return this.#withLeftover(scope, ['ENDED']);
      case 'AGENTS_ERROR':
        return this.#withLeftover(scope, ['MISSED', 'ERROR']);
      case 'SLOTS_ACTIVE':
        return this.#online(scope).reduce((sum, user) => sum + this.#load(user, scope.channels), 0);
      case 'SLOTS_AVAILABLE':
        return this.#available(scope).reduce((sum, user) => sum + this.#room(user, scope.channels), 0);
      default:
        return undefined;
    }
  }

  #waiting({ queues, channels: wanted }: MetricScope) {
    const { waiting } = this.instance.lifecycle.router;
    return queues.flatMap((queue) => waiting.in(queue.id).filter(({ channel }) => wanted.includes(channel)));
  }

  #scheduledIn(queues: readonly Queue[]): number {
    if (!this.#scheduled) {
      const counts = new Map<string, number>();
      for (const { scheduledAt = 0, destinationQueueId = '' } of this.instance.contacts.live()) {
        if (scheduledAt > this.now) counts.set(destinationQueueId, (counts.get(destinationQueueId) ?? 0) + 1);
      }
      this.#scheduled = counts;
    }
    const counts = this.#scheduled;
    return queues.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
  }

  #online({ queues }: MetricScope): User[] {
    const agents = new Set(queues.flatMap((queue) => this.#serving(queue)));
    return [...agents].filter(({ agentStatus }) => agentStatus !== 'Offline');
  }

  #available(scope: MetricScope): User[] {
    return this.#online(scope).filter(({ agentStatus }) => agentStatus === 'Available');
  }

  #withLeftover(scope: MetricScope, states: readonly ContactState[]): number {
    const { desks } = this.instance.lifecycle;
    return this.#online(scope).filter(({ id }) =>
      [...desks.of(id).values()].some(({ state }) => states.includes(state)),
    ).length;
  }

  #serving(queue: Queue): readonly User[] {
    const known = this.#agents.get(queue.id);
    if (known) return known;
    const agents = this.instance.lifecycle.router.agentsServing(queue);
    this.#agents.set(queue.id, agents);
    return agents;
  }

  #load(user: User, wanted: readonly Channel[]): number {
    return wanted.reduce((sum, channel) => sum + this.instance.lifecycle.router.loadOf(user.id, channel), 0);
  }

  #room(user: User, wanted: readonly Channel[]): number {
    const { router } = this.instance.lifecycle;
    return wanted.reduce(
      (sum, channel) => sum + Math.max(0, router.concurrencyOf(user, channel) - router.loadOf(user.id, channel)),
      0,
    );
  }
}

export const allChannels: readonly Channel[] = channels;
