import type { CallFailure } from '../../errors/call-failure.js';
import { type CallOutcome, noopObserver } from './call-observer.js';

/** The cost of one request: shown to a developer who asks, counted by tests, and told to the process's observer. */
export class RequestStats {
  // Made when there is something to count: what memory answers makes no call.
  #calls: Map<string, number> | null = null;
  #waitedMs: Map<string, number> | null = null;
  #fromDirectory = 0;
  #shared = 0;
  #replayed = 0;
  #refusals: string[] | null = null;

  constructor(private readonly observer = noopObserver) {}

  /** The error types that the request's mutations were answered with. */
  get refusals(): readonly string[] {
    return this.#refusals ?? [];
  }

  /** An attempt of a call was made. */
  called(operation: string): void {
    this.#calls = plus(this.#calls, operation, 1);
  }

  /** It has ended; the first attempt is 1. */
  attempted(operation: string, attempt: number, outcome: CallOutcome, ms: number): void {
    this.observer.attempted(operation, attempt, outcome, ms);
  }

  /** A call failed; tells those that the gateway itself did not make. */
  failed(operation: string, failure: CallFailure): void {
    if (failure.kind === 'throttled' && failure.byGateway) this.observer.notMade(operation, 'throttled');
    if (failure.kind === 'unavailable' && failure.cause === 'breaker') this.observer.notMade(operation, 'breaker');
  }

  /** A mutation was answered with an error of this type. */
  refused(type: string): void {
    this.#refusals ??= [];
    this.#refusals.push(type);
  }

  /** A call waited for its turn. */
  waited(operation: string, ms: number): void {
    this.observer.waited(operation, ms);
    if (ms >= 1) this.#waitedMs = plus(this.#waitedMs, operation, ms);
  }

  /** A thing was known to the directory. */
  servedFromDirectory(): void {
    this.#fromDirectory++;
    this.observer.lookedUp(true);
  }

  /** A thing was not known to the directory, or too old. */
  missedInDirectory(): void {
    this.observer.lookedUp(false);
  }

  /** The answer to a read was taken from another request. */
  sharedRead(): void {
    this.#shared++;
    this.observer.sharedRead();
  }

  /** A mutation was answered as before, by its client token, without a call of its own. */
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
