import { type TransportFault } from '../../errors/transport-fault.js';

/** One attempt of one call, as the HTTP handler and the runner both see it. */
export interface Attempt {
  /** Whether an empty body may be Connect's own answer, as for operations that return nothing. */
  readonly emptyAnswerAllowed: boolean;
  /** Set once bytes of the request may have left this machine. */
  sent: boolean;
  /** Called then. */
  readonly onSent: () => void;
  /** As the answer has it; null where it has none, or none that looks like one. */
  awsRequestId: string | null;
  status: number | null;
  /** Milliseconds that the answer's Retry-After header asked for: whole, from 0 to an hour; null where it says nothing. */
  retryAfterMs: number | null;
  /** The exception that the answer names, as AWS's protocol has it; null where it names none. */
  errorName?: string | null;
  /** The exception's Reason, a code which those of attached files alone have. */
  errorReason?: string | null;
  /** How many members of the answer were left out, as they are not what the service model documents. */
  malformed?: number;
  /** How far the answer's date is from this machine's, in milliseconds. */
  skewMs: number;
  /**
   * Whether to use a connection of its own: one that is kept alive may be closed just as the request leaves, and then
   * nobody knows whether it arrived.
   */
  readonly freshConnection: boolean;
  /** Sent beside what was signed, which a signature allows. */
  readonly extraHeaders?: Readonly<Record<string, string>> | undefined;
  /** Set when time ran out, or nobody waits any more: what has not been sent must not be sent any more. */
  givenUp?: Error;
  /** Gives the exchange up and destroys its socket; set while there is one. */
  abort?: (reason: Error) => void;
}

const attemptKey = Symbol('attempt');

/** An object that the SDK passes on: a command's input, or the HTTP request made from it. */
interface Carrier {
  [attemptKey]?: Attempt;
}

/**
 * Attaches an attempt to an object that the SDK passes on. The options of `send()` could carry it too, but any option switches
 * the SDK's middleware cache off, which costs a quarter of the CPU of a call.
 */
export function attachAttempt(carrier: object, attempt: Attempt | undefined): void {
  if (attempt) (carrier as Carrier)[attemptKey] = attempt;
}

/** Returns the attached attempt; undefined for a call that the call runner did not make. */
export function attachedAttempt(carrier: object): Attempt | undefined {
  return (carrier as Carrier)[attemptKey];
}

/** The call could not be made, or brought no answer that is Connect's own. */
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

/** The call was given up, since no client waits for it any more. */
export class CallCancelled extends Error {
  override readonly name = 'CallCancelled';
  constructor() {
    super('No client waits for the answer any more.');
  }
}
