import type { Quota } from '#connect-model';

/**
 * Maximum number of calls in flight until a call has ended without a throttle: other applications of the AWS account
 * may have emptied Connect's bucket.
 */
const maxInFlightAtStart = 4;
/**
 * Throttles within this time, in milliseconds, count as one: the throttled calls were sent before the first throttle
 * was received.
 */
const sameThrottleMs = 500;
/** Factor by which a throttle slows the pace down. */
const slowdownFactor = 0.6;
/** Lowest pace after a throttle, as a fraction of the rate. */
const lowestPace = 0.25;
/** Fraction of the rate by which the pace recovers each second after a throttle. */
const recoveryPerSecond = 0.15;

/**
 * Token bucket of one operation. It mirrors the bucket that Connect keeps for the whole account and Region, but its
 * capacity is one token lower. Otherwise, after a call that is sent late, the next call could reach Connect too early.
 * A throttle by Connect empties the bucket and slows it down for some seconds, because other applications of the AWS
 * account make calls too.
 */
export class TokenBucket {
  /** Tokens per second while Connect does not throttle. */
  readonly rate: number;
  readonly #capacity: number;
  #tokens: number;
  #refilledAt = performance.now();
  /** Whether a call has ended without a throttle. */
  #hasUnthrottled = false;
  #inFlight = 0;
  /** Number of started calls that are not sent yet. */
  #unsent = 0;
  #slowedAt = -Infinity;
  /** Pace at the last slowdown, as a fraction of the rate. */
  #paceAfterThrottle = 1;

  /** @param share Fraction of the quota to use, above 0 and up to 1. */
  constructor(quota: Quota, share: number) {
    const burst = quota.burst * share;
    this.#capacity = Math.max(1, burst - 1);
    // With a burst below 2, the capacity cannot be one token lower. A lower rate is the safety margin instead.
    this.rate = quota.rate * share * (burst - 1 >= 1 ? 1 : 0.97);
    this.#tokens = this.#capacity;
  }

  /** Current tokens per second. */
  get pace(): number {
    const recovered = ((performance.now() - this.#slowedAt) / 1_000) * recoveryPerSecond;
    return this.rate * Math.min(1, this.#paceAfterThrottle + recovered);
  }

  /**
   * Adds the tokens for the time since the last refill. The tokens of unsent calls still count towards the capacity,
   * because Connect's bucket has not lost them yet.
   */
  refill(): void {
    const now = performance.now();
    const refilled = this.#tokens + ((now - this.#refilledAt) / 1_000) * this.pace;
    this.#tokens = Math.min(this.#capacity - this.#unsent, refilled);
    this.#refilledAt = now;
  }

  /** Milliseconds until the bucket holds this many tokens. */
  msUntil(tokens: number): number {
    return Math.max(0, ((tokens - this.#tokens) / this.pace) * 1_000);
  }

  get mayStart(): boolean {
    return this.#tokens >= 1 && (this.#hasUnthrottled || this.#inFlight < maxInFlightAtStart);
  }

  /** Takes a token for a call. */
  start(): void {
    this.#tokens -= 1;
    this.#unsent++;
    this.#inFlight++;
  }

  /** Records that a call was sent. */
  sent(): void {
    this.refill();
    this.#unsent--;
  }

  /** Records the end of a call. @param throttled Whether Connect throttled the call; null if unknown. */
  done(throttled: boolean | null): void {
    this.refill();
    this.#inFlight--;
    if (throttled === true) this.#slowDown();
    if (throttled === false) this.#hasUnthrottled = true;
  }

  /** Puts back the token of a call that was never sent. */
  putBack(): void {
    this.#tokens += 1;
    this.#unsent--;
    this.#inFlight--;
  }

  #slowDown(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#tokens, 0);
    if (now - this.#slowedAt < sameThrottleMs) return;
    const pace = this.pace / this.rate;
    this.#slowedAt = now;
    this.#paceAfterThrottle = Math.max(lowestPace, pace * slowdownFactor);
  }
}
