import type { Quota } from '#connect-model';
import type { Deadline } from '../../lib/deadline.js';
import type { CancelSignal } from '../../lib/waiters.js';
import { ArrivalRates } from './arrival-rates.js';
import { type ExpectedCalls, FairQueue, type Queued } from './fair-queue.js';
import type { LatencyEstimate } from './latency-estimate.js';
import { TokenBucket } from './token-bucket.js';

export interface PermitRequest extends Queued {
  readonly deadline: Deadline;
  /** Aborted when nobody needs the call any more; absent where it goes on without its client. */
  readonly gone?: (() => CancelSignal) | undefined;
}

/** One of several who wait for a turn to make the same call. */
export interface LeaderCandidate {
  /** Told how to stop waiting, when another makes the call. */
  onWaiting(giveUp: () => void): void;
  /** Whether the call is this one's to make: the first whose turn comes makes it, and the others need not wait any more. */
  claimLead(): boolean;
  /** Whether another makes it. */
  readonly isFollower: boolean;
}

export type Permit =
  | { readonly granted: true; readonly waitedMs: number }
  | {
      readonly granted: false;
      /** Milliseconds after which the wait may fit into another request's time. */
      readonly retryAfterMs: number;
    };

/** Milliseconds that a turn must leave beside those for the call itself, to be promised: the pace is never kept quite. */
const marginMs = 150;

interface Waiter extends PermitRequest {
  readonly since: number;
  readonly settle: (turn: Permit) => void;
  /** Ends the wait when it can only be in vain. */
  readonly giveUp: () => void;
  readonly timer: NodeJS.Timeout;
  readonly signal: CancelSignal | undefined;
}

/**
 * One operation's turns, within the quota that Connect keeps for the whole account and Region. A call waits when its turn
 * comes within its request's time, and is refused at once when not. The promise counts the turns in the order in which a
 * FairQueue gives them: callers fairly first, by priority second.
 */
export class FairRateLimiter {
  readonly #bucket: TokenBucket;
  readonly #demand = new ArrivalRates();
  readonly #waiting = new FairQueue<Waiter>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param share Of the quota, above 0 and up to 1.
   * @param callTime What a turn must leave of the request's time: given less, a call could only end without an answer.
   */
  constructor(
    quota: Quota,
    share: number,
    private readonly callTime: LatencyEstimate,
  ) {
    this.#bucket = new TokenBucket(quota, share);
  }

  acquire(request: PermitRequest, candidate?: LeaderCandidate): Promise<Permit> {
    if (request.gone?.().aborted) return Promise.resolve(this.#refusal(request, 0));
    this.#bucket.refill();
    // Refreshes take nobody's turn, so nobody has to expect them.
    if (request.priority !== 'background') this.#demand.record(request.caller.id);
    const place = this.#waiting.placeOf(request);
    if (this.#waitMs(request, place) === 0 && this.#bucket.mayStart) {
      this.#bucket.start();
      return Promise.resolve({ granted: true, waitedMs: 0 });
    }
    // Whoever is let in should have its turn even if all others go on asking as they do.
    const { remainingMs } = request.deadline;
    const longestMs = this.#waitMs(request, place, this.#demand.expectedWithin(remainingMs));
    const fits = longestMs + this.callTime.ms + marginMs <= remainingMs;
    if (!fits || !this.#makeRoom(request, place)) return Promise.resolve(this.#refusal(request, longestMs));
    return new Promise((settle) => this.#wait(request, settle, candidate));
  }

  /**
   * To be called once for every turn that is used, when the call leaves this machine. On a busy one that may be long after
   * its turn, and what came back meanwhile to a bucket that was still full has not come back to Connect's.
   */
  sent(): void {
    this.#bucket.left();
  }

  /** To be called once for every turn that is used, when the call is over; with null where that shows nothing. */
  settle(throttled: boolean | null): void {
    this.#bucket.done(throttled);
    this.#serve();
  }

  /** Returns a turn that was granted and is not used. */
  cancel(): void {
    this.#bucket.giveBack();
    this.#serve();
  }

  /** Refuses all who wait: the operation has broken down, and waiting would not help them. */
  rejectWaiting(): void {
    for (const waiter of this.#waiting.calls) this.#giveUp(waiter);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.rejectWaiting();
  }

  /** Milliseconds until the turn of a call before which so many of its own line go. */
  #waitMs(request: PermitRequest, place: number, expected?: ExpectedCalls): number {
    return this.#bucket.msUntil(this.#waiting.turnsBefore(request, place, expected) + 1);
  }

  #isLate(waiter: Waiter, waitMs: number): boolean {
    return waitMs + this.callTime.ms > waiter.deadline.remainingMs;
  }

  /**
   * Ends the wait of the first call that a newcomer makes too late, if the newcomer has the better right to a turn: over
   * its own caller's less urgent calls, and over those of a caller whose line is more than twice as long.
   * @returns Whether there is room.
   */
  #makeRoom(newcomer: PermitRequest, place: number): boolean {
    if (newcomer.priority === 'background') return true;
    const own = this.#waiting.lineOf(newcomer);
    const late = this.#lateInOwn(own, place) ?? this.#lateInLongest(newcomer);
    if (!late) return true;
    const isOwn = late.caller.id === newcomer.caller.id;
    const longer = this.#waiting.lineOf(late).length >= 2 * (own.length + 1);
    // A caller who may not have one more in all gives up its own last for what is more urgent.
    const evicted = isOwn || longer ? late : place < own.length ? own.at(-1) : undefined;
    if (evicted) this.#giveUp(evicted);
    return evicted !== undefined;
  }

  /** The first of a caller's own calls that has its turn too late behind a more urgent one at this place. */
  #lateInOwn(own: readonly Waiter[], place: number): Waiter | undefined {
    return own.slice(place).find((one, behind) => this.#isLate(one, this.#waitMs(one, place + behind + 1)));
  }

  /** The first in the longest line, if that is another caller's, whom one call more of a newcomer makes too late. */
  #lateInLongest(newcomer: PermitRequest): Waiter | undefined {
    const longest = this.#waiting.longestLine;
    if (longest[0]?.caller.id === newcomer.caller.id) return undefined;
    const oneMore = new Map([[newcomer.caller.id, 1]]);
    return longest.find((one, place) => {
      const delayedMs = this.#waitMs(one, place, oneMore);
      return this.#isLate(one, delayedMs) && delayedMs > this.#waitMs(one, place);
    });
  }

  #wait(request: PermitRequest, settle: (turn: Permit) => void, candidate: LeaderCandidate | undefined): void {
    const giveUp = () => this.#giveUp(waiter);
    const timer = setTimeout(giveUp, request.deadline.remainingMs - this.callTime.ms);
    const signal = request.gone?.();
    const waiter: Waiter = { ...request, since: performance.now(), settle, giveUp, timer, signal };
    signal?.addEventListener('abort', giveUp);
    candidate?.onWaiting(giveUp);
    this.#waiting.add(waiter);
    this.#serve();
  }

  /** Refuses one who waits. */
  #giveUp(waiter: Waiter): void {
    const place = this.#waiting.lineOf(waiter).indexOf(waiter);
    if (place < 0) return;
    const waitMs = this.#waitMs(waiter, place);
    this.#waiting.remove(waiter);
    this.#settle(waiter, this.#refusal(waiter, waitMs));
  }

  #settle(waiter: Waiter, turn: Permit): void {
    clearTimeout(waiter.timer);
    waiter.signal?.removeEventListener('abort', waiter.giveUp);
    waiter.settle(turn);
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
