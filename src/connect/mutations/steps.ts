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
  /** Builds the command's input. `runMutation` adds InstanceId and ClientToken. */
  readonly toCommand: (input: Input, ids: IdResolver) => Omit<CommandInput, 'InstanceId' | 'ClientToken'>;
  /**
   * Reads the data that the call needs, and returns the input members that depend on these data. Runs for a replay only
   * if the operation has credentials. The idempotency record holds the hash of the input before this step.
   * @param mayBeApplied Whether an earlier call with this token may have been applied. The reads may show its changes.
   * @returns The members to set, or the error that refuses the mutation without a call.
   * @throws ConnectReadError when a read fails. The call is then not made.
   */
  readonly prepare?: (
    call: MutationCall<CommandInput>,
    connect: ConnectSession,
    mayBeApplied: boolean,
  ) => Promise<Partial<CommandInput> | ConnectResourceNotFoundError | ConnectInvalidInputError | NoInfer<Refusal>>;
  /**
   * Whether `prepare` returns the same result for the same input. If so, a refusal can also settle an earlier call in
   * doubt.
   */
  readonly prepareIsDeterministic?: boolean;
  /**
   * Creates the success from the output. Only the members in `operation.requires` are set, because a record stores no
   * others. The output of an operation with `credentials` is complete, unless a replay fails to get the credentials.
   */
  readonly toSuccess: (output: NoInfer<Output>, call: MutationCall<CommandInput>) => Success;
  /** Reads why Connect refused the call. Returns null if the reads do not show the reason. */
  readonly diagnose?: (
    refusal: Refused,
    call: MutationCall<CommandInput>,
    /** Session with a short deadline, which limits the delay of the response. */
    connect: ConnectSession,
  ) => Promise<Refusal | null>;
  /**
   * Reads whether a call in doubt was applied, for operations without a ClientToken.
   * @throws ConnectReadError when a read fails.
   */
  readonly reconcile?: (
    call: MutationCall<CommandInput>,
    connect: ConnectSession,
  ) => Promise<Reconciled<NoInfer<Output>, NoInfer<Refusal> | InstanceType<(typeof errorTypes)[ExceptionName]>>>;
  /** Error classes that the steps return besides the common ones. They are needed to restore stored refusals. */
  readonly refusalClasses?: readonly ErrorClass<Refusal>[];
}

/** Result of the reconciliation of a call that may have been applied. */
export type Reconciled<Output, Refusal extends ConnectError> =
  | { readonly output: Omit<Output, '$metadata'> }
  | { readonly refusal: Refusal }
  /** Message with the evidence that the call was not applied so far. Connect may still apply the call later. */
  | { readonly notApplied: string };

/**
 * Call of a mutation. The input has the members from `prepare` in `diagnose` and `reconcile`, but not in `toSuccess`.
 */
export interface MutationCall<CommandInput> {
  readonly instanceId: string;
  readonly clientToken: string;
  readonly input: CommandInput;
}
