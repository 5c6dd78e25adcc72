import type { OutageCause } from '../../errors/call-failure.js';

/** Milliseconds until one call may find out whether it works again; they double up to the longest. */
const firstPauseMs = 500;
const longestPauseMs = 3_000;

/** The health that a call shows: an answer, the cause of its failure, or null for neither. */
export type HealthSignal = 'answered' | OutageCause | null;

/** The one call that finds out whether an operation works again, while it is under way. */
interface Probe {
  readonly since: number;
  readonly over: Promise<void>;
}

/**
 * Circuit breaker of one operation. While it is open, calls fail fast; after each cool-down one probe goes through, which closes
 * it when it is answered.
 */
export class CircuitBreaker {
  /** When the last failures in a row happened, the oldest first. */
  readonly #failedAt: number[] = [];
  #pauseMs = firstPauseMs;
  #refusesUntil: number | null = null;
  #probe: Probe | null = null;
  #lastCause: OutageCause | null = null;

  /** It breaks down after so many failures in a row within so many milliseconds. */
  constructor(
    private readonly failures: number,
    private readonly withinMs: number,
  ) {}

  /** For how many milliseconds calls fail at once, and what failed last; null when a call may be made. */
  get refusal(): { readonly forMs: number; readonly cause: OutageCause } | null {
    if (this.#refusesUntil === null || this.#lastCause === null) return null;
    const leftMs = this.#refusesUntil - performance.now();
    if (leftMs <= 0 && !this.#probe) return null;
    return { forMs: Math.max(leftMs, this.#probe ? this.#pauseMs : 0), cause: this.#lastCause };
  }

  get probe(): Probe | null {
    return this.#probe;
  }

  /**
   * To be called before each call that is made.
   * @returns To be called after it, with what it tells. It says whether the operation is broken down.
   */
  begin(): (sign: HealthSignal) => boolean {
    if (this.#refusesUntil === null || this.#probe) return (sign) => this.#end(sign, false);
    let over = () => {};
    this.#probe = {
      since: performance.now(),
      over: new Promise((resolve) => {
        over = resolve;
      }),
    };
    return (sign) => {
      this.#probe = null;
      over();
      return this.#end(sign, true);
    };
  }

  #end(sign: HealthSignal, wasProbe: boolean): boolean {
    // A call that was to find out leaves that to the next.
    if (sign === null) return this.#refusesUntil !== null;
    if (sign === 'answered') {
      this.#failedAt.length = 0;
      this.#refusesUntil = null;
      this.#pauseMs = firstPauseMs;
      return false;
    }
    const now = performance.now();
    this.#lastCause = sign;
    this.#failedAt.push(now);
    if (this.#failedAt.length > this.failures) this.#failedAt.shift();
    const [oldest = now] = this.#failedAt;
    const breaksDown =
      this.#refusesUntil === null && this.#failedAt.length >= this.failures && now - oldest <= this.withinMs;
    // A call that was in flight when it opened tells nothing new.
    if (wasProbe || breaksDown) {
      this.#refusesUntil = now + this.#pauseMs;
      this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
    }
    return this.#refusesUntil !== null;
  }
}
