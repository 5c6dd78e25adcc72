import type { CallFailure } from '../../errors/call-failure.js';
import { type CallOutcome, noopObserver } from './call-observer.js';

/** Statistics of one request's calls, for the response's debug output and for the process's observer. */
export class RequestStats {
  // Created on first use: a request that is answered from caches makes no call.
  #calls: Map<string, number> | null = null;
  #waitedMs: Map<string, number> | null = null;
  #fromDirectory = 0;
  #shared = 0;
  #replayed = 0;
  #refusals: string[] | null = null;

  constructor(private readonly observer = noopObserver) {}

  /** Error types that the request's mutations returned. */
  get refusals(): readonly string[] {
    return this.#refusals ?? [];
  }

  /** Counts an attempt of a call. */
  called(operation: string): void {
    this.#calls = plus(this.#calls, operation, 1);
  }

  /**
   * Reports the end of an attempt.
   * @param attempt Number of the attempt, from 1.
   * @param ms Duration in milliseconds.
   */
  attempted(operation: string, attempt: number, outcome: CallOutcome, ms: number): void {
    this.observer.attempted(operation, attempt, outcome, ms);
  }

  /** Reports a failed call to the observer if the gateway did not send the call. */
  failed(operation: string, failure: CallFailure): void {
    if (failure.kind === 'throttled' && failure.byGateway) this.observer.notMade(operation, 'throttled');
    if (failure.kind === 'unavailable' && failure.cause === 'breaker') this.observer.notMade(operation, 'breaker');
  }

  /** Records the error type that a mutation returned. */
  refused(type: string): void {
    this.#refusals ??= [];
    this.#refusals.push(type);
  }

  /** Records the milliseconds that a call waited for a permit. */
  waited(operation: string, ms: number): void {
    this.observer.waited(operation, ms);
    if (ms >= 1) this.#waitedMs = plus(this.#waitedMs, operation, ms);
  }

  /** Counts a record that the directory cache served. */
  servedFromDirectory(): void {
    this.#fromDirectory++;
    this.observer.lookedUp(true);
  }

  /** Reports a lookup of a record that was not in the directory cache, or was too old there. */
  missedInDirectory(): void {
    this.observer.lookedUp(false);
  }

  /** Counts a read that used the output of another request's call. */
  sharedRead(): void {
    this.#shared++;
    this.observer.sharedRead();
  }

  /** Counts a mutation that replayed an earlier result by its client token. */
  replayed(): void {
    this.#replayed++;
    this.observer.replayed();
  }

  toJSON(): object {
    return {
      calls: Object.fromEntries(this.#calls ?? []),
      waitedMs: Object.fromEntries([...(this.#waitedMs ?? [])].map(([operation, ms]) => [operation, Math.round(ms)])),
      servedFromDirectory: this.#fromDirectory,
      sharedReads: this.#shared,
      replayed: this.#replayed,
    };
  }
}

function plus(counts: Map<string, number> | null, name: string, count: number): Map<string, number> {
  const sums = counts ?? new Map<string, number>();
  return sums.set(name, (sums.get(name) ?? 0) + count);
}
