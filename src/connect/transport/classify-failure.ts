import { type CallFailure } from '../../errors/call-failure.js';
import { type Attempt, CallCancelled, TransportError } from './attempt.js';

const throttlingNames = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  'Throttling',
  'RequestLimitExceeded',
]);
const clockNames = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
/**
 * Minimum clock skew, in milliseconds, that counts as the cause of a refused signature. AWS refuses a signature for a
 * wrong key or a skew over five minutes.
 */
const signatureSkewMs = 4 * 60_000;
const credentialNames = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'MissingAuthenticationTokenException',
  'MissingAuthenticationToken',
  'IncompleteSignatureException',
  'IncompleteSignature',
  'OptInRequired',
]);

/**
 * Classifies an error of a call by HTTP status and exception name. The SDK's exception classes are not used, because
 * Connect also returns exceptions that an operation does not document.
 */
export function callFailure(error: unknown, attempt: Attempt): CallFailure {
  const facts = { awsRequestId: attempt.awsRequestId, retryAfterMs: attempt.retryAfterMs };
  if (error instanceof CallCancelled) return { ...facts, kind: 'cancelled' };
  if (error instanceof TransportError) {
    const { fault } = error;
    if (attempt.sent) return { ...facts, kind: 'unknown', cause: fault };
    const cause = fault === 'reset' || fault === 'foreign-answer' ? 'connection' : fault;
    return { ...facts, kind: 'unavailable', cause };
  }
  // Before the request is sent, the SDK only looks up credentials and signs.
  if (!attempt.sent) return { ...facts, kind: 'unavailable', cause: 'credentials' };
  // The HTTP handler has checked `errorName`. The name of the SDK's error can be any text of the response, or SyntaxError
  // for a body that is not JSON.
  const name = attempt.errorName ?? '';
  if (attempt.status === null || attempt.status < 300) {
    return { ...facts, kind: 'unknown', cause: 'foreign-answer' };
  }
  // LimitExceededException also has status 429, but a retry does not help: the account has reached a service limit.
  if (throttlingNames.has(name) || (attempt.status === 429 && !name.endsWith('LimitExceededException'))) {
    return { ...facts, kind: 'throttled' };
  }
  if (clockNames.has(name) || (credentialNames.has(name) && attempt.skewMs > signatureSkewMs)) {
    return { ...facts, kind: 'unavailable', cause: 'clock' };
  }
  if (credentialNames.has(name)) return { ...facts, kind: 'unavailable', cause: 'credentials' };
  if (attempt.status >= 500 && name === 'InternalServiceException') return { ...facts, kind: 'internal' };
  if (attempt.status >= 500) return { ...facts, kind: 'unknown', cause: 'foreign-answer' };
  return { ...facts, kind: 'refused', exception: name, reason: attempt.errorReason ?? null };
}
