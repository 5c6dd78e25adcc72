import type { CallFailure } from '../../errors/call-failure.js';

/** How an attempt of a call ended. */
export type CallOutcome = 'ok' | CallFailure['kind'];

/** Is told what happens on the way to Connect, at once and for each call: it must be quick, and must not throw. */
export interface ConnectObserver {
  /** An attempt has ended; the first is 1. */
  attempted(operation: string, attempt: number, outcome: CallOutcome, ms: number): void;
  /** A call has had its turn, after so many milliseconds. */
  waited(operation: string, ms: number): void;
  /** A call was not made: no turn was to be had in time, or the operation has broken down. */
  notMade(operation: string, why: 'throttled' | 'breaker'): void;
  /** Something was looked for in the directory. */
  lookedUp(known: boolean): void;
  /** The answer to a read was taken from another request. */
  sharedRead(): void;
  /** A mutation was answered as before, by its client token. */
  replayed(): void;
}

/** Where nobody wants to know. */
export const noopObserver: ConnectObserver = {
  attempted() {},
  waited() {},
  notMade() {},
  lookedUp() {},
  sharedRead() {},
  replayed() {},
};

/** One request's trace, as far as its calls to Connect need it. */
export interface RequestTrace {
  /** Begins the span of one attempt; the first is 1. */
  call(operation: string, attempt: number): CallTrace;
}

/** The span of one attempt. */
export interface CallTrace {
  /** To be sent with the attempt, so that whoever answers it can continue the trace. */
  readonly headers: Readonly<Record<string, string>>;
  ended(outcome: CallOutcome, answer: { readonly status: number | null; readonly awsRequestId: string | null }): void;
}

/** The current state of an operation's policy. */
export interface PolicyState {
  readonly operation: string;
  /** Whether the operation has broken down, so that its calls fail at once. */
  readonly isOpen: boolean;
  /** Calls that wait for their turn. */
  readonly waiting: number;
}
