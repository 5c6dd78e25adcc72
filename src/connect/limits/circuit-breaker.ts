import type { OutageCause } from '../../errors/call-failure.js';

/**
 * Cool-down in milliseconds before a probe may go through. It doubles after each failed probe, up to
 * `longestCoolDownMs`.
 */
const firstCoolDownMs = 500;
const longestCoolDownMs = 3_000;

/**
 * Health of an operation as shown by one call: answered, the cause of the failure, or null if the call shows nothing.
 */
export type HealthSignal = 'answered' | OutageCause | null;

/** The single call that goes through after a cool-down to test whether the operation works again. */
interface Probe {
  readonly since: number;
  readonly over: Promise<void>;
}

/**
 * Circuit breaker of one operation. While the breaker is open, calls fail fast. After each cool-down one probe goes
 * through. An answered call closes the breaker, whether it is the probe or was in flight when the breaker opened.
 */
export class CircuitBreaker {
  /** Times of the latest consecutive failures, oldest first. */
  readonly #failedAt: number[] = [];
  #coolDownMs = firstCoolDownMs;
  /** End of the cool-down; null while the breaker is closed. */
  #openUntil: number | null = null;
  #probe: Probe | null = null;
  #lastCause: OutageCause | null = null;

  /** Creates a breaker that opens after `failures` consecutive failures within `withinMs` milliseconds. */
  constructor(
    private readonly failures: number,
    private readonly withinMs: number,
  ) {}

  /** Expected milliseconds until a call may be made, and the cause of the last failure; null if a call may be made. */
  get refusal(): { readonly forMs: number; readonly cause: OutageCause } | null {
    if (this.#openUntil === null || this.#lastCause === null) return null;
    const leftMs = this.#openUntil - performance.now();
    if (leftMs <= 0 && !this.#probe) return null;
    return { forMs: Math.max(leftMs, this.#probe ? this.#coolDownMs : 0), cause: this.#lastCause };
  }

  get probe(): Probe | null {
    return this.#probe;
  }

  /**
   * Registers a call. Must run before each call that is made.
   * @returns A function to run after the call with its health signal. The function returns whether the breaker is open.
   */
  begin(): (signal: HealthSignal) => boolean {
    if (this.#openUntil === null || this.#probe) return (signal) => this.#end(signal, false);
    let over = () => {};
    this.#probe = {
      since: performance.now(),
      over: new Promise((resolve) => {
        over = resolve;
      }),
    };
    return (signal) => {
      this.#probe = null;
      over();
      return this.#end(signal, true);
    };
  }

  #end(signal: HealthSignal, wasProbe: boolean): boolean {
    // An inconclusive call changes nothing. After an inconclusive probe, the next call becomes the probe.
    if (signal === null) return this.#openUntil !== null;
    if (signal === 'answered') {
      this.#failedAt.length = 0;
      this.#openUntil = null;
      this.#coolDownMs = firstCoolDownMs;
      return false;
    }
    const now = performance.now();
    this.#lastCause = signal;
    this.#failedAt.push(now);
    if (this.#failedAt.length > this.failures) this.#failedAt.shift();
    const [oldest = now] = this.#failedAt;
    const opens = this.#openUntil === null && this.#failedAt.length >= this.failures && now - oldest <= this.withinMs;
    // A failure of a call that was in flight when the breaker opened does not extend the cool-down.
    if (wasProbe || opens) {
      this.#openUntil = now + this.#coolDownMs;
      this.#coolDownMs = Math.min(longestCoolDownMs, this.#coolDownMs * 2);
    }
    return this.#openUntil !== null;
  }
}
