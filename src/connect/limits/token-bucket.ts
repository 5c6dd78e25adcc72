import type { Quota } from '#connect-model';

/**
 * The most calls in flight before a first call has succeeded: other users of the account may have emptied the bucket.
 */
const unconfirmedInFlight = 4;
/** Throttles within this time, in milliseconds, count as one: those calls left before the first throttle came back. */
const sameEventMs = 500;
const shrinkBy = 0.6;
const smallestShare = 0.25;
/** Share of the rate that is restored each second after a throttle. */
const recoveryPerSecond = 0.15;

/**
 * Token bucket of one operation. It mirrors the bucket that Connect keeps for the whole account and Region, with one
 * token less: after a call that leaves late, the next call would otherwise reach Connect too early. A throttle by
 * Connect empties the bucket and slows it down for some seconds, because other users of the account make calls too.
 */
export class TokenBucket {
  /** Tokens per second while Connect does not throttle. */
  readonly rate: number;
  readonly #capacity: number;
  #tokens: number;
  #countedAt = performance.now();
  #confirmed = false;
  #inFlight = 0;
  /** Number of started calls that have not left this machine yet. */
  #leaving = 0;
  #throttledAt = -Infinity;
  #shareAfterThrottle = 1;

  /** @param share Share of the quota, above 0 and up to 1. */
  constructor(quota: Quota, share: number) {
    const burst = quota.burst * share;
    this.#capacity = Math.max(1, burst - 1);
    // A burst of one leaves no token to spare, so a slower rate gives the margin.
    this.rate = quota.rate * share * (burst - 1 >= 1 ? 1 : 0.97);
    this.#tokens = this.#capacity;
  }

  /** Current tokens per second. */
  get pace(): number {
    const recovered = ((performance.now() - this.#throttledAt) / 1_000) * recoveryPerSecond;
    return this.rate * Math.min(1, this.#shareAfterThrottle + recovered);
  }

  /** Adds the tokens for the time since the last refill. */
  refill(): void {
    const now = performance.now();
    const refilled = this.#tokens + ((now - this.#countedAt) / 1_000) * this.pace;
    this.#tokens = Math.min(this.#capacity - this.#leaving, refilled);
    this.#countedAt = now;
  }

  /** Milliseconds until the bucket holds this many tokens. */
  msUntil(tokens: number): number {
    return Math.max(0, ((tokens - this.#tokens) / this.pace) * 1_000);
  }

  get mayStart(): boolean {
    return this.#tokens >= 1 && (this.#confirmed || this.#inFlight < unconfirmedInFlight);
  }

  /** Takes a token for a call. */
  start(): void {
    this.#tokens -= 1;
    this.#leaving++;
    this.#inFlight++;
  }

  /** Records that a call has left this machine. */
  left(): void {
    this.refill();
    this.#leaving--;
  }

  /** Records the end of a call. @param throttled Whether Connect throttled the call; null for an aborted call. */
  done(throttled: boolean | null): void {
    this.refill();
    this.#inFlight--;
    if (throttled === true) this.#shrink();
    if (throttled === false) this.#confirmed = true;
  }

  /** Returns the token of a call that was never sent. */
  giveBack(): void {
    this.#tokens += 1;
    this.#leaving--;
    this.#inFlight--;
  }

  #shrink(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#tokens, 0);
    if (now - this.#throttledAt < sameEventMs) return;
    const share = this.pace / this.rate;
    this.#throttledAt = now;
    this.#shareAfterThrottle = Math.max(smallestShare, share * shrinkBy);
  }
}
