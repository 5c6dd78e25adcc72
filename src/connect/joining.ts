import type { CallFailure } from './call-failure.js';
import { ConnectReadError } from './read-error.js';
import type { CallScope } from './runner.js';
import type { Rival } from './turn-queue.js';

/** A read that is under way for somebody, within whose time it is made. */
export interface UnderWay<T> {
  readonly answer: Promise<T>;
  readonly scope: CallScope;
}

/** A read that several wait to make, each in its own place among the waiting; the first turn serves all. */
export class Race<T> {
  /** Who makes it; null while nobody's turn has come. */
  leader: Place<T> | null = null;
  readonly places = new Set<Place<T>>();
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

/** One's own place in a race. */
export class Place<T> implements UnderWay<T>, Rival {
  answer!: Promise<T>;
  #giveUp: (() => void) | null = null;

  constructor(
    readonly scope: CallScope,
    private readonly race: Race<T>,
  ) {
    race.places.add(this);
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
 * Waits within one's own time for the answer to another's read.
 * @returns Null when that other could not have it, and one should ask oneself.
 * @throws ConnectReadError
 */
export async function join<T>(other: UnderWay<T>, scope: CallScope): Promise<{ readonly value: T } | null> {
  try {
    const joined = await scope.deadline.outcome(other.answer);
    if (joined && other.scope.usage !== scope.usage) scope.usage.sharedRead();
    if (joined) return joined;
  } catch (error) {
    const another = other.scope !== scope;
    if (another && error instanceof ConnectReadError && isOnlyIts(error.failure, other.scope, scope)) return null;
    throw error;
  }
  const message = 'The read of another request took longer than this one may.';
  const facts = { message, awsRequestId: null, retryAfterMs: null };
  throw new ConnectReadError('', { ...facts, kind: 'unavailable', cause: 'timeout' });
}

/** Whether a read failed for what was its reader's own: its time, its place among the waiting, or that its client left. */
function isOnlyIts(failure: CallFailure, reader: CallScope, own: CallScope): boolean {
  const [readerHasMs, ownMs] = [reader.deadline.remainingMs, own.deadline.remainingMs];
  if (failure.kind === 'throttled' && failure.byGateway) {
    const samePlace = reader.caller.id === own.caller.id && reader.priority === own.priority;
    return !samePlace || ownMs > readerHasMs + noTimeMs || reader.gone?.().aborted === true;
  }
  return failure.kind !== 'refused' && readerHasMs < noTimeMs && ownMs > noTimeMs;
}
