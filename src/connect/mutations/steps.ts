import type { Refused } from '../../errors/call-failure.js';
import { ConnectError } from '../../errors/connect-error.js';
import { type ExceptionName, type errorTypes } from '../../errors/exceptions.js';
import { ConnectInvalidInputError } from '../../errors/gateway-errors.js';
import { ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import { IdResolver } from '../inputs/id-resolver.js';
import { ConnectSession } from '../session/session.js';
import type { ErrorClass } from './stored-result.js';

/** Fields that every mutation's input has. */
export interface MutationInput {
  readonly clientToken?: string | null;
  readonly instanceId?: string | null;
}

/** Steps of one mutation, from its input to the call and from the output to its result. */
export interface MutationSteps<Input, CommandInput extends object, Output, Success, Refusal extends ConnectError> {
  /** Builds the command's input. `runMutation` adds the instance and the token. */
  readonly toCommand: (input: Input, ids: IdResolver) => Omit<CommandInput, 'InstanceId' | 'ClientToken'>;
  /**
   * Reads the data that the call needs, and returns the input members that depend on them. Does not run for a replay;
   * the idempotency record is keyed by the input before this step.
   * @param earlier Whether there may be an earlier call with this token, whose changes the reads may already show.
   * @returns The members to set, or the error that refuses the mutation without a call.
   * @throws ConnectReadError when a read fails. Nothing was applied then.
   */
  readonly prepare?: (
    call: MutationCall<CommandInput>,
    connect: ConnectSession,
    earlier: boolean,
  ) => Promise<Partial<CommandInput> | ConnectResourceNotFoundError | ConnectInvalidInputError | NoInfer<Refusal>>;
  /** Whether `prepare` always returns the same members. Then a refusal also shows that no earlier call was applied. */
  readonly prepareIsDeterministic?: boolean;
  /**
   * Makes the success from the output. The output has only the members that the operation requires, as in a replay. For
   * operations with credentials it is complete.
   */
  readonly toSuccess: (output: NoInfer<Output>, call: MutationCall<CommandInput>) => Success;
  /** Finds the reason of a refusal; null without a certain finding. */
  readonly diagnose?: (
    refusal: Refused,
    call: MutationCall<CommandInput>,
    /** Session with a short deadline, so that the response is not delayed. */
    connect: ConnectSession,
  ) => Promise<Refusal | null>;
  /**
   * Finds out whether a call in doubt was applied, for operations without a ClientToken.
   * @throws ConnectReadError when a read fails.
   */
  readonly reconcile?: (
    call: MutationCall<CommandInput>,
    connect: ConnectSession,
  ) => Promise<Reconciled<NoInfer<Output>, NoInfer<Refusal> | InstanceType<(typeof errorTypes)[ExceptionName]>>>;
  /** Error types of this operation that the steps return. */
  readonly refusalClasses?: readonly ErrorClass<Refusal>[];
}

/** Result of the reconciliation of a call that may have been applied. */
export type Reconciled<Output, Refusal extends ConnectError> =
  | { readonly output: Omit<Output, '$metadata'> }
  | { readonly refusal: Refusal }
  /** Evidence that the call was not applied. It may still be applied later. */
  | { readonly notApplied: string };

/** Call of a mutation with its final input. */
export interface MutationCall<CommandInput> {
  readonly instanceId: string;
  readonly clientToken: string;
  readonly input: CommandInput;
}
