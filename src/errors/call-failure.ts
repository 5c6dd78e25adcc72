import { type TransportFault } from './transport-fault.js';

/**
 * Failure of a call. Its kind says whether the call may have been applied. A failure holds only codes, ids and the
 * gateway's own messages. Messages of Amazon, the SDK and its credential providers are dropped, because they may repeat
 * the client's input or name roles and paths.
 */
export type CallFailure = {
  readonly awsRequestId: string | null;
  readonly retryAfterMs: number | null;
} & (
  | {
      /** Connect refused the call with an exception. Not applied. */
      readonly kind: 'refused';
      /** Name of the exception, one word of at most 100 characters. */
      readonly exception: string;
      /** Reason code, which only operations on attached files have. */
      readonly reason?: string | null;
    }
  | {
      /** The quota is used up. Not applied. */
      readonly kind: 'throttled';
      /** Set if the gateway's rate limiter refused the call. The call runner does not repeat it. */
      readonly byGateway?: true;
    }
  | {
      /** The call could not be made, or a proxy or AWS rejected it before Connect. Certainly not applied. */
      readonly kind: 'unavailable';
      readonly cause: 'connection' | 'name' | 'certificate' | 'proxy' | 'timeout' | 'credentials' | 'clock';
    }
  | {
      /** The circuit breaker is open, so the call was not made. Certainly not applied. */
      readonly kind: 'unavailable';
      readonly cause: 'breaker';
      readonly lastCause: OutageCause;
    }
  | {
      /** Connect returned InternalServiceException. The call may have been applied. */
      readonly kind: 'internal';
    }
  | {
      /** Connect's output contradicts the documentation, for example by a repeated page token. Only for reads. */
      readonly kind: 'unexpected';
      /** The gateway's message about the contradiction. */
      readonly message: string;
    }
  | {
      /** Bytes may have been sent, but no conclusive response came. The call may have been applied. */
      readonly kind: 'unknown';
      readonly cause: TransportFault;
    }
  | {
      /**
       * The call was aborted or not made, because no client waits for it any more. This happens to reads, and to calls
       * that get a replay's credentials.
       */
      readonly kind: 'cancelled';
    }
);

/** Cause of an outage of Connect or of the way to it. */
export type OutageCause = TransportFault | 'internal';

/** Result of a call, either its output or its failure. */
export type CallResult<Output> =
  | { readonly ok: true; readonly output: Output; readonly awsRequestId: string | null }
  | { readonly ok: false; readonly failure: CallFailure };

/** Returns the failure of a call that was not made because no client waits for it any more. */
export function cancelledFailure(): CallFailure {
  return { kind: 'cancelled', awsRequestId: null, retryAfterMs: null };
}

/** A refusal by Connect with an exception. */
export type Refused = Extract<CallFailure, { kind: 'refused' }>;

/** Exceptions about the input itself. An earlier call with the same input would have got them too. */
const definitiveExceptions = new Set([
  'InvalidRequestException',
  'InvalidParameterException',
  'ResourceNotFoundException',
  'ContactNotFoundException',
  'IdempotencyException',
]);

/**
 * Whether a failure also shows that no earlier call with the same token and input was or will be applied. If one had
 * been applied, Connect would have returned its output. Exceptions about permissions and quotas are not conclusive.
 * Connect checks permissions before tokens, and an aborted earlier call may still be processed when the quota is free
 * again.
 */
export function isConclusive(failure: CallFailure): boolean {
  return failure.kind === 'refused' && definitiveExceptions.has(failure.exception);
}

/** Whether the call may have been applied in spite of the failure. */
export function mayHaveBeenApplied(failure: CallFailure): boolean {
  return failure.kind === 'unknown' || failure.kind === 'internal';
}
