import type { CallFailure } from '../../errors/call-failure.js';

/** Outcome of one attempt of a call. */
export type CallOutcome = 'ok' | CallFailure['kind'];

/**
 * Observer of calls to Connect, for metrics. Its methods run synchronously, so they must be fast and must not throw.
 */
export interface ConnectObserver {
  /** An attempt has ended. @param attempt Number of the attempt, from 1. @param ms Duration in milliseconds. */
  attempted(operation: string, attempt: number, outcome: CallOutcome, ms: number): void;
  /** A call has received its permit. @param ms Milliseconds that the call waited. */
  waited(operation: string, ms: number): void;
  /** A call was not made: no permit was available in time, or the circuit breaker is open. */
  notMade(operation: string, why: 'throttled' | 'breaker'): void;
  /** A record was looked up in the directory. @param known Whether the record was cached. */
  lookedUp(known: boolean): void;
  /** A read used the output of another request's call. */
  sharedRead(): void;
  /** A mutation replayed an earlier result by its client token. */
  replayed(): void;
}

/** An observer that does nothing. */
export const noopObserver: ConnectObserver = {
  attempted() {},
  waited() {},
  notMade() {},
  lookedUp() {},
  sharedRead() {},
  replayed() {},
};

/** Trace of one request, for the spans of its calls to Connect. */
export interface RequestTrace {
  /** Begins the span of one attempt. @param attempt Number of the attempt, from 1. */
  call(operation: string, attempt: number): CallTrace;
}

/** The span of one attempt. */
export interface CallTrace {
  /** Headers to send with the attempt, so that the receiver can continue the trace. */
  readonly headers: Readonly<Record<string, string>>;
  ended(outcome: CallOutcome, answer: { readonly status: number | null; readonly awsRequestId: string | null }): void;
}

/** The current state of an operation's policy. */
export interface PolicyState {
  readonly operation: string;
  /** Whether the circuit breaker is open, so that calls fail fast. */
  readonly isOpen: boolean;
  /** Number of calls that wait for a permit. */
  readonly waiting: number;
}
