import { randomUUID } from 'node:crypto';
import { type CallFailure, type CallResult, mayHaveBeenApplied, type Refused } from './call-failure.js';
import { Deadline } from './deadline.js';
import type { Directory, ResourceKey } from './directory.js';
import {
  type ConnectError,
  ConnectInputViolation,
  ConnectInvalidInputError,
  ConnectResourceKind,
  ConnectResourceNotFoundError,
  type ExceptionName,
  type MutationError,
} from './errors.js';
import { checkInput } from './input-check.js';
import { InputReader } from './input-reader.js';
import type { Instances } from './instances.js';
import { Loaders } from './loaders.js';
import { errorOf } from './mutation-error.js';
import type { ConnectOperation, MutationOperation } from './operation.js';
import { ConnectReadError } from './read-error.js';
import type { Reader } from './reader.js';
import type { CallScope, OperationRunner } from './runner.js';
import type { SharedReads } from './shared-reads.js';

/** What every mutation's input may carry beside its own fields. */
export interface MutationInput {
  readonly clientToken?: string | null;
  readonly instanceId?: string | null;
}

/** How one mutation turns its input into a call, and the answer into its result. */
export interface MutationSteps<Input, CommandInput extends object, Output, Success, Refusal extends ConnectError> {
  /** The command's input, but for the instance and the token, which every mutation gets alike. */
  readonly toCommand: (input: Input, ids: InputReader) => Omit<CommandInput, 'InstanceId' | 'ClientToken'>;
  readonly toSuccess: (output: Output, call: MadeCall<CommandInput>) => Success;
  /** After Connect has refused: what it did not say. Null when nothing certain is found. */
  readonly diagnose?: (
    refusal: Refused,
    call: MadeCall<CommandInput>,
    /** For looking: with little time of its own, so that what is known is not held up. */
    connect: ConnectSession,
  ) => Promise<Refusal | null>;
}

export interface MadeCall<CommandInput> {
  readonly instanceId: string;
  readonly clientToken: string;
  readonly input: CommandInput;
}

/** Milliseconds that looking why Connect refused may take, and that must be left for it. */
const diagnosisMs = 2_000;
const diagnosisNeedsMs = 100;

/** What all requests have in common. */
export interface Shared {
  readonly instances: Instances;
  readonly reads: SharedReads;
  readonly directory: Directory;
  readonly runner: OperationRunner;
  /** Milliseconds for which equal searches for contacts share one answer. */
  readonly searchMaxAgeMs: number;
  /** Connect's clock. */
  readonly now: () => Date;
}

/** One request's view of Connect: its calls share the request's deadline, its reads are made once. */
export class ConnectSession implements Reader {
  #loaders: Loaders | null = null;
  #made: Set<string> | null = null;

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
  async run<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<CallResult<Output>> {
    const { scope, shared } = this;
    const call = () => shared.runner.run(operation, input, scope);
    if (operation.repeat !== 'read') return call();
    let ownCall = true;
    const result = await shared.reads.get(`${operation.name} ${JSON.stringify(input)}`, 0, call, () => {
      ownCall = false;
    });
    if (ownCall) return result;
    // Another request's time may have been shorter than this one's.
    if (!result.ok && ranOutOfTime(result.failure)) return call();
    scope.usage.sharedRead();
    return result;
  }

  /** @throws ConnectReadError */
  async read<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output> {
    const result = await this.run(operation, input);
    if (result.ok) return result.output;
    throw new ConnectReadError(operation.name, result.failure);
  }

  /** Null when Connect says that there is no such thing. @throws ConnectReadError */
  async readOrNull<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
  ): Promise<Output | null> {
    const result = await this.run(operation, input);
    if (result.ok) return result.output;
    const { failure } = result;
    if (failure.kind === 'refused' && failure.exception === 'ResourceNotFoundException') return null;
    throw new ConnectReadError(operation.name, failure);
  }

  /** The ARN of an instance: as configured or learned, else asked for once. @throws ConnectReadError */
  async instanceArn(instanceId: string): Promise<string> {
    const known = this.instances.find(instanceId)?.arn;
    if (known) return known;
    const arn = (await this.loaders.instance.load({ instanceId, id: instanceId }))?.Arn;
    if (!arn) throw new Error(`Connect gives no ARN for the instance ${instanceId}.`);
    return arn;
  }

  /** Remembers a contact that this request made: Connect's reads may not know it at once. */
  made(instanceId: string, contactId: string): void {
    this.#changed({ instanceId, id: contactId });
    this.#made ??= new Set();
    this.#made.add(`${instanceId}/${contactId}`);
  }

  /** This session with less time, and nothing read yet. */
  #within(ms: number): ConnectSession {
    const deadline = new Deadline(Math.min(ms, this.scope.deadline.remainingMs));
    return new ConnectSession({ ...this.scope, deadline }, this.shared);
  }

  /** Lets go of what this request, and the others, have read of a contact before it changed. */
  #changed(contact: ResourceKey): void {
    this.shared.reads.forgetContact(contact.instanceId, contact.id);
    this.#loaders?.contact.clear(contact);
    this.#loaders?.chain.clearAll();
  }

  madeHere(instanceId: string, contactId: string): boolean {
    return this.#made?.has(`${instanceId}/${contactId}`) ?? false;
  }

  /**
   * Runs a mutation from input to result: reads its ids, holds it against the model's constraints, makes the call, and
   * turns a failure into the error type that stands for it.
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
  ): Promise<Success | Refusal | MutationError<Names>> {
    const { requestId } = this.scope;
    // From here on the request's reads complete a mutation.
    this.scope.priority = 'finishing';
    const ids = new InputReader(this.instances, input.instanceId);
    const members = steps.toCommand(input, ids);
    const { instance } = ids;
    if (!instance) return noInstance(requestId);
    const clientToken = input.clientToken ?? randomUUID();
    const token = operation.repeat === 'token' ? { ClientToken: clientToken } : {};
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
    if (violations.length > 0) return new ConnectInvalidInputError({ requestId, violations });
    if (ids.missing) {
      return ConnectResourceNotFoundError.of(ids.missing.resource, ids.missing.id, { requestId });
    }

    const result = await this.run(operation, call.input);
    const contactId = (call.input as { ContactId?: string }).ContactId;
    if (contactId && (result.ok || mayHaveBeenApplied(result.failure)))
      this.#changed({ instanceId: call.instanceId, id: contactId });
    if (result.ok) return steps.toSuccess(result.output, call);
    const { failure } = result;
    if (steps.diagnose && failure.kind === 'refused' && this.scope.deadline.remainingMs > diagnosisNeedsMs) {
      const finding = await steps.diagnose(failure, call, this.#within(diagnosisMs));
      if (finding) return ids.inWordsOfInput(finding);
    }
    return ids.inWordsOfInput(errorOf(operation, failure, { requestId, clientToken }));
  }
}

function noInstance(requestId: string): ConnectResourceNotFoundError {
  const message = 'There is no instance that this caller may use.';
  return new ConnectResourceNotFoundError({
    ...{ requestId, message, retryable: false },
    resource: ConnectResourceKind.INSTANCE,
  });
}

/** The model's limit of ClientToken, which holds for the operations that have none too. */
const maxTokenLength = 500;

function checkToken(token: string): ConnectInputViolation[] {
  const { length } = [...token];
  if (length >= 1 && length <= maxTokenLength) return [];
  const message = `must have 1 to ${maxTokenLength} characters, not ${length}.`;
  return [new ConnectInputViolation(['clientToken'], message)];
}

function firstOfEachPath(violations: readonly ConnectInputViolation[]): ConnectInputViolation[] {
  const byPath = new Map<string, ConnectInputViolation>();
  for (const violation of violations) {
    const path = JSON.stringify(violation.path);
    if (!byPath.has(path)) byPath.set(path, violation);
  }
  return [...byPath.values()];
}

function ranOutOfTime(failure: CallFailure): boolean {
  return (
    (failure.kind === 'throttled' && failure.byGateway === true) || ('cause' in failure && failure.cause === 'timeout')
  );
}
