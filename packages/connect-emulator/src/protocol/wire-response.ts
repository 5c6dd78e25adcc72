import { serviceModel } from 'connect-model';
import { ownProperty } from '../own-property.js';
import { ConnectException } from './exception.js';

/** An HTTP response without the headers that every response has (request id, date, length). */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Name of the exception. Null for a success and for a failure that does not come from Connect. */
  readonly error: string | null;
  /** Sends no request id, like a proxy between client and Connect. */
  readonly anonymous?: true;
}

/** Creates the response for a success, with a JSON body. */
export function successResponse(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body, error: null };
}

/**
 * Exceptions of the layer in front of Connect that checks signatures. Their text is in the member `message`. The text
 * of Connect's exceptions is in `Message`.
 */
const SIGNATURE_ERRORS = new Set([
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
]);

/**
 * Creates the response for an exception. The status comes from the service model or, for an exception that is not
 * modelled, from the exception.
 * @throws Error when neither has a status, which is a bug of the code that threw the exception.
 */
export function errorResponse(exception: ConnectException): WireResponse {
  const status = ownProperty(serviceModel.errors, exception.name)?.status ?? exception.status;
  if (status === undefined) {
    throw new Error(`${exception.name} is not in the service model and sets no HTTP status.`, { cause: exception });
  }
  const member = SIGNATURE_ERRORS.has(exception.name) ? 'message' : 'Message';
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': exception.name },
    body: JSON.stringify({ [member]: exception.message, Reason: exception.reason }),
    error: exception.name,
  };
}

/**
 * Creates the exception for a throttled call: `ThrottlingException` if the operation models it, else
 * `TooManyRequestsException`, which AWS also sends for operations that do not model it. Both have status 429.
 */
export function throttled(documented: readonly string[]): ConnectException {
  return documented.includes('ThrottlingException')
    ? new ConnectException('ThrottlingException', 'Rate exceeded')
    : new ConnectException('TooManyRequestsException', 'Too Many Requests');
}
