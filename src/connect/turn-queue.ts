import type { Quota } from '../model/default-quotas.js';
import type { CallTime } from './call-time.js';
import type { Deadline } from './deadline.js';
import { Demand } from './demand.js';

/** In which order calls of one operation get their turn. */
export const priorities = ['finishing', 'client', 'background'] as const;
/**
 * `finishing` are reads that complete a mutation (why it was refused, what it made), `client` all else that somebody
 * waits for, `background` what refreshes memory.
 */
export type Priority = (typeof priorities)[number];

export interface TurnRequest {
  readonly caller: { readonly id: string };
  readonly priority: Priority;
  readonly deadline: Deadline;
  /** Aborted when nobody needs the call any more. */
  readonly gone?: (() => AbortSignal) | undefined;
}

/** One of several who wait for a turn to make the same call. */
export interface Rival {
  /** Told how to stop waiting, when another makes the call. */
  waits(giveUp: () => void): void;
  /** Whether the call is this one's to make: the first whose turn comes makes it, and the others need not wait any more. */
  leads(): boolean;
  /** Whether another makes it. */
  readonly lost: boolean;
}

export type Turn =
  | { readonly granted: true; readonly waitedMs: number }
  | {
      readonly granted: false;
      /** Milliseconds after which the wait may fit into another request's time. */
      readonly retryAfterMs: number;
    };

/** Milliseconds that a turn must leave beside those for the call itself, to be promised: the pace is never kept quite. */
const marginMs = 150;
/** Calls that may be under way before one has shown that the bucket is not empty: others share the account. */
const unconfirmedInFlight = 4;
/** Throttles closer together than this are one event: they were sent before the first came back. */
const sameEventMs = 500;
const shrinkBy = 0.6;
const smallestShare = 0.25;
/** How much of the rate comes back each second after a throttle. */
const recoveryPerSecond = 0.15;

interface Waiter extends TurnRequest {
  readonly since: number;
  readonly settle: (turn: Turn) => void;
  /** Ends the wait when it can only be in vain. */
  readonly giveUp: () => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * One operation's turns, within the quota that Connect keeps for the whole account and Region.
 *
 * A token bucket like Connect's own, one token smaller, so that a call that is a little late does not make the next one
 * a little early. A call waits when its turn comes within its request's time, and is refused at once when not. Turns go
 * by priority, and then to each caller in its turn, so that a greedy one waits behind itself. A throttle by Connect, on
 * whose account others act too, empties the bucket and slows it down for some seconds.
 */
export class TurnQueue {
  readonly #rate: number;
  readonly #capacity: number;
  readonly #demand = new Demand();
  readonly #waiting = new Map(priorities.map((priority) => [priority, new Map<string, Waiter[]>()] as const));
  #tokens: number;
  #countedAt = performance.now();
  #confirmed = false;
  #inFlight = 0;
  /** Turns whose call has not left this machine yet. */
  #leaving = 0;
  #throttledAt = -Infinity;
  #shareAfterThrottle = 1;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param share Of the quota, above 0 and up to 1.
   * @param callTime What a turn must leave of the request's time: given less, a call could only end without an answer.
   */
  constructor(
    quota: Quota,
    share: number,
    private readonly callTime: CallTime,
  ) {
    const burst = quota.burst * share;
    this.#capacity = Math.max(1, burst - 1);
    // With a burst of one there is no token to leave: the pace itself must leave room.
    this.#rate = quota.rate * share * (burst - 1 >= 1 ? 1 : 0.97);
    this.#tokens = this.#capacity;
  }

  take(request: TurnRequest, rival?: Rival): Promise<Turn> {
    if (request.gone?.().aborted) return Promise.resolve(this.#refusal(request, 0));
    this.#count();
    this.#demand.asked(request.caller.id);
    const ahead = this.#callers(request.priority).get(request.caller.id)?.length ?? 0;
    if (this.#waitMs(request, ahead) === 0 && this.#mayStart()) {
      this.#start();
      return Promise.resolve({ granted: true, waitedMs: 0 });
    }
    // Whoever is let in should have its turn even if all others go on asking as they do.
    const { remainingMs } = request.deadline;
    const longestMs = this.#waitMs(request, ahead, this.#demand.within(remainingMs));
    const late = this.#lateBy(request, ahead);
    const fits = longestMs + this.callTime.ms + marginMs <= remainingMs;
    if (!fits || (late && late.queue.length < 2 * (ahead + 1))) {
      return Promise.resolve(this.#refusal(request, longestMs));
    }
    if (late) this.#giveUp(late.waiter);
    return new Promise((settle) => this.#wait(request, settle, rival));
  }

  /**
   * To be called once for every turn that is used, when the call leaves this machine. On a busy one that may be long after
   * its turn, and what came back meanwhile to a bucket that was still full has not come back to Connect's.
   */
  left(): void {
    this.#count();
    this.#leaving--;
  }

  /** To be called once for every turn that is used, when the call is over. */
  done(throttled: boolean): void {
    this.#count();
    this.#inFlight--;
    if (throttled) this.#shrink();
    else this.#confirmed = true;
    this.#serve();
  }

  /** Returns a turn that was granted and is not used. */
  giveBack(): void {
    this.#tokens += 1;
    this.#leaving--;
    this.#inFlight--;
    this.#serve();
  }

  /** Refuses all who wait: the operation has broken down, and waiting would not help them. */
  refuseAll(): void {
    for (const callers of this.#waiting.values()) {
      for (const waiter of [...callers.values()].flat()) this.#giveUp(waiter);
    }
  }

  /** How many wait. */
  get waiting(): number {
    let count = 0;
    for (const callers of this.#waiting.values()) for (const queue of callers.values()) count += queue.length;
    return count;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.refuseAll();
  }

  #callers(priority: Priority): Map<string, Waiter[]> {
    return this.#waiting.get(priority) as Map<string, Waiter[]>;
  }

  /** Tokens a second, now. */
  get #pace(): number {
    const recovered = ((performance.now() - this.#throttledAt) / 1_000) * recoveryPerSecond;
    return this.#rate * Math.min(1, this.#shareAfterThrottle + recovered);
  }

  #count(): void {
    const now = performance.now();
    const refilled = this.#tokens + ((now - this.#countedAt) / 1_000) * this.#pace;
    this.#tokens = Math.min(this.#capacity - this.#leaving, refilled);
    this.#countedAt = now;
  }

  #mayStart(): boolean {
    return this.#tokens >= 1 && (this.#confirmed || this.#inFlight < unconfirmedInFlight);
  }

  #start(): void {
    this.#tokens -= 1;
    this.#leaving++;
    this.#inFlight++;
  }

  #shrink(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#tokens, 0);
    if (now - this.#throttledAt < sameEventMs) return;
    const share = this.#pace / this.#rate;
    this.#throttledAt = now;
    this.#shareAfterThrottle = Math.max(smallestShare, share * shrinkBy);
  }

  /**
   * Milliseconds until a caller's turn, when `ahead` of its own wait already: everyone else's turns come between.
   * @param expected How many will still come, by caller.
   */
  #waitMs({ priority, caller }: TurnRequest, ahead: number, expected: ReadonlyMap<string, number> = new Map()): number {
    const callers = this.#callers(priority);
    let before = ahead;
    for (const level of priorities) {
      if (level === priority) break;
      for (const queue of this.#callers(level).values()) before += queue.length;
    }
    for (const [other, queue] of callers) {
      if (other !== caller.id) before += Math.min(ahead + 1, queue.length + (expected.get(other) ?? 0));
    }
    for (const [other, count] of expected) {
      // Who is not waiting yet goes to the end of the row.
      if (other !== caller.id && !callers.has(other)) before += Math.min(ahead, count);
    }
    return Math.max(0, ((before + 1 - this.#tokens) / this.#pace) * 1_000);
  }

  /** The longest queue, and the first in it whom a newcomer of another caller makes too late by going ahead of it. */
  #lateBy({ priority, caller }: TurnRequest, ahead: number): { queue: readonly Waiter[]; waiter: Waiter } | null {
    let longest: readonly Waiter[] = [];
    for (const queue of this.#callers(priority).values()) if (queue.length > longest.length) longest = queue;
    if (longest[0]?.caller.id === caller.id) return null;
    const turnMs = 1_000 / this.#pace;
    const waiter = longest.find((one, place) => {
      return place > ahead && this.#waitMs(one, place) + turnMs + this.callTime.ms > one.deadline.remainingMs;
    });
    return waiter ? { queue: longest, waiter } : null;
  }

  #wait(request: TurnRequest, settle: (turn: Turn) => void, rival: Rival | undefined): void {
    const giveUp = () => this.#giveUp(waiter);
    const timer = setTimeout(giveUp, request.deadline.remainingMs - this.callTime.ms);
    const waiter: Waiter = { ...request, since: performance.now(), settle, giveUp, timer };
    request.gone?.().addEventListener('abort', giveUp);
    rival?.waits(giveUp);
    const callers = this.#callers(request.priority);
    const queue = callers.get(request.caller.id);
    if (queue) queue.push(waiter);
    else callers.set(request.caller.id, [waiter]);
    this.#serve();
  }

  /** Refuses one who waits. */
  #giveUp(waiter: Waiter): void {
    const callers = this.#callers(waiter.priority);
    const queue = callers.get(waiter.caller.id) ?? [];
    const place = queue.indexOf(waiter);
    if (place < 0) return;
    const waitMs = this.#waitMs(waiter, place);
    queue.splice(place, 1);
    if (queue.length === 0) callers.delete(waiter.caller.id);
    this.#settle(waiter, this.#refusal(waiter, waitMs));
  }

  #settle(waiter: Waiter, turn: Turn): void {
    clearTimeout(waiter.timer);
    waiter.gone?.().removeEventListener('abort', waiter.giveUp);
    waiter.settle(turn);
  }

  #refusal({ deadline }: TurnRequest, waitMs: number): Turn {
    const missingMs = waitMs + this.callTime.ms + marginMs - deadline.remainingMs;
    return { granted: false, retryAfterMs: Math.ceil(Math.max(1_000 / this.#rate, missingMs)) };
  }

  #serve(): void {
    while (this.#mayStart()) {
      const waiter = this.#next();
      if (!waiter) break;
      this.#start();
      this.#settle(waiter, { granted: true, waitedMs: performance.now() - waiter.since });
    }
    clearTimeout(this.#timer);
    const somebodyWaits = [...this.#waiting.values()].some((callers) => callers.size > 0);
    if (!somebodyWaits || this.#tokens >= 1) return;
    const untilNextMs = ((1 - this.#tokens) / this.#pace) * 1_000;
    this.#timer = setTimeout(() => {
      this.#count();
      this.#serve();
    }, Math.ceil(untilNextMs));
  }

  /** The first of the caller whose turn it is; the caller then goes to the end of the row. */
  #next(): Waiter | undefined {
    for (const level of priorities) {
      const callers = this.#callers(level);
      for (const [caller, queue] of callers) {
        const waiter = queue.shift();
        callers.delete(caller);
        if (queue.length > 0) callers.set(caller, queue);
        if (waiter) return waiter;
      }
    }
    return undefined;
  }
}
