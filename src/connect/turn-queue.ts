import { LRUCache } from 'lru-cache';
import type { Quota } from '../model/default-quotas.js';
import type { Deadline } from './deadline.js';

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
}

export type Turn =
  | { readonly granted: true; readonly waitedMs: number }
  | {
      readonly granted: false;
      /** Milliseconds after which the wait may fit into another request's time. */
      readonly retryAfterMs: number;
    };

/** What a turn must leave of the request's time, for the call itself: to be let in, and to be used after all. */
const callNeedsMs = 200;
const callNeedsAtLeastMs = 50;
/** Milliseconds for which a caller counts as one of those who want more than there is, after it was refused. */
const callerPressesMs = 2_000;
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
  /** Who was refused of late. */
  readonly #refused = new LRUCache<string, true>({ max: 1_000, ttl: callerPressesMs });
  readonly #waiting = new Map(priorities.map((priority) => [priority, new Map<string, Waiter[]>()] as const));
  #tokens: number;
  #countedAt = performance.now();
  #confirmed = false;
  #inFlight = 0;
  #throttledAt = -Infinity;
  #shareAfterThrottle = 1;
  #timer: NodeJS.Timeout | undefined;

  /** @param share Of the quota, above 0 and up to 1. */
  constructor(quota: Quota, share: number) {
    const burst = quota.burst * share;
    this.#capacity = Math.max(1, burst - 1);
    // With a burst of one there is no token to leave: the pace itself must leave room.
    this.#rate = quota.rate * share * (burst - 1 >= 1 ? 1 : 0.97);
    this.#tokens = this.#capacity;
  }

  take(request: TurnRequest): Promise<Turn> {
    this.#count();
    const ahead = this.#queueOf(request)?.length ?? 0;
    const waitMs = this.#waitOf(request.priority, request.caller.id, ahead);
    if (waitMs === 0 && this.#mayStart()) {
      this.#start();
      return Promise.resolve({ granted: true, waitedMs: 0 });
    }
    // Whoever has something waiting already must leave room for all who press as well to take their turns between, and
    // one round more, or it would be let in only to be given up later.
    const sharedMs = ahead === 0 ? 0 : (((ahead + 2) * this.#pressing(request.caller.id)) / this.#pace) * 1_000;
    const longestMs = Math.max(waitMs, sharedMs);
    if (longestMs + callNeedsMs > request.deadline.remainingMs) {
      this.#refused.set(request.caller.id, true);
      return Promise.resolve(refused(longestMs, request.deadline.remainingMs, this.#rate));
    }
    return new Promise((settle) => {
      const timer = setTimeout(() => this.#giveUp(waiter), request.deadline.remainingMs - callNeedsAtLeastMs);
      const waiter: Waiter = { ...request, since: performance.now(), settle, timer };
      const queue = this.#queueOf(request);
      if (queue) queue.push(waiter);
      else this.#callers(request.priority).set(request.caller.id, [waiter]);
      this.#dropLast(request.priority);
      this.#serve();
    });
  }

  /** To be called once for every turn that was granted, when the call is over. */
  done(throttled: boolean): void {
    this.#count();
    this.#inFlight--;
    if (throttled) this.#shrink();
    else this.#confirmed = true;
    this.#serve();
  }

  /** Returns a turn that was granted and is not used. */
  giveBack(): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + 1);
    this.#inFlight--;
    this.#serve();
  }

  /** Refuses all who wait: the operation has broken down, and waiting would not help them. */
  refuseAll(): void {
    for (const callers of this.#waiting.values()) {
      const waiters = [...callers.values()].flat();
      callers.clear();
      for (const waiter of waiters) this.#refuse(waiter, 0);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.refuseAll();
  }

  #callers(priority: Priority): Map<string, Waiter[]> {
    return this.#waiting.get(priority) as Map<string, Waiter[]>;
  }

  #queueOf({ priority, caller }: TurnRequest): Waiter[] | undefined {
    return this.#callers(priority).get(caller.id);
  }

  /** Tokens a second, now. */
  get #pace(): number {
    const recovered = ((performance.now() - this.#throttledAt) / 1_000) * recoveryPerSecond;
    return this.#rate * Math.min(1, this.#shareAfterThrottle + recovered);
  }

  #count(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#countedAt) / 1_000) * this.#pace);
    this.#countedAt = now;
  }

  #mayStart(): boolean {
    return this.#tokens >= 1 && (this.#confirmed || this.#inFlight < unconfirmedInFlight);
  }

  #start(): void {
    this.#tokens -= 1;
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

  /** Milliseconds until a caller's next turn, when `ahead` of its own wait already: everyone else's turns come between. */
  #waitOf(priority: Priority, caller: string, ahead: number): number {
    let before = 0;
    for (const level of priorities) {
      const callers = this.#callers(level);
      if (level === priority) {
        for (const [other, queue] of callers) before += other === caller ? ahead : Math.min(queue.length, ahead + 1);
        break;
      }
      for (const queue of callers.values()) before += queue.length;
    }
    return Math.max(0, ((before + 1 - this.#tokens) / this.#pace) * 1_000);
  }

  /** A newcomer goes ahead of those who wait behind themselves; the last of the longest queue may then be too late. */
  #dropLast(priority: Priority): void {
    const callers = this.#callers(priority);
    let longest: [string, Waiter[]] | undefined;
    for (const entry of callers) if (!longest || entry[1].length > longest[1].length) longest = entry;
    const last = longest?.[1].at(-1);
    if (!longest || !last || longest[1].length < 2) return;
    const waitMs = this.#waitOf(priority, longest[0], longest[1].length - 1);
    // Not at the very mark at which it was let in.
    if (waitMs + callNeedsMs / 2 <= last.deadline.remainingMs) return;
    longest[1].pop();
    this.#refuse(last, waitMs);
  }

  #refuse(waiter: Waiter, waitMs: number): void {
    clearTimeout(waiter.timer);
    this.#refused.set(waiter.caller.id, true);
    waiter.settle(refused(waitMs, waiter.deadline.remainingMs, this.#rate));
  }

  /** Takes a waiter out of its row: the pace was slowed down since it was let in, and its time is over. */
  #giveUp(waiter: Waiter): void {
    const queue = this.#queueOf(waiter);
    const place = queue?.indexOf(waiter) ?? -1;
    if (!queue || place < 0) return;
    queue.splice(place, 1);
    if (queue.length === 0) this.#callers(waiter.priority).delete(waiter.caller.id);
    this.#refuse(waiter, 0);
  }

  /** How many callers want more than there is, this one included. */
  #pressing(caller: string): number {
    this.#refused.purgeStale();
    return this.#refused.size + (this.#refused.has(caller) ? 0 : 1);
  }

  #serve(): void {
    while (this.#mayStart()) {
      const waiter = this.#next();
      if (!waiter) break;
      clearTimeout(waiter.timer);
      this.#start();
      waiter.settle({ granted: true, waitedMs: performance.now() - waiter.since });
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

function refused(waitMs: number, remainingMs: number, rate: number): Turn {
  return { granted: false, retryAfterMs: Math.ceil(Math.max(1_000 / rate, waitMs + callNeedsMs - remainingMs)) };
}
