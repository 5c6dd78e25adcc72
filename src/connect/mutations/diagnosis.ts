import type { Refused } from '../../errors/call-failure.js';
import { type ConnectError, type ErrorFacts } from '../../errors/connect-error.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { type ConnectResourceKind, ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import type { ConnectSession } from '../session/session.js';
import type { MadeCall } from './steps.js';

/** That something which an input names does not exist. */
export interface Missing {
  readonly missing: ConnectResourceKind;
  /** Its id, as the call has it. */
  readonly id: string;
}

/** Why an operation refuses what is there. */
interface Explanation {
  /** A sentence for developers. */
  readonly message: string;
}

/** A look at what a refused call was about; null when it explains nothing. May throw ConnectReadError. */
export type Diagnosis<Input extends object, Finding> = (
  call: MadeCall<Input>,
  connect: ConnectSession,
  refusal: Refused,
) => Promise<Finding | Missing | null>;

/** Refusals that say nothing of what the call is about, but of the token, or that nobody may. */
const saysNothing = new Set(['AccessDeniedException', 'IdempotencyException', 'InvalidActiveRegionException']);

/**
 * Explains a refusal by a look. Null when that explains nothing or fails, so that the sentence of its exception stands.
 * @param errorOf The error for what is found; absent where only what is missing can be.
 */
export function diagnoseWith<Input extends object, Finding extends Explanation, Refusal extends ConnectError>(
  look: Diagnosis<Input, Finding>,
  errorOf?: (facts: ErrorFacts & Finding & { connectError: string }) => Refusal,
) {
  return async (
    refusal: Refused,
    call: MadeCall<Input>,
    connect: ConnectSession,
  ): Promise<Refusal | ConnectResourceNotFoundError | null> => {
    const { exception, awsRequestId } = refusal;
    if (saysNothing.has(exception)) return null;
    const facts = { requestId: connect.scope.requestId, awsRequestId, retryable: false, connectError: exception };
    try {
      const finding = await look(call, connect, refusal);
      if (!finding) return null;
      if ('missing' in finding) return ConnectResourceNotFoundError.of(finding.missing, finding.id, facts);
      return errorOf?.({ ...facts, ...finding }) ?? null;
    } catch (error) {
      // A throttled or failed look explains nothing; it must not hide what Connect said.
      if (error instanceof ConnectReadError) return null;
      throw error;
    }
  };
}

/** Says what is missing after ResourceNotFoundException, once a look has shown that it is not there. */
export function diagnoseMissing<Input extends object>(
  missing: ConnectResourceKind,
  idOf: (input: Input) => string | undefined,
  look: (call: MadeCall<Input>, connect: ConnectSession) => Promise<object | null>,
) {
  return diagnoseWith<Input, never, never>(async (call, connect, { exception }) => {
    if (exception !== 'ResourceNotFoundException' || (await look(call, connect))) return null;
    return { missing, id: idOf(call.input) ?? '' };
  });
}
