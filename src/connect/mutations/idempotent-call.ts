import { type CallFailure, isConclusive, mayHaveBeenApplied, type Refused } from '../../errors/call-failure.js';
import { ConnectError } from '../../errors/connect-error.js';
import { type ExceptionName } from '../../errors/exceptions.js';
import { ConnectUnavailableError } from '../../errors/gateway-errors.js';
import { type MutationError } from '../../errors/mutation-errors.js';
import { ConnectReadError } from '../../errors/read-error.js';
import type { EarlierCall, Ending, Once } from '../../idempotency/idempotency.js';
import { changedResources, type MutationOperation } from '../calls/operation.js';
import { resourcesIn } from '../session/audit.js';
import type { ConnectSession } from '../session/session.js';
import { errorOf, inDoubt, notMade, outcomeUnknown, storeFull, tokenReused } from './mutation-errors.js';
import type { MutationCall, MutationSteps } from './steps.js';
import { deserialize, type StoredResult, serialize } from './stored-result.js';

/** Maximum time for the reads after a call, and minimum remaining time to start these reads, in milliseconds. */
const diagnosisBudgetMs = 2_000;
const leastDiagnosisMs = 100;

/** Messages for an unknown outcome that is not due to this request's own call, by the state of the earlier call. */
const doubtReasons: Readonly<Record<EarlierCall, string>> = {
  none: 'No conclusive answer came.',
  open: 'An earlier call with this token was not answered.',
  unknown:
    'This request applied nothing. An earlier call with this token may have been applied: the store of client tokens is or was unavailable.',
};

/** Call of one mutation with checked input, applied at most once per client token. */
export class IdempotentCall<
  Input,
  CommandInput extends object,
  Output extends object,
  Names extends ExceptionName,
  Success,
  Refusal extends ConnectError,
> {
  /** Output of this request's own call, if it contains credentials. */
  #output: Output | null = null;
  /** Whether the result is a replay of another request's result. For the audit log. */
  replayed = false;
  /** AWS request id of this request's call. For the audit log. */
  awsRequestId: string | null = null;
  /** Ids in the output. For the audit log. */
  returned: Readonly<Record<string, string>> = {};

  constructor(
    private readonly session: ConnectSession,
    private readonly operation: MutationOperation<CommandInput, Output, Names>,
    private readonly call: MutationCall<CommandInput>,
    private readonly steps: MutationSteps<Input, CommandInput, Output, Success, Refusal>,
  ) {}

  /**
   * Makes the call, or replays the result of an earlier call with the same client token. A call in doubt is repeated
   * only if it has a ClientToken. Otherwise its outcome is reconciled, if the operation has a reconcile step.
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
        const answer = deserialize<Output, Refusal>(
          once.answer,
          steps.refusalClasses ?? [],
          scope.requestId,
          this.#clientInput,
        );
        if ('refusal' in answer) return answer.refusal;
        this.returned = resourcesIn(answer.output);
        return operation.credentials ? this.#withCredentials(answer.output) : steps.toSuccess(answer.output, call);
      }
      case 'open':
      case 'not-applied':
        return once.replayed ? withRequestId(once.failure, scope.requestId) : once.failure;
      case 'other-input':
        return tokenReused(facts);
      case 'under-way':
        return outcomeUnknown(operation, 'Another request with this token is still under way.', true, facts);
      case 'store-failed':
        return new ConnectUnavailableError({
          requestId: scope.requestId,
          message: `The gateway cannot keep client tokens at the moment. ${operation.name} is not safe without a record. This request applied nothing.`,
          retryable: true,
        });
      case 'full':
        return storeFull(operation, once, scope.requestId);
    }
  }

  /**
   * Returns the success with its credentials. They come from this request's output. For a replay they come from another
   * call with the same token, because credentials are never stored. This call has `client` priority, and is aborted
   * when the client has gone. If it fails, the success has no credentials; the client may send the mutation again.
   */
  async #withCredentials(kept: Output): Promise<Success> {
    const { session, operation, call, steps } = this;
    if (this.#output) return steps.toSuccess(this.#output, call);
    const prepared = await this.#prepare(session, true);
    if (prepared instanceof ConnectError) return steps.toSuccess(kept, call);
    const result = await session.shared.runner.run(operation, prepared.input, session.scope);
    // Other ids mean that Connect no longer keeps the token and has created a new resource.
    const isSame = result.ok && operation.requires.every((member) => result.output[member] === kept[member]);
    return steps.toSuccess(isSame ? result.output : kept, call);
  }

  async #make(earlier: EarlierCall): Promise<Ending<Refusal | MutationError<Names>>> {
    const mayCall = earlier !== 'open' || this.operation.repeat === 'token';
    // Other requests with this token may wait for the result, so the work continues after this client has gone.
    const own = this.session.detached(mayCall ? 'finishing' : 'client');
    const prepared = await this.#prepare(own, earlier !== 'none');
    if (!(prepared instanceof ConnectError)) return this.#send(prepared, own, earlier);
    // This request applied nothing; an earlier call stays in doubt. A refusal without a call is never recorded: it
    // costs the caller nothing, so it must not evict the records of others.
    return earlier === 'none' ? { kind: 'not-applied', failure: prepared } : this.#open(null, undefined, earlier);
  }

  /** Returns the call with its prepared input, or an error if `prepare` fails or refuses the call. */
  async #prepare(
    session: ConnectSession,
    mayBeApplied: boolean,
  ): Promise<MutationCall<CommandInput> | Refusal | MutationError<Names>> {
    const { operation, call, steps } = this;
    if (!steps.prepare) return call;
    try {
      const found = await steps.prepare(call, session, mayBeApplied);
      return found instanceof ConnectError ? found : { ...call, input: { ...call.input, ...found } };
    } catch (error) {
      if (error instanceof ConnectReadError) return notMade(operation, error, this.#facts);
      throw error;
    }
  }

  async #send(
    call: MutationCall<CommandInput>,
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
      const ending = this.#unrecordedEnding(failure, earlier);
      if (ending) return ending;
      if (failure.kind === 'refused' && (earlier === 'none' || this.#settlesEarlier(failure))) {
        const reader = steps.diagnose && diagnosisSession(session);
        const refusal = reader && (await steps.diagnose?.(failure, call, reader));
        return this.#answered({ refusal: refusal ?? this.#errorOf(failure) });
      }
      if (!mayHaveBeenApplied(failure)) {
        if (earlier === 'none') return { kind: 'not-applied', failure: this.#errorOf(failure) };
        // The client must know that this call was throttled or not made, but the earlier call stays in doubt.
        if (earlier === 'unknown' && failure.kind !== 'refused') {
          return { kind: 'not-applied', failure: inDoubt(this.#errorOf(failure)) };
        }
      }
    }
    // After an open record, the doubt is about the recorded call. If records may be missing, the doubt is about this
    // call only if it may have been applied.
    const isAboutThisCall = earlier === 'none' || (earlier === 'unknown' && failure && mayHaveBeenApplied(failure));
    return this.#reconcile(call, session, isAboutThisCall ? failure : null, earlier);
  }

  /**
   * Returns the ending of a refusal that must not be stored as the result of the token; null for other failures. After
   * an IdempotencyException another input may have been applied. After an AccessDeniedException of a call with a
   * ClientToken there may be an earlier, unrecorded call, whose result Connect returns once permission is granted.
   */
  #unrecordedEnding(failure: CallFailure, earlier: EarlierCall): Ending<MutationError<Names>> | null {
    if (failure.kind !== 'refused') return null;
    const isReused = failure.exception === 'IdempotencyException';
    // The input was prepared again, so the exception may only mean that the earlier call's prepared input was
    // different.
    if (isReused && earlier !== 'none' && !this.#settlesEarlier(failure)) return null;
    if (isReused) return { kind: earlier === 'open' ? 'open' : 'not-applied', failure: this.#errorOf(failure) };
    const isDenied = failure.exception === 'AccessDeniedException' && this.operation.repeat === 'token';
    return isDenied && earlier === 'none' ? { kind: 'not-applied', failure: this.#errorOf(failure) } : null;
  }

  /**
   * Whether a refusal also settles an earlier call. It does not if that call's prepared input may have been different.
   */
  #settlesEarlier(refusal: Refused): boolean {
    const { prepare, prepareIsDeterministic } = this.steps;
    return isConclusive(refusal) && (!prepare || prepareIsDeterministic === true);
  }

  /** Reconciles a call that may have been applied, if the operation has a reconcile step. */
  async #reconcile(
    call: MutationCall<CommandInput>,
    session: ConnectSession,
    failure: CallFailure | null,
    earlier: EarlierCall,
  ): Promise<Ending<MutationError<Names>>> {
    const { steps } = this;
    const reader = steps.reconcile && diagnosisSession(session);
    if (!steps.reconcile || !reader) return this.#open(failure, undefined, earlier);
    try {
      const found = await steps.reconcile(call, reader);
      // Connect may have made the change after the call. Reads that were cached in between do not show it.
      if ('output' in found) this.#invalidate(call);
      return 'notApplied' in found ? this.#open(failure, found.notApplied, earlier) : this.#answered(found);
    } catch (error) {
      if (error instanceof ConnectReadError) return this.#open(failure, undefined, earlier);
      throw error;
    }
  }

  /**
   * Returns the ending of a call in doubt. If an earlier call may exist without a record, and this request's call was
   * not applied, nothing is recorded: the earlier call may have had another input.
   *
   * @param failure Failure of this request's call; null if the doubt is about an earlier call.
   * @param why Evidence, found by the reconciliation, that the call was not applied.
   */
  #open(failure: CallFailure | null, why: string | undefined, earlier: EarlierCall): Ending<MutationError<Names>> {
    const { operation, steps } = this;
    const again = operation.repeat === 'token' || (steps.reconcile !== undefined && why === undefined);
    const error = failure
      ? this.#errorOf(failure, again)
      : outcomeUnknown(operation, why ?? doubtReasons[earlier], again, this.#facts);
    return { kind: failure === null && earlier === 'unknown' ? 'not-applied' : 'open', failure: error };
  }

  /**
   * Invalidates all reads of this request, and the cached reads of the resources that the call changes. Their ids come
   * from the input before `prepare` and from the input after `prepare`.
   */
  #invalidate(call: MutationCall<CommandInput>): void {
    this.session.invalidateReads();
    for (const input of new Set([this.call.input, call.input])) {
      for (const { kind, id } of changedResources(this.operation, input)) {
        this.session.invalidate(kind, { instanceId: call.instanceId, id });
      }
    }
  }

  #answered(answer: StoredResult<object, ConnectError>): Ending<never> {
    const text = serialize(answer, this.operation.requires, this.#clientInput);
    return { kind: 'answered', answer: text, outcome: 'output' in answer ? 'effect' : 'refusal' };
  }

  #errorOf(failure: CallFailure, again?: boolean): MutationError<Names> {
    return errorOf(this.operation, failure, this.#facts, again);
  }

  /** Input before `prepare` and client token, whose texts a stored result may refer to. */
  get #clientInput() {
    const { input, clientToken } = this.call;
    return { input, clientToken };
  }

  get #facts() {
    const { call, session } = this;
    return { requestId: session.scope.requestId, clientToken: call.clientToken };
  }
}

/** Returns a session with a short deadline for the reads after a call; null if too little time is left. */
function diagnosisSession(session: ConnectSession): ConnectSession | null {
  return session.scope.deadline.remainingMs > leastDiagnosisMs ? session.withTimeout(diagnosisBudgetMs) : null;
}

/** Returns a copy of an error with the id of another request. */
function withRequestId<Error extends ConnectError>(error: Error, requestId: string): Error {
  return Object.assign(Object.create(Object.getPrototypeOf(error)), error, { requestId });
}
