import { type CallFailure, cancelledFailure } from '../../errors/call-failure.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { Waiters } from '../../lib/waiters.js';
import type { CallScope } from '../calls/call-runner.js';
import type { LeaderCandidate } from '../limits/fair-rate-limiter.js';

/** A read in flight, made within the deadline of the request that began it. */
export interface InFlight<T> {
  readonly answer: Promise<T>;
  readonly scope: CallScope;
  /** Adds one who waits for it, without whom it may be given up. @returns To be called when it does not wait any more. */
  join(scope: CallScope): () => void;
}

/** A coalesced read. Each waiter keeps its own place in the queue; the first to get a permit makes the call for all. */
export class Flight<T> {
  /** The waiter that makes the call; null until one has a permit. */
  leader: FlightWaiter<T> | null = null;
  readonly waiters = new Set<FlightWaiter<T>>();
  /** Those in whose places somebody waits. */
  readonly all = new Waiters<FlightWaiter<T>>();
  /** Ids of what has changed since it was begun; null for nothing. */
  invalidated: Set<string> | null = null;

  /** The waiter to join: another one of the same caller would only queue behind it. */
  waiterFor({ caller, priority }: CallScope): FlightWaiter<T> | null {
    if (this.leader) return this.leader;
    for (const place of this.waiters) {
      if (place.scope.caller.id === caller.id && place.scope.priority === priority) return place;
    }
    return null;
  }
}

/** One waiter of a flight, which others of the same caller and priority may join. */
export class FlightWaiter<T> implements InFlight<T>, LeaderCandidate {
  answer!: Promise<T>;
  /** For whom to make the read: for all who wait in this place, and once it leads for all in the race. */
  readonly scope: CallScope;
  readonly #audience = new Waiters<CallScope>();
  readonly #leaveRace: () => void;
  #giveUp: (() => void) | null = null;

  constructor(
    scope: CallScope,
    private readonly race: Flight<T>,
  ) {
    race.waiters.add(this);
    this.#audience.join(scope);
    this.#leaveRace = race.all.join(this);
    const gone = () => (race.leader === this ? race.all : this.#audience);
    this.scope = { ...scope, gone, sharedBy: this.#audience };
  }

  /** Aborted when all who wait in this place have gone. */
  readonly gone = () => this.#audience;

  join(scope: CallScope): () => void {
    return this.#audience.join(scope);
  }

  /** Its answer has come, or will not. */
  end(): void {
    this.race.waiters.delete(this);
    this.#leaveRace();
    this.#audience.end();
  }

  get isFollower(): boolean {
    return this.race.leader !== null && this.race.leader !== this;
  }

  onWaiting(giveUp: () => void): void {
    this.#giveUp = giveUp;
  }

  claimLead(): boolean {
    const { race } = this;
    if (race.leader) return race.leader === this;
    race.leader = this;
    for (const place of race.waiters) if (place !== this) place.#giveUp?.();
    return true;
  }
}

/** Time that makes no difference, in milliseconds: a call needs more. */
const noTimeMs = 50;

/**
 * Waits for the answer to another's read, within one's own time and while one's own client is there.
 * @returns Null when that other could not have it, and one should ask oneself.
 * @throws ConnectReadError
 */
export async function join<T>(other: InFlight<T>, scope: CallScope): Promise<{ readonly value: T } | null> {
  const leave = other.join(scope);
  try {
    const joined = await scope.deadline.outcome(other.answer, Infinity, scope.gone?.());
    if (joined && other.scope.stats !== scope.stats) scope.stats.sharedRead();
    if (joined) return joined;
  } catch (error) {
    if (error instanceof ConnectReadError && isOnlyIts(error.failure, other.scope, scope)) return null;
    throw error;
  } finally {
    leave();
  }
  if (scope.gone?.().aborted) throw new ConnectReadError('', cancelledFailure());
  // The read of another request took longer than this one may.
  const facts = { awsRequestId: null, retryAfterMs: null };
  throw new ConnectReadError('', { ...facts, kind: 'unavailable', cause: 'timeout' });
}

/** Whether a read failed for what was its reader's own: its time, its place among the waiting, or that its clients left. */
function isOnlyIts(failure: CallFailure, reader: CallScope, own: CallScope): boolean {
  if (failure.kind === 'cancelled') return !own.gone?.().aborted;
  const [readerHasMs, ownMs] = [reader.deadline.remainingMs, own.deadline.remainingMs];
  if (failure.kind === 'throttled' && failure.byGateway) {
    const samePlace = reader.caller.id === own.caller.id && reader.priority === own.priority;
    return !samePlace || ownMs > readerHasMs + noTimeMs;
  }
  return failure.kind !== 'refused' && readerHasMs < noTimeMs && ownMs > noTimeMs;
}
