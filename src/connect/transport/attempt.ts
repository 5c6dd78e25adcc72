import { type TransportFault } from '../../errors/transport-fault.js';

/** One attempt of one call. The call runner and the HTTP handler share it. */
export interface Attempt {
  /** Whether an empty response body is valid, as for operations without output. */
  readonly emptyAnswerAllowed: boolean;
  /** Whether bytes of the HTTP request may have been sent. */
  sent: boolean;
  /** Runs when `sent` becomes true. */
  readonly onSent: () => void;
  /** AWS request id of the response; null if the response has no valid one. */
  awsRequestId: string | null;
  status: number | null;
  /** Value of the Retry-After header in whole milliseconds, from 0 to an hour; null without a valid header. */
  retryAfterMs: number | null;
  /** Name of the exception in the response; null if there is none. */
  errorName?: string | null;
  /** Code in the exception's `Reason` member. Only exceptions of attached files have one. */
  errorReason?: string | null;
  /** Number of output members that were removed because their type differs from the service model. */
  malformed?: number;
  /** Absolute difference between the response's date and the local clock, in milliseconds. */
  skewMs: number;
  /**
   * Whether to use a new connection. A keep-alive connection may close while the request is sent, and then the outcome
   * is unknown.
   */
  readonly freshConnection: boolean;
  /** Unsigned headers to send in addition to the signed ones. */
  readonly extraHeaders?: Readonly<Record<string, string>> | undefined;
  /**
   * Reason for which the attempt was aborted: a timeout, or no waiting client. An unsent request must then not be sent.
   */
  givenUp?: Error;
  /** Aborts the HTTP exchange and destroys its socket. Set while an exchange is in progress. */
  abort?: (reason: Error) => void;
}

const attemptKey = Symbol('attempt');

/** An object that the SDK passes on: a command's input, or the HTTP request made from it. */
interface Carrier {
  [attemptKey]?: Attempt | undefined;
}

/**
 * Attaches an attempt to an object that the SDK passes on. The options of `send()` could carry it too, but any option
 * switches the SDK's middleware cache off, which costs a quarter of the CPU of a call.
 */
export function attachAttempt(carrier: object, attempt: Attempt | undefined): void {
  (carrier as Carrier)[attemptKey] = attempt;
}

/** Returns the attached attempt; undefined for a call that the call runner did not make. */
export function attachedAttempt(carrier: object): Attempt | undefined {
  return (carrier as Carrier)[attemptKey];
}

/** Error for a call that could not be sent, or that got no valid response of Connect. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  constructor(
    readonly fault: TransportFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Error for a call that was aborted because no client waits for it any more. */
export class CallCancelled extends Error {
  override readonly name = 'CallCancelled';
  constructor() {
    super('No client waits for the call any more.');
  }
}
