import type { Refused } from '../../errors/call-failure.js';
import { type ConnectError, type ErrorFacts } from '../../errors/connect-error.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { type ConnectResourceKind, ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import type { ConnectSession } from '../session/session.js';
import type { MutationCall } from './steps.js';

/** A resource in the input that does not exist. */
export interface Missing {
  readonly missing: ConnectResourceKind;
  /** Id of the resource in the call's input. */
  readonly id: string;
}

/** Reason for which Connect refused a call about an existing resource. */
interface Explanation {
  /** Message for developers. */
  readonly message: string;
}

/**
 * Reads the resources of a refused call to find the reason. Returns null if the reads do not show the reason.
 * @throws ConnectReadError
 */
export type Diagnosis<Input extends object, Finding> = (
  call: MutationCall<Input>,
  connect: ConnectSession,
  refusal: Refused,
) => Promise<Finding | Missing | null>;

/** Exceptions that are not about the resources of the call, but about its token, permissions or Region. */
const notAboutResources = new Set(['AccessDeniedException', 'IdempotencyException', 'InvalidActiveRegionException']);

/**
 * Returns a diagnosis step for a mutation. The step returns null without a finding or after a failed read. The mutation
 * then returns the gateway's general message for the exception.
 * @param diagnose Reads the resources of the refused call.
 * @param errorOf Creates the error for a finding; left out if `diagnose` can only find missing resources.
 */
export function diagnoseWith<Input extends object, Finding extends Explanation, Refusal extends ConnectError>(
  diagnose: Diagnosis<Input, Finding>,
  errorOf?: (facts: ErrorFacts & Finding & { connectError: string }) => Refusal,
) {
  return async (
    refusal: Refused,
    call: MutationCall<Input>,
    connect: ConnectSession,
  ): Promise<Refusal | ConnectResourceNotFoundError | null> => {
    const { exception, awsRequestId } = refusal;
    if (notAboutResources.has(exception)) return null;
    const facts = { requestId: connect.scope.requestId, awsRequestId, retryable: false, connectError: exception };
    try {
      const finding = await diagnose(call, connect, refusal);
      if (!finding) return null;
      if ('missing' in finding) return ConnectResourceNotFoundError.of(finding.missing, finding.id, facts);
      return errorOf?.({ ...facts, ...finding }) ?? null;
    } catch (error) {
      // A throttled or failed read must not hide Connect's refusal.
      if (error instanceof ConnectReadError) return null;
      throw error;
    }
  };
}

/** Returns a diagnosis step that reads the resource after ResourceNotFoundException, and names it if it is missing. */
export function diagnoseMissing<Input extends object>(
  missing: ConnectResourceKind,
  idOf: (input: Input) => string | undefined,
  read: (call: MutationCall<Input>, connect: ConnectSession) => Promise<object | null>,
) {
  return diagnoseWith<Input, never, never>(async (call, connect, { exception }) => {
    if (exception !== 'ResourceNotFoundException' || (await read(call, connect))) return null;
    return { missing, id: idOf(call.input) ?? '' };
  });
}
