import { type CallFailure, cancelledFailure } from '../../errors/call-failure.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { Audience } from '../../lib/waiters.js';
import type { CallScope } from '../calls/call-runner.js';
import type { Rival } from '../limits/fair-rate-limiter.js';

/** A read that is under way for somebody, within whose time it is made. */
export interface UnderWay<T> {
  readonly answer: Promise<T>;
  readonly scope: CallScope;
  /** Adds one who waits for it, without whom it may be given up. @returns To be called when it does not wait any more. */
  join(scope: CallScope): () => void;
}

/** A read that several wait to make, each in its own place among the waiting; the first turn serves all. */
export class Race<T> {
  /** Who makes it; null while nobody's turn has come. */
  leader: Place<T> | null = null;
  readonly places = new Set<Place<T>>();
  /** Those in whose places somebody waits. */
  readonly audience = new Audience<Place<T>>();
  /** Ids of what has changed since it was begun; null for nothing. */
  changed: Set<string> | null = null;

  /** Whom to wait for: another place beside one of the same caller would only be behind it. */
  ahead({ caller, priority }: CallScope): Place<T> | null {
    if (this.leader) return this.leader;
    for (const place of this.places) {
      if (place.scope.caller.id === caller.id && place.scope.priority === priority) return place;
    }
    return null;
  }
}

/** One's own place in a race, in which others like it may wait too. */
export class Place<T> implements UnderWay<T>, Rival {
  answer!: Promise<T>;
  /** For whom to make the read: for all who wait in this place, and once it leads for all in the race. */
  readonly scope: CallScope;
  readonly #audience = new Audience<CallScope>();
  readonly #leaveRace: () => void;
  #giveUp: (() => void) | null = null;

  constructor(
    scope: CallScope,
    private readonly race: Race<T>,
  ) {
    race.places.add(this);
    this.#audience.join(scope);
    this.#leaveRace = race.audience.join(this);
    const gone = () => (race.leader === this ? race.audience : this.#audience);
    this.scope = { ...scope, gone, sharedBy: this.#audience };
  }

  /** Aborted when all who wait in this place have gone. */
  readonly gone = () => this.#audience;

  join(scope: CallScope): () => void {
    return this.#audience.join(scope);
  }

  /** Its answer has come, or will not. */
  end(): void {
    this.race.places.delete(this);
    this.#leaveRace();
    this.#audience.end();
  }

  get lost(): boolean {
    return this.race.leader !== null && this.race.leader !== this;
  }

  waits(giveUp: () => void): void {
    this.#giveUp = giveUp;
  }

  leads(): boolean {
    const { race } = this;
    if (race.leader) return race.leader === this;
    race.leader = this;
    for (const place of race.places) if (place !== this) place.#giveUp?.();
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
export async function join<T>(other: UnderWay<T>, scope: CallScope): Promise<{ readonly value: T } | null> {
  const leave = other.join(scope);
  try {
    const joined = await scope.deadline.outcome(other.answer, Infinity, scope.gone?.());
    if (joined && other.scope.usage !== scope.usage) scope.usage.sharedRead();
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
