import type { Quota } from '#connect-model';

/** Calls that may be under way before one has shown that the bucket is not empty: others share the account. */
const unconfirmedInFlight = 4;
/** Throttles closer together than this, in milliseconds, are one event: they were sent before the first came back. */
const sameEventMs = 500;
const shrinkBy = 0.6;
const smallestShare = 0.25;
/** How much of the rate comes back each second after a throttle. */
const recoveryPerSecond = 0.15;

/**
 * A token bucket like the one that Connect keeps for an operation, for the whole account and Region. It is one token
 * smaller, so that a call that is a little late does not make the next one a little early. A throttle by Connect, on
 * whose account others act too, empties it and slows it down for some seconds.
 */
export class TokenBucket {
  /** Tokens a second while Connect throttles nothing. */
  readonly rate: number;
  readonly #capacity: number;
  #tokens: number;
  #countedAt = performance.now();
  #confirmed = false;
  #inFlight = 0;
  /** Calls that were started and have not left this machine yet. */
  #leaving = 0;
  #throttledAt = -Infinity;
  #shareAfterThrottle = 1;

  /** @param share Of the quota, above 0 and up to 1. */
  constructor(quota: Quota, share: number) {
    const burst = quota.burst * share;
    this.#capacity = Math.max(1, burst - 1);
    // With a burst of one there is no token to leave: the pace itself must leave room.
    this.rate = quota.rate * share * (burst - 1 >= 1 ? 1 : 0.97);
    this.#tokens = this.#capacity;
  }

  /** Tokens a second, now. */
  get pace(): number {
    const recovered = ((performance.now() - this.#throttledAt) / 1_000) * recoveryPerSecond;
    return this.rate * Math.min(1, this.#shareAfterThrottle + recovered);
  }

  /** Adds the tokens that have come since the last time. */
  refill(): void {
    const now = performance.now();
    const refilled = this.#tokens + ((now - this.#countedAt) / 1_000) * this.pace;
    this.#tokens = Math.min(this.#capacity - this.#leaving, refilled);
    this.#countedAt = now;
  }

  /** Milliseconds until so many tokens are there. */
  msUntil(tokens: number): number {
    return Math.max(0, ((tokens - this.#tokens) / this.pace) * 1_000);
  }

  get mayStart(): boolean {
    return this.#tokens >= 1 && (this.#confirmed || this.#inFlight < unconfirmedInFlight);
  }

  /** Takes the token of a call that begins. */
  start(): void {
    this.#tokens -= 1;
    this.#leaving++;
    this.#inFlight++;
  }

  /** The call has left this machine. */
  left(): void {
    this.refill();
    this.#leaving--;
  }

  /** The call is over. @param throttled Null where nobody knows, since it was given up. */
  done(throttled: boolean | null): void {
    this.refill();
    this.#inFlight--;
    if (throttled === true) this.#shrink();
    if (throttled === false) this.#confirmed = true;
  }

  /** The call has not left, and will not. */
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
