import { type TransportFault } from './transport-fault.js';

/**
 * Why a call brought no answer to use, and what that means for its effect. Holds codes and ids alone: the texts of Amazon,
 * the SDK and its credential providers may repeat what a client sent, or name roles and paths, so they are not kept.
 */
export type CallFailure = {
  readonly awsRequestId: string | null;
  readonly retryAfterMs: number | null;
} & (
  | {
      /** Connect refused it and said so by name: not applied. */
      readonly kind: 'refused';
      /** One word of at most 100 letters. */
      readonly exception: string;
      /** A code that says why, which Connect has for attached files alone. */
      readonly reason?: string | null;
    }
  | {
      /** Over the quota, by whichever of its names: not applied. */
      readonly kind: 'throttled';
      /** Set when the gateway itself refused, since the turn would have come too late: no use in trying again. */
      readonly byGateway?: true;
    }
  | {
      /** The call could not be made, or AWS's front door turned it away: certainly not applied. */
      readonly kind: 'unavailable';
      readonly cause: 'connection' | 'name' | 'certificate' | 'proxy' | 'timeout' | 'credentials' | 'clock';
    }
  | {
      /** The operation has broken down, so the call was not made: certainly not applied. */
      readonly kind: 'unavailable';
      readonly cause: 'breaker';
      readonly lastCause: OutageCause;
    }
  | {
      /** Connect failed inside and said so by name: it may have been applied. */
      readonly kind: 'internal';
    }
  | {
      /** Connect answered, but not as it documents, and not by an exception: its pages go in a circle, an id is missing. Reads only. */
      readonly kind: 'unexpected';
      /** The gateway's own sentence that says in which way. */
      readonly message: string;
    }
  | {
      /** Bytes may have left and no conclusive answer came: it may have been applied. */
      readonly kind: 'unknown';
      readonly cause: TransportFault;
    }
  | {
      /** Given up, or not made, since no client waits for it any more. Only what has no effect is given up. */
      readonly kind: 'cancelled';
    }
);

/** Cause of an outage of Connect or of the way to it. */
export type OutageCause = TransportFault | 'internal';

/** Result of a call: never an exception. */
export type CallResult<Output> =
  | { readonly ok: true; readonly output: Output; readonly awsRequestId: string | null }
  | { readonly ok: false; readonly failure: CallFailure };

/** Of a call that was not made, since no client waits for it any more. */
export function cancelledFailure(): CallFailure {
  return { kind: 'cancelled', awsRequestId: null, retryAfterMs: null };
}

/** Connect's refusal by name. */
export type Refused = Extract<CallFailure, { kind: 'refused' }>;

/** Refusals of the input itself, which hold at any other time too. */
const definitiveExceptions = new Set([
  'InvalidRequestException',
  'InvalidParameterException',
  'ResourceNotFoundException',
  'ContactNotFoundException',
  'IdempotencyException',
]);

/**
 * Whether a failure also says that no earlier call with the same token was applied, nor will be: Connect would have
 * answered with its success. Permissions are looked at before tokens, so what they forbid now says nothing of then; and
 * a quota that is used up now may not be when an earlier call, which was given up, is served after all.
 */
export function isConclusive(failure: CallFailure): boolean {
  return failure.kind === 'refused' && definitiveExceptions.has(failure.exception);
}

/** Whether a failure leaves it open if the call was applied. */
export function mayHaveBeenApplied(failure: CallFailure): boolean {
  return failure.kind === 'unknown' || failure.kind === 'internal';
}
