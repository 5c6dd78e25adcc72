import { type CallFailure, isConclusive, mayHaveBeenApplied, type Refused } from '../../errors/call-failure.js';
import { ConnectError } from '../../errors/connect-error.js';
import { type ExceptionName } from '../../errors/exceptions.js';
import { ConnectUnavailableError } from '../../errors/gateway-errors.js';
import { type MutationError } from '../../errors/mutation-errors.js';
import { ConnectReadError } from '../../errors/read-error.js';
import type { EarlierCall, Ending, Once } from '../../idempotency/idempotency.js';
import type { MutationOperation } from '../calls/operation.js';
import { resourcesIn } from '../session/audit.js';
import type { ConnectSession } from '../session/session.js';
import { errorOf, inDoubt, notMade, outcomeUnknown, storeFull, tokenReused } from './mutation-errors.js';
import type { MadeCall, MutationSteps } from './steps.js';
import { deserialize, type StoredResult, serialize } from './stored-result.js';

/** Milliseconds that looking after a call may take, and that must be left for it. */
const diagnosisBudgetMs = 2_000;
const leastDiagnosisMs = 100;

/** Resources that an operation changes, by the member of its input that names them. */
interface ChangedResources {
  readonly ContactId?: string;
  readonly InitialContactId?: string;
  readonly EvaluationId?: string;
  readonly FileId?: string;
  readonly UserId?: string;
}

/** Why the outcome is not known though this request's own call, if any, applied nothing. */
const earlierCalls: Readonly<Record<EarlierCall, string>> = {
  none: 'No conclusive answer came.',
  open: 'An earlier call with this token was not answered.',
  unknown:
    'This request applied nothing. An earlier call with this token may have been applied: the store of client tokens is or was away.',
};

/** One mutation's call, checked and ready to be made. */
export class IdempotentCall<
  Input,
  CommandInput extends object,
  Output extends object,
  Names extends ExceptionName,
  Success,
  Refusal extends ConnectError,
> {
  /** Output of this request's own call, where that holds credentials. */
  #output: Output | null = null;
  /** For the audit log: whether the result is an earlier request's. */
  replayed = false;
  /** For the audit log: Amazon's id of this request's call. */
  awsRequestId: string | null = null;
  /** For the audit log: ids in the answer. */
  returned: Readonly<Record<string, string>> = {};

  constructor(
    private readonly session: ConnectSession,
    private readonly operation: MutationOperation<CommandInput, Output, Names>,
    private readonly call: MadeCall<CommandInput>,
    private readonly steps: MutationSteps<Input, CommandInput, Output, Success, Refusal>,
  ) {}

  /**
   * Makes the call, unless its token was used before: then the first answer is given again. A call of which nobody knows
   * what became is made again only where Connect keeps its token; else the operation may know how to find out.
   */
  async result(): Promise<Success | Refusal | MutationError<Names>> {
    const { operation, call, steps } = this;
    const { scope, shared } = this.session;
    const { instanceId, clientToken, input } = call;
    const once: Once<Refusal | MutationError<Names>> = await shared.tokens.once(
      { caller: scope.caller.id, instanceId, operation: operation.mutation ?? operation.name, clientToken, input },
      { deadline: scope.deadline, withoutRecord: operation.repeat === 'token' },
      (earlier) => this.#make(earlier),
    );
    const facts = { requestId: scope.requestId, clientToken };
    this.replayed = 'replayed' in once && once.replayed;
    switch (once.kind) {
      case 'answered': {
        if (once.replayed) scope.stats.replayed();
        const answer = deserialize<Output, Refusal>(once.answer, steps.refusals ?? [], scope.requestId, this.#written);
        if ('refusal' in answer) return answer.refusal;
        this.returned = resourcesIn(answer.output);
        return operation.credentials ? this.#inFull(answer.output) : steps.toSuccess(answer.output, call);
      }
      case 'open':
      case 'not-applied':
        return once.replayed ? toRequest(once.failure, scope.requestId) : once.failure;
      case 'other-input':
        return tokenReused(facts);
      case 'under-way':
        return outcomeUnknown(operation, 'Another request with this token is still under way.', true, facts);
      case 'store-failed':
        return new ConnectUnavailableError({
          requestId: scope.requestId,
          message: `The gateway cannot keep client tokens at the moment, without which ${operation.name} is not safe. This request applied nothing.`,
          retryable: true,
        });
      case 'full':
        return storeFull(operation, once, scope.requestId);
    }
  }

  /**
   * The success with its credentials: as they have just come, or, since they are not kept, asked for by the same token.
   * Without them when that fails: a success stays one, and may be asked for again. A replay is asked for at no priority
   * over other reads, and for as long as its client is there.
   */
  async #inFull(kept: Output): Promise<Success> {
    const { session, operation, call, steps } = this;
    if (this.#output) return steps.toSuccess(this.#output, call);
    const prepared = await this.#prepare(session, true);
    if (prepared instanceof ConnectError) return steps.toSuccess(kept, call);
    const result = await session.shared.runner.run(operation, prepared.input, session.scope);
    // Another thing's: Connect has forgotten the token, and what was asked for is the first.
    const isSame = result.ok && operation.requires.every((member) => result.output[member] === kept[member]);
    return steps.toSuccess(isSame ? result.output : kept, call);
  }

  async #make(earlier: EarlierCall): Promise<Ending<Refusal | MutationError<Names>>> {
    const calls = earlier !== 'open' || this.operation.repeat === 'token';
    // Other requests with this token wait for it too, so it goes on without its client even where it only looks.
    const own = this.session.detached(calls ? 'finishing' : 'client');
    const prepared = await this.#prepare(own, earlier !== 'none');
    if (!(prepared instanceof ConnectError)) return this.#send(prepared, own, earlier);
    // Of this call nothing was applied; of an earlier one it is as open as before. A refusal that needed no call is not
    // recorded, also a lasting one: it cost its caller nothing, and must push out nothing that others have recorded.
    return earlier === 'none' ? { kind: 'not-applied', failure: prepared } : this.#open(null, undefined, earlier);
  }

  /** The call with what it needs to know first; an error when that cannot be read, or forbids the call. */
  async #prepare(
    session: ConnectSession,
    earlier: boolean,
  ): Promise<MadeCall<CommandInput> | Refusal | MutationError<Names>> {
    const { operation, call, steps } = this;
    if (!steps.prepare) return call;
    try {
      const found = await steps.prepare(call, session, earlier);
      return found instanceof ConnectError ? found : { ...call, input: { ...call.input, ...found } };
    } catch (error) {
      if (error instanceof ConnectReadError) return notMade(operation, error, this.#facts);
      throw error;
    }
  }

  async #send(
    call: MadeCall<CommandInput>,
    session: ConnectSession,
    earlier: EarlierCall,
  ): Promise<Ending<MutationError<Names>>> {
    const { operation, steps } = this;
    let failure: CallFailure | null = null;
    if (earlier !== 'open' || operation.repeat === 'token') {
      const result = await session.shared.runner.run(operation, call.input, session.scope);
      this.awsRequestId = result.ok ? result.awsRequestId : result.failure.awsRequestId;
      if (result.ok || mayHaveBeenApplied(result.failure)) this.#invalidate(call);
      if (result.ok) {
        if (operation.credentials) this.#output = result.output;
        return this.#answered({ output: result.output });
      }
      failure = result.failure;
      const ending = this.#withoutClaim(failure, earlier);
      if (ending) return ending;
      if (failure.kind === 'refused' && (earlier === 'none' || this.#settles(failure))) {
        const look = steps.diagnose && diagnosisSession(session);
        const refusal = look && (await steps.diagnose?.(failure, call, look));
        return this.#answered({ refusal: refusal ?? this.#errorOf(failure) });
      }
      if (!mayHaveBeenApplied(failure)) {
        if (earlier === 'none') return { kind: 'not-applied', failure: this.#errorOf(failure) };
        // Throttled or not reached: that says what to do, and nothing of an earlier call.
        if (earlier === 'unknown' && failure.kind !== 'refused') {
          return { kind: 'not-applied', failure: inDoubt(this.#errorOf(failure)) };
        }
      }
    }
    // Of an earlier call the failure of this one says nothing, unless this one too may have been applied.
    const about = earlier === 'none' || (earlier === 'unknown' && failure && mayHaveBeenApplied(failure));
    return this.#readBack(call, session, about ? failure : null, earlier);
  }

  /**
   * Refusals by Connect that must not settle a token. An IdempotencyException is about another input, which may be the one
   * that was applied. Missing permissions say nothing of an earlier call, of which there may be no record: where Connect
   * keeps the token, it stays free, and brings that call's result once they are granted.
   */
  #withoutClaim(failure: CallFailure, earlier: EarlierCall): Ending<MutationError<Names>> | null {
    if (failure.kind !== 'refused') return null;
    const isReused = failure.exception === 'IdempotencyException';
    // Of a call that was prepared anew it only says that the earlier one was prepared otherwise.
    if (isReused && earlier !== 'none' && !this.#settles(failure)) return null;
    if (isReused) return { kind: earlier === 'open' ? 'open' : 'not-applied', failure: this.#errorOf(failure) };
    const isDenied = failure.exception === 'AccessDeniedException' && this.operation.repeat === 'token';
    return isDenied && earlier === 'none' ? { kind: 'not-applied', failure: this.#errorOf(failure) } : null;
  }

  /** The prepared input may differ from the earlier call's: a refusal then says nothing of that one. */
  #settles(refusal: Refused): boolean {
    const { prepare, preparesAlike } = this.steps;
    return isConclusive(refusal) && (!prepare || preparesAlike === true);
  }

  /** Finds out, where the operation knows how, what became of a call that may have been applied. */
  async #readBack(
    call: MadeCall<CommandInput>,
    session: ConnectSession,
    failure: CallFailure | null,
    earlier: EarlierCall,
  ): Promise<Ending<MutationError<Names>>> {
    const { steps } = this;
    const look = steps.reconcile && diagnosisSession(session);
    if (!steps.reconcile || !look) return this.#open(failure, undefined, earlier);
    try {
      const found = await steps.reconcile(call, look);
      return 'notApplied' in found ? this.#open(failure, found.notApplied, earlier) : this.#answered(found);
    } catch (error) {
      if (error instanceof ConnectReadError) return this.#open(failure, undefined, earlier);
      throw error;
    }
  }

  /**
   * Where there is no record of an earlier call, none is made of a call that was certainly not applied either: it may have
   * had another input than the one that was, whose token this is.
   *
   * @param failure Of this request's call; null when it is about an earlier one.
   * @param why What a look has shown against its having been applied.
   */
  #open(failure: CallFailure | null, why: string | undefined, earlier: EarlierCall): Ending<MutationError<Names>> {
    const { operation, steps } = this;
    const again = operation.repeat === 'token' || (steps.reconcile !== undefined && why === undefined);
    const error = failure
      ? this.#errorOf(failure, again)
      : outcomeUnknown(operation, why ?? earlierCalls[earlier], again, this.#facts);
    return { kind: failure === null && earlier === 'unknown' ? 'not-applied' : 'open', failure: error };
  }

  /** Invalidates the reads of the resources that the input and the call name, and all of this request's own. */
  #invalidate(call: MadeCall<CommandInput>): void {
    const inputs: ChangedResources[] = [this.call.input, call.input];
    const ids = inputs.flatMap(({ ContactId, InitialContactId, EvaluationId, FileId, UserId }) => [
      ...[ContactId, InitialContactId, EvaluationId, FileId, UserId],
    ]);
    this.session.readAnew();
    for (const id of new Set(ids)) {
      if (id) this.session.invalidate({ instanceId: call.instanceId, id });
    }
  }

  #answered(answer: StoredResult<object, ConnectError>): Ending<never> {
    const text = serialize(answer, this.operation.requires, this.#written);
    return { kind: 'answered', answer: text, outcome: 'output' in answer ? 'effect' : 'refusal' };
  }

  #errorOf(failure: CallFailure, again?: boolean): MutationError<Names> {
    return errorOf(this.operation, failure, this.#facts, again);
  }

  /** The client's input, for which the token stands. */
  get #written() {
    const { input, clientToken } = this.call;
    return { input, clientToken };
  }

  get #facts() {
    const { call, session } = this;
    return { requestId: session.scope.requestId, clientToken: call.clientToken };
  }
}

/** A session for looking, with little time of its own, so that what is known is not held up; null without time. */
function diagnosisSession(session: ConnectSession): ConnectSession | null {
  return session.scope.deadline.remainingMs > leastDiagnosisMs ? session.withTimeout(diagnosisBudgetMs) : null;
}

/** The same error, in answer to another request. */
function toRequest<Error extends ConnectError>(error: Error, requestId: string): Error {
  return Object.assign(Object.create(Object.getPrototypeOf(error)), error, { requestId });
}
