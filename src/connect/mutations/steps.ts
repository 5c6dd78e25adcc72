import type { Refused } from '../../errors/call-failure.js';
import { ConnectError } from '../../errors/connect-error.js';
import { type ExceptionName, type errorTypes } from '../../errors/exceptions.js';
import { ConnectInvalidInputError } from '../../errors/gateway-errors.js';
import { ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import { IdResolver } from '../inputs/id-resolver.js';
import { ConnectSession } from '../session/session.js';
import type { ErrorClass } from './stored-result.js';

/** Fields that every mutation's input has beside its own. */
export interface MutationInput {
  readonly clientToken?: string | null;
  readonly instanceId?: string | null;
}

/** How one mutation turns its input into a call, and the answer into its result. */
export interface MutationSteps<Input, CommandInput extends object, Output, Success, Refusal extends ConnectError> {
  /** The command's input, but for the instance and the token, which every mutation gets alike. */
  readonly toCommand: (input: Input, ids: IdResolver) => Omit<CommandInput, 'InstanceId' | 'ClientToken'>;
  /**
   * Reads what the call needs to know first, within the request's time, and gives the members that it changes. Not asked
   * for an answer that is remembered, whose token stands for the input before this.
   * @param earlier Whether an earlier call with this token is open: what it has changed may be seen already.
   * @returns Or the error with which the mutation is refused, without a call.
   * @throws ConnectReadError when reading fails: then nothing was applied.
   */
  readonly prepare?: (
    call: MadeCall<CommandInput>,
    connect: ConnectSession,
    earlier: boolean,
  ) => Promise<Partial<CommandInput> | ConnectResourceNotFoundError | ConnectInvalidInputError | NoInfer<Refusal>>;
  /** Whether that is the same each time, so that what Connect refuses now it has not done for an earlier call either. */
  readonly preparesAlike?: boolean;
  /**
   * Of Connect's output only the members that the operation requires are there, the first time as any other; with
   * credentials it is there in full.
   */
  readonly toSuccess: (output: NoInfer<Output>, call: MadeCall<CommandInput>) => Success;
  /** After Connect has refused: what it did not say. Null when nothing certain is found. */
  readonly diagnose?: (
    refusal: Refused,
    call: MadeCall<CommandInput>,
    /** For looking: with little time of its own, so that what is known is not held up. */
    connect: ConnectSession,
  ) => Promise<Refusal | null>;
  /**
   * Where Connect keeps no token: looks what became of a call that may have been applied.
   * @throws ConnectReadError when looking fails.
   */
  readonly reconcile?: (
    call: MadeCall<CommandInput>,
    connect: ConnectSession,
  ) => Promise<Reconciled<NoInfer<Output>, NoInfer<Refusal> | InstanceType<(typeof errorTypes)[ExceptionName]>>>;
  /** The operation's own error types, which these answer with. */
  readonly refusals?: readonly ErrorClass<Refusal>[];
}

/** Result of the reconciliation of a call that may have been applied. */
export type Reconciled<Output, Refusal extends ConnectError> =
  | { readonly output: Omit<Output, '$metadata'> }
  | { readonly refusal: Refusal }
  /** Why it seems not to have been applied, though it still may be. */
  | { readonly notApplied: string };

export interface MadeCall<CommandInput> {
  readonly instanceId: string;
  readonly clientToken: string;
  readonly input: CommandInput;
}
