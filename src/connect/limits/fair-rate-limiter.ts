import type { Quota } from '#connect-model';
import type { Deadline } from '../../lib/deadline.js';
import type { CancelSignal } from '../../lib/waiters.js';
import { ArrivalRates } from './arrival-rates.js';
import { type ExpectedCalls, FairQueue, type Queued } from './fair-queue.js';
import type { LatencyEstimate } from './latency-estimate.js';
import { TokenBucket } from './token-bucket.js';

/** Request for a permit to make one call. */
export interface PermitRequest extends Queued {
  readonly deadline: Deadline;
  /** Signal that aborts when no client needs the call any more; absent for calls that continue without their client. */
  readonly gone?: (() => CancelSignal) | undefined;
}

/** One of several waiters for the same call. The first one that gets a permit makes the call for all. */
export interface LeaderCandidate {
  /** Receives a function that ends the wait, for use when another candidate makes the call. */
  onWaiting(giveUp: () => void): void;
  /** Claims the call for this candidate. @returns False when another candidate already leads. */
  claimLead(): boolean;
  /** Whether another candidate makes the call. */
  readonly isFollower: boolean;
}

/** Result of a request for a permit. */
export type Permit =
  | { readonly granted: true; readonly waitedMs: number }
  | {
      readonly granted: false;
      /** Milliseconds after which a new request can expect a permit before its deadline. */
      readonly retryAfterMs: number;
    };

/** Safety margin in milliseconds between the estimated end of a call and its deadline: waits are not exact. */
const marginMs = 150;

interface Waiter extends PermitRequest {
  readonly since: number;
  readonly settle: (permit: Permit) => void;
  /** Refuses the waiting call. */
  readonly giveUp: () => void;
  readonly timer: NodeJS.Timeout;
  readonly signal: CancelSignal | undefined;
}

/**
 * Rate limiter of one operation. Connect enforces the quota for the whole account and Region. A call waits for its turn
 * if it is expected to end before its deadline; otherwise the limiter refuses the call at once. A `FairQueue` sets the
 * order of turns.
 */
export class FairRateLimiter {
  readonly #bucket: TokenBucket;
  readonly #demand = new ArrivalRates();
  readonly #waiting = new FairQueue<Waiter>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param share Fraction of the quota to use, above 0 and up to 1.
   * @param callTime Estimated duration of a call. A turn must leave this much time before the deadline.
   */
  constructor(
    quota: Quota,
    share: number,
    private readonly callTime: LatencyEstimate,
  ) {
    this.#bucket = new TokenBucket(quota, share);
  }

  /** Waits for a permit. Each granted permit must end with `settle` after the call, or with `cancel` without a call. */
  acquire(request: PermitRequest, candidate?: LeaderCandidate): Promise<Permit> {
    if (request.gone?.().aborted) return Promise.resolve(this.#refusal(request, 0));
    this.#bucket.refill();
    // Background refreshes never delay other calls, so they do not count as demand.
    if (request.priority !== 'background') this.#demand.record(request.caller.id);
    const place = this.#waiting.placeOf(request);
    if (this.#waitMs(request, place) === 0 && this.#bucket.mayStart) {
      this.#bucket.start();
      return Promise.resolve({ granted: true, waitedMs: 0 });
    }
    // Allows for the calls that other callers are expected to make at their current rates.
    const { remainingMs } = request.deadline;
    const longestMs = this.#waitMs(request, place, this.#demand.expectedWithin(remainingMs));
    const fits = longestMs + this.callTime.ms + marginMs <= remainingMs;
    if (!fits || !this.#makeRoom(request, place)) return Promise.resolve(this.#refusal(request, longestMs));
    return new Promise((settle) => this.#wait(request, settle, candidate));
  }

  /**
   * Records that the call of a permit was sent. Must run once for each permit that is used. Under load a call may be
   * sent long after its turn. Connect's own bucket loses the token only then.
   */
  sent(): void {
    this.#bucket.sent();
  }

  /**
   * Records the end of the call of a permit. Must run once for each permit that is used.
   * @param throttled Whether Connect throttled the call; null if unknown.
   */
  settle(throttled: boolean | null): void {
    this.#bucket.done(throttled);
    this.#serve();
  }

  /** Gives back an unused permit. */
  cancel(): void {
    this.#bucket.putBack();
    this.#serve();
  }

  /** Refuses all waiting calls, for use when the circuit breaker has opened. */
  rejectWaiting(): void {
    for (const waiter of this.#waiting.calls) this.#refuse(waiter);
  }

  /** Number of waiting calls. */
  get waiting(): number {
    return this.#waiting.size;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.rejectWaiting();
  }

  /** Milliseconds until the turn of a call. @param place Number of calls before the call in its caller's line. */
  #waitMs(request: PermitRequest, place: number, expected?: ExpectedCalls): number {
    return this.#bucket.msUntil(this.#waiting.turnsBefore(request, place, expected) + 1);
  }

  #isLate(waiter: Waiter, waitMs: number): boolean {
    return waitMs + this.callTime.ms > waiter.deadline.remainingMs;
  }

  /**
   * Makes room for a new call that would delay a waiting call past its deadline. The new call may evict a less urgent
   * call of its own caller. It may evict the delayed call of another caller only if that caller's line is at least
   * twice as long as the line of the new call, including the new call.
   * @returns Whether the new call may wait.
   */
  #makeRoom(newcomer: PermitRequest, place: number): boolean {
    if (newcomer.priority === 'background') return true;
    const own = this.#waiting.lineOf(newcomer);
    const late = this.#lateInOwn(own, place) ?? this.#lateInLongest(newcomer);
    if (!late) return true;
    const isOwn = late.caller.id === newcomer.caller.id;
    const longer = this.#waiting.lineOf(late).length >= 2 * (own.length + 1);
    // Without a call to evict elsewhere, a more urgent call replaces the last call of its own caller.
    const evicted = isOwn || longer ? late : place < own.length ? own.at(-1) : undefined;
    if (evicted) this.#refuse(evicted);
    return evicted !== undefined;
  }

  /**
   * Returns the caller's first call that would miss its deadline after a more urgent call is inserted at this place.
   */
  #lateInOwn(own: readonly Waiter[], place: number): Waiter | undefined {
    return own.slice(place).find((one, behind) => this.#isLate(one, this.#waitMs(one, place + behind + 1)));
  }

  /**
   * Returns the first call of the longest line that would miss its deadline because of the new call; undefined if the
   * longest line is that of the same caller.
   */
  #lateInLongest(newcomer: PermitRequest): Waiter | undefined {
    const longest = this.#waiting.longestLine;
    if (longest[0]?.caller.id === newcomer.caller.id) return undefined;
    const oneMore = new Map([[newcomer.caller.id, 1]]);
    return longest.find((one, place) => {
      const delayedMs = this.#waitMs(one, place, oneMore);
      return this.#isLate(one, delayedMs) && delayedMs > this.#waitMs(one, place);
    });
  }

  #wait(request: PermitRequest, settle: (permit: Permit) => void, candidate: LeaderCandidate | undefined): void {
    const giveUp = () => this.#refuse(waiter);
    const timer = setTimeout(giveUp, request.deadline.remainingMs - this.callTime.ms);
    const signal = request.gone?.();
    const waiter: Waiter = { ...request, since: performance.now(), settle, giveUp, timer, signal };
    signal?.addEventListener('abort', giveUp);
    candidate?.onWaiting(giveUp);
    this.#waiting.add(waiter);
    this.#serve();
  }

  #refuse(waiter: Waiter): void {
    const place = this.#waiting.lineOf(waiter).indexOf(waiter);
    if (place < 0) return;
    const waitMs = this.#waitMs(waiter, place);
    this.#waiting.remove(waiter);
    this.#settle(waiter, this.#refusal(waiter, waitMs));
  }

  #settle(waiter: Waiter, permit: Permit): void {
    clearTimeout(waiter.timer);
    waiter.signal?.removeEventListener('abort', waiter.giveUp);
    waiter.settle(permit);
  }

  #refusal({ deadline }: PermitRequest, waitMs: number): Permit {
    const missingMs = waitMs + this.callTime.ms + marginMs - deadline.remainingMs;
    return { granted: false, retryAfterMs: Math.ceil(Math.max(1_000 / this.#bucket.rate, missingMs)) };
  }

  #serve(): void {
    while (this.#bucket.mayStart) {
      const waiter = this.#waiting.next();
      if (!waiter) break;
      this.#bucket.start();
      this.#settle(waiter, { granted: true, waitedMs: performance.now() - waiter.since });
    }
    clearTimeout(this.#timer);
    const untilNextMs = this.#bucket.msUntil(1);
    if (this.#waiting.size === 0 || untilNextMs === 0) return;
    this.#timer = setTimeout(() => {
      this.#bucket.refill();
      this.#serve();
    }, Math.ceil(untilNextMs));
  }
}
