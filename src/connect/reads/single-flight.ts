import { type CallFailure, cancelledFailure } from '../../errors/call-failure.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { Waiters } from '../../lib/waiters.js';
import type { CallScope } from '../calls/call-runner.js';
import type { LeaderCandidate } from '../limits/fair-rate-limiter.js';

/** A read in flight. The deadline of the request that began it applies. */
export interface InFlight<T> {
  readonly result: Promise<T>;
  readonly scope: CallScope;
  /** Adds a waiting request, which keeps the read alive. @returns A function that removes the request again. */
  join(scope: CallScope): () => void;
}

/** A shared read. Each waiter has its own place in the rate limiter's queue. The first with a permit makes the call. */
export class Flight<T> {
  /** The waiter that makes the call; null until one has a permit. */
  leader: FlightWaiter<T> | null = null;
  readonly waiters = new Set<FlightWaiter<T>>();
  /** Waiters that still have a waiting request. */
  readonly active = new Waiters<FlightWaiter<T>>();
  /** Ids of the resources that have changed since the read began; null for none. */
  invalidated: Set<string> | null = null;

  /** Returns the waiter to join: the leader, or a waiter of the same caller and priority. */
  waiterFor({ caller, priority }: CallScope): FlightWaiter<T> | null {
    if (this.leader) return this.leader;
    for (const waiter of this.waiters) {
      if (waiter.scope.caller.id === caller.id && waiter.scope.priority === priority) return waiter;
    }
    return null;
  }
}

/** One waiter of a flight. Requests of the same caller and priority join it. */
export class FlightWaiter<T> implements InFlight<T>, LeaderCandidate {
  result!: Promise<T>;
  /** Scope for the read, on behalf of the requests of this waiter, or of all waiters once this waiter leads. */
  readonly scope: CallScope;
  readonly #audience = new Waiters<CallScope>();
  readonly #leaveFlight: () => void;
  #giveUp: (() => void) | null = null;

  constructor(
    scope: CallScope,
    private readonly flight: Flight<T>,
  ) {
    flight.waiters.add(this);
    this.#audience.join(scope);
    this.#leaveFlight = flight.active.join(this);
    const gone = () => (flight.leader === this ? flight.active : this.#audience);
    this.scope = { ...scope, gone, sharedBy: this.#audience };
  }

  /** Returns a signal that aborts when all requests of this waiter have gone. */
  readonly gone = () => this.#audience;

  join(scope: CallScope): () => void {
    return this.#audience.join(scope);
  }

  /** Ends the wait after the result or failure. */
  end(): void {
    this.flight.waiters.delete(this);
    this.#leaveFlight();
    this.#audience.end();
  }

  get isFollower(): boolean {
    return this.flight.leader !== null && this.flight.leader !== this;
  }

  onWaiting(giveUp: () => void): void {
    this.#giveUp = giveUp;
  }

  claimLead(): boolean {
    const { flight } = this;
    if (flight.leader) return flight.leader === this;
    flight.leader = this;
    for (const waiter of flight.waiters) if (waiter !== this) waiter.#giveUp?.();
    return true;
  }
}

/** Time in milliseconds that is too short for a call. */
const tooShortMs = 50;

/**
 * Waits for another request's read, until the deadline of this request, or until its client has gone.
 * @returns Null if the read failed for a reason of the other request, so that this request should make the read itself.
 * @throws ConnectReadError
 */
export async function join<T>(other: InFlight<T>, scope: CallScope): Promise<{ readonly value: T } | null> {
  const leave = other.join(scope);
  try {
    const joined = await scope.deadline.outcome(other.result, Infinity, scope.gone?.());
    if (joined && other.scope.stats !== scope.stats) scope.stats.sharedRead();
    if (joined) return joined;
  } catch (error) {
    if (error instanceof ConnectReadError && concernsReaderOnly(error.failure, other.scope, scope)) return null;
    throw error;
  } finally {
    leave();
  }
  if (scope.gone?.().aborted) throw new ConnectReadError('', cancelledFailure());
  // The read took longer than this request's deadline allows.
  const facts = { awsRequestId: null, retryAfterMs: null };
  throw new ConnectReadError('', { ...facts, kind: 'unavailable', cause: 'timeout' });
}

/**
 * Whether a read failed for a reason of its reader alone: its deadline, its place in the queue, or its gone clients.
 */
function concernsReaderOnly(failure: CallFailure, reader: CallScope, own: CallScope): boolean {
  if (failure.kind === 'cancelled') return !own.gone?.().aborted;
  const [readerHasMs, ownMs] = [reader.deadline.remainingMs, own.deadline.remainingMs];
  if (failure.kind === 'throttled' && failure.byGateway) {
    const samePlace = reader.caller.id === own.caller.id && reader.priority === own.priority;
    return !samePlace || ownMs > readerHasMs + tooShortMs;
  }
  return failure.kind !== 'refused' && readerHasMs < tooShortMs && ownMs > tooShortMs;
}
