import { type CallFailure } from '../../errors/call-failure.js';
import { type Attempt, CallCancelled, TransportError } from './attempt.js';

const throttlingNames = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  'Throttling',
  'RequestLimitExceeded',
]);
const clockNames = new Set(['RequestTimeTooSkewed', 'RequestExpired']);
/** A signature is refused for a wrong key as for a wrong time; AWS allows the time five minutes. */
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
 * Classifies what a call threw. Goes by status and name alone: the SDK's classes are those of the model, and Connect
 * answers with names that an operation does not document.
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
  // Before anything is sent the SDK does nothing but find credentials and sign with them.
  if (!attempt.sent) return { ...facts, kind: 'unavailable', cause: 'credentials' };
  // By the answer, and not by the SDK's error: of a body that it cannot parse that is a SyntaxError, and its name may be
  // any text that the answer holds.
  const name = attempt.errorName ?? '';
  if (attempt.status === null || attempt.status < 300) {
    return { ...facts, kind: 'unknown', cause: 'foreign-answer' };
  }
  // LimitExceededException has status 429 too, but is a quota that a retry cannot help.
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
