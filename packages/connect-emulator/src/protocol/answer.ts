import { serviceModel } from 'connect-model';
import { own } from '../own.js';
import { ConnectException } from './exception.js';

/** What goes back over HTTP, but for the headers that every answer has (request id, date, length). */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The exception's name; null for a success, and for a failure that no service code answered. */
  readonly error: string | null;
  /** Sent without a request id, as by something between client and Connect. */
  readonly anonymous?: true;
}

/** A success with a body that is JSON already. */
export function success(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body, error: null };
}

/**
 * Requests that the signature layer in front of Connect turns away say `message`; the service itself says `Message`.
 */
const FRONT_LAYER = new Set([
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
]);

/**
 * An exception as Connect puts it on the wire. The status is the model's; an exception that the model does not know
 * brings its own.
 * @throws Error when it has neither, which is a mistake in the code that threw it.
 */
export function refusal(exception: ConnectException): Answer {
  const status = own(serviceModel.errors, exception.name)?.status ?? exception.status;
  if (status === undefined) {
    throw new Error(`${exception.name} is not in the service model and brings no HTTP status.`, { cause: exception });
  }
  const member = FRONT_LAYER.has(exception.name) ? 'message' : 'Message';
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': exception.name },
    body: JSON.stringify({ [member]: exception.message, Reason: exception.reason }),
    error: exception.name,
  };
}

/**
 * How Connect says that calls come too fast: `ThrottlingException` where the operation models it, else
 * `TooManyRequestsException`, which no operation models; 429 both.
 */
export function throttled(documented: readonly string[]): ConnectException {
  return documented.includes('ThrottlingException')
    ? new ConnectException('ThrottlingException', 'Rate exceeded')
    : new ConnectException('TooManyRequestsException', 'Too Many Requests');
}
