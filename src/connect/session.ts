import { randomUUID } from 'node:crypto';
import type { Refused } from '../errors/call-failure.js';
import {
  ConnectError,
  ConnectInvalidInputError,
  ConnectResourceNotFoundError,
  type ExceptionName,
  type errorTypes,
  type MutationError,
} from '../errors/errors.js';
import { firstOfEachPath } from '../errors/input-violation.js';
import { ConnectReadError } from '../errors/read-error.js';
import type { Idempotency } from '../idempotency/idempotency.js';
import { parseArn } from '../ids/arn.js';
import type { Instances } from '../ids/instances.js';
import { Deadline } from '../lib/deadline.js';
import type { CallScope, OperationRunner } from './calls/call-runner.js';
import type { ConnectOperation, MutationOperation } from './calls/operation.js';
import type { Directory } from './directory/directory.js';
import type { ResourceKey } from './directory/record-cache.js';
import { checkInput } from './inputs/constraints.js';
import { InputReader } from './inputs/id-resolver.js';
import { Loaders } from './loaders.js';
import { AuditFacts, type AuditLog, resourcesIn } from './mutations/audit.js';
import { OnceCall } from './mutations/idempotent-call.js';
import { checkToken, connectToken, missingUser, mutationName, noInstance } from './mutations/mutation-checks.js';
import { notMade } from './mutations/mutation-errors.js';
import type { ErrorClass } from './mutations/stored-result.js';
import type { SharedReads } from './reads/read-cache.js';
import { describeInstance } from './reads/read-operations.js';
import type { Reader } from './reads/reader.js';

/** What every mutation's input may carry beside its own fields. */
export interface MutationInput {
  readonly clientToken?: string | null;
  readonly instanceId?: string | null;
}

/** How one mutation turns its input into a call, and the answer into its result. */
export interface MutationSteps<Input, CommandInput extends object, Output, Success, Refusal extends ConnectError> {
  /** The command's input, but for the instance and the token, which every mutation gets alike. */
  readonly toCommand: (input: Input, ids: InputReader) => Omit<CommandInput, 'InstanceId' | 'ClientToken'>;
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
  readonly readBack?: (
    call: MadeCall<CommandInput>,
    connect: ConnectSession,
  ) => Promise<ReadBack<NoInfer<Output>, NoInfer<Refusal> | InstanceType<(typeof errorTypes)[ExceptionName]>>>;
  /** The operation's own error types, which these answer with. */
  readonly refusals?: readonly ErrorClass<Refusal>[];
}

/** What a look has shown of a call that may have been applied. */
export type ReadBack<Output, Refusal extends ConnectError> =
  | { readonly output: Omit<Output, '$metadata'> }
  | { readonly refusal: Refusal }
  /** Why it seems not to have been applied, though it still may be. */
  | { readonly notApplied: string };

export interface MadeCall<CommandInput> {
  readonly instanceId: string;
  readonly clientToken: string;
  readonly input: CommandInput;
}

/** What all requests have in common. */
export interface Shared {
  readonly instances: Instances;
  readonly reads: SharedReads;
  readonly directory: Directory;
  readonly runner: OperationRunner;
  readonly tokens: Idempotency;
  /** Null where none is kept. */
  readonly audit: AuditLog | null;
  /** Milliseconds for which equal searches for contacts share one answer. */
  readonly searchMaxAgeMs: number;
  /** Connect's clock. */
  readonly now: () => Date;
}

/** One request's view of Connect: its calls share the request's deadline, its reads are made once. */
export class ConnectSession implements Reader {
  #loaders: Loaders | null = null;
  #made: Set<string> | null = null;
  #detached: { finishing?: ConnectSession; client?: ConnectSession } | null = null;

  constructor(
    readonly scope: CallScope,
    readonly shared: Shared,
  ) {}

  /** Made when the first is wanted: a transfer that asks for Connect's answer alone needs none. */
  get loaders(): Loaders {
    this.#loaders ??= new Loaders(this, this.shared);
    return this.#loaders;
  }

  get instances(): Instances {
    return this.shared.instances;
  }

  /** Connect's clock. */
  now(): Date {
    return this.shared.now();
  }

  /** Equal reads under way are one call: what is live is asked for anew, but not twice at the same time. */
  read<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output> {
    const { reads, runner } = this.shared;
    return reads.call(this.scope, `${operation.name} ${JSON.stringify(input)}`, async (scope, rival) => {
      const result = await runner.run(operation, input, scope, rival);
      if (result.ok) return result.output;
      throw new ConnectReadError(operation.name, result.failure);
    });
  }

  /**
   * A read of one call or several, whose answer other requests use too, and which goes on as long as one of them waits.
   * @param keptMs Milliseconds for which the answer is used after it came.
   * @param read Must make its calls by the session that it is given. @throws ConnectReadError
   * @param about Ids of the things that an answer tells of, with whose change it is let go of.
   */
  shareRead<T>(
    key: string,
    keptMs: number,
    read: (connect: ConnectSession) => Promise<T>,
    about?: (answer: T) => readonly (string | undefined)[],
  ): Promise<T> {
    return this.shared.reads.get(this.scope, key, keptMs, (scope) => read(this.withScope(scope)), about);
  }

  async readOrNull<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output | null> {
    try {
      return await this.read(operation, input);
    } catch (error) {
      if (error instanceof ConnectReadError && error.isNotFound) return null;
      throw error;
    }
  }

  /** The ARN of an instance: as configured or learned, else asked for once. @throws ConnectReadError */
  async instanceArn(instanceId: string): Promise<string> {
    const known = this.instances.find(instanceId)?.arn;
    if (known) return known;
    const arn = (await this.loaders.instance.load({ instanceId, id: instanceId }))?.Arn;
    const parsed = arn ? parseArn(arn) : null;
    if (!arn || parsed?.kind !== 'instance' || parsed.id !== instanceId) {
      throw ConnectReadError.unexpected(describeInstance.name, `Connect gave no ARN of the instance ${instanceId}.`);
    }
    return arn;
  }

  /** Remembers a contact that this request made: Connect's reads may not know it at once. */
  made(instanceId: string, contactId: string): void {
    this.changed({ instanceId, id: contactId });
    this.#made ??= new Set();
    this.#made.add(`${instanceId}/${contactId}`);
  }

  /** This session with less time, and nothing read yet. */
  within(ms: number): ConnectSession {
    const deadline = new Deadline(Math.min(ms, this.scope.deadline.remainingMs));
    return this.withScope({ ...this.scope, deadline });
  }

  withScope(scope: CallScope): ConnectSession {
    return new ConnectSession(scope, this.shared);
  }

  /**
   * This session as a mutation needs it for its own steps: they go on without the client, and what they read is read anew.
   * The reads of a mutation that calls Connect are `finishing`; for all else there is `client`.
   */
  detached(priority: 'finishing' | 'client'): ConnectSession {
    this.#detached ??= {};
    this.#detached[priority] ??= this.withScope({ ...this.scope, priority, gone: undefined });
    return this.#detached[priority];
  }

  /** Lets go of what others have read of a contact, evaluation or file before it changed, and this request of anything. */
  changed(thing: ResourceKey): void {
    this.shared.reads.forget(thing.id);
    this.#loaders = null;
    this.#detached = null;
  }

  madeHere(instanceId: string, contactId: string): boolean {
    return this.#made?.has(`${instanceId}/${contactId}`) ?? false;
  }

  /**
   * Runs a mutation from input to result: reads its ids, holds it against the model's constraints, makes the call once
   * by its token, and turns a failure into the error type that stands for it.
   */
  async mutate<
    Input extends MutationInput,
    CommandInput extends object,
    Output extends object,
    Names extends ExceptionName,
    Success,
    Refusal extends ConnectError = never,
  >(
    operation: MutationOperation<CommandInput, Output, Names>,
    input: Input,
    steps: MutationSteps<Input, CommandInput, Output, Success, Refusal>,
  ): Promise<Success | NoInfer<Refusal> | MutationError<Names>> {
    const { audit } = this.shared;
    if (!audit) return this.#mutate(operation, input, steps, new AuditFacts());
    const { caller, requestId } = this.scope;
    const facts = new AuditFacts();
    // Of a bug nobody knows how far the mutation came.
    let outcome = 'INTERNAL_SERVER_ERROR';
    try {
      const result = await this.#mutate(operation, input, steps, facts);
      outcome = (result as object).constructor.name;
      if (result instanceof ConnectError) facts.awsRequestId ??= result.awsRequestId;
      return result;
    } finally {
      audit.record({ caller: caller.id, mutation: mutationName(operation), ...facts, outcome, requestId });
    }
  }

  async #mutate<
    Input extends MutationInput,
    CommandInput extends object,
    Output extends object,
    Names extends ExceptionName,
    Success,
    Refusal extends ConnectError = never,
  >(
    operation: MutationOperation<CommandInput, Output, Names>,
    input: Input,
    steps: MutationSteps<Input, CommandInput, Output, Success, Refusal>,
    facts: AuditFacts,
  ): Promise<Success | NoInfer<Refusal> | MutationError<Names>> {
    const { requestId, caller } = this.scope;
    const clientToken = input.clientToken ?? randomUUID();
    const read = () => {
      const ids = new InputReader(this.instances, input.instanceId);
      return { ids, members: steps.toCommand(input, ids) };
    };
    let { ids, members } = read();
    if (ids.unproven) {
      try {
        // Nobody knows yet whether a call will be made, or was.
        await this.detached('client').instanceArn(ids.unproven.id);
      } catch (error) {
        if (!(error instanceof ConnectReadError)) throw error;
        return this.#refused(notMade(operation, error, { requestId, clientToken }));
      }
      ({ ids, members } = read());
    }
    const { instance } = ids;
    facts.resources = resourcesIn(members);
    if (!instance) return this.#refused(noInstance(requestId));
    facts.instanceId = instance.id;
    const token = operation.repeat === 'token' ? { ClientToken: connectToken(caller, clientToken) } : {};
    const call: MadeCall<CommandInput> = {
      instanceId: instance.id,
      clientToken,
      input: { ...members, InstanceId: instance.id, ...token } as CommandInput,
    };
    const violations = firstOfEachPath([
      ...ids.violations,
      ...checkToken(clientToken),
      ...checkInput(operation.name, call.input, operation.inputPaths).map((violation) => ids.byIndex(violation)),
    ]);
    if (violations.length > 0) return this.#refused(new ConnectInvalidInputError({ requestId, violations }));
    if (ids.missing) {
      return this.#refused(ConnectResourceNotFoundError.of(ids.missing.resource, ids.missing.id, { requestId }));
    }

    const { hiddenMention } = ids;
    const made = hiddenMention ? { ...steps, prepare: missingUser(hiddenMention), preparesAlike: true } : steps;
    const once = new OnceCall(this, operation, call, made);
    const result = await once.result();
    facts.replayed = once.replayed;
    facts.awsRequestId = once.awsRequestId;
    facts.returned = once.returned;
    return result instanceof ConnectError ? this.#refused(ids.inWordsOfInput(result)) : result;
  }

  #refused<Refusal extends ConnectError>(error: Refusal): Refusal {
    this.scope.usage.refused(error.constructor.name);
    return error;
  }
}
