import type { Ending, Once } from '../idempotency/idempotency.js';
import { type CallFailure, mayHaveBeenApplied, settles } from './call-failure.js';
import { type ConnectError, ConnectUnavailableError, type ExceptionName, type MutationError } from './errors.js';
import { errorOf, outcomeUnknown, tokenReused } from './mutation-error.js';
import type { MutationOperation } from './operation.js';
import { ConnectReadError } from './read-error.js';
import { answerOf, answerText, type RememberedAnswer } from './remembered-answer.js';
import type { ConnectSession, MadeCall, MutationSteps } from './session.js';

/** Milliseconds that looking after a call may take, and that must be left for it. */
const lookMs = 2_000;
const lookNeedsMs = 100;

/** What an operation changes, by the member of its input that names it. */
interface ChangedThings {
  readonly ContactId?: string;
  readonly EvaluationId?: string;
  readonly FileId?: string;
}

/** One mutation's call, checked and ready to be made. */
export class OnceCall<
  Input,
  CommandInput extends object,
  Output extends object,
  Names extends ExceptionName,
  Success,
  Refusal extends ConnectError,
> {
  /** What Connect answered to this request's own call; null where none was answered. */
  #output: Output | null = null;

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
    const once: Once<MutationError<Names>> = await shared.tokens.once(
      { caller: scope.caller.id, instanceId, operation: operation.name, clientToken, input },
      { deadline: scope.deadline, withoutRecord: operation.repeat === 'token' },
      (earlier) => this.#make(earlier),
    );
    const facts = { requestId: scope.requestId, clientToken };
    switch (once.kind) {
      case 'answered': {
        if (once.replayed) scope.usage.replayed();
        const answer = answerOf<Output, Refusal>(once.answer, steps.refusals ?? [], scope.requestId);
        if ('refusal' in answer) return answer.refusal;
        return steps.toSuccess({ ...answer.output, ...(await this.#secrets()) }, call);
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
    }
  }

  async #make(earlier: boolean): Promise<Ending<MutationError<Names>>> {
    const { session, operation, call, steps } = this;
    let failure: CallFailure | null = null;
    if (!earlier || operation.repeat === 'token') {
      const result = await session.shared.runner.run(operation, call.input, session.scope);
      const { ContactId, EvaluationId, FileId } = call.input as ChangedThings;
      const id = ContactId ?? EvaluationId ?? FileId;
      if (id && (result.ok || mayHaveBeenApplied(result.failure))) session.changed({ instanceId: call.instanceId, id });
      if (result.ok) {
        this.#output = result.output;
        return this.#answered({ output: result.output });
      }
      failure = result.failure;
      if (failure.kind === 'refused' && (!earlier || settles(failure))) {
        const look = steps.diagnose && this.#look();
        const refusal = look && (await steps.diagnose?.(failure, call, look));
        return this.#answered({ refusal: refusal ?? this.#errorOf(failure) });
      }
      if (!earlier && !mayHaveBeenApplied(failure)) return { kind: 'not-applied', failure: this.#errorOf(failure) };
    }
    return this.#readBack(earlier ? null : failure);
  }

  /** Finds out, where the operation knows how, what became of a call that may have been applied. */
  async #readBack(failure: CallFailure | null): Promise<Ending<MutationError<Names>>> {
    const { operation, call, steps } = this;
    const open = (why?: string): Ending<MutationError<Names>> => {
      const again = operation.repeat === 'token' || (steps.readBack !== undefined && why === undefined);
      const error = failure
        ? this.#errorOf(failure, again)
        : outcomeUnknown(operation, why ?? 'An earlier call with this token was not answered.', again, this.#facts);
      return { kind: 'open', failure: error };
    };
    const look = steps.readBack && this.#look();
    if (!steps.readBack || !look) return open();
    try {
      const found = await steps.readBack(call, look);
      return 'notApplied' in found ? open(found.notApplied) : this.#answered(found);
    } catch (error) {
      if (error instanceof ConnectReadError) return open();
      throw error;
    }
  }

  /**
   * Members of Connect's answer that are not kept: of this request's own call, else of another with the same token, which
   * has no second effect. None when that fails, since a success stays one.
   */
  async #secrets(): Promise<Partial<Output>> {
    const { operation, call, session } = this;
    if (!operation.secret) return {};
    let output = this.#output;
    if (!output) {
      const result = await session.shared.runner.run(operation, call.input, session.scope);
      if (result.ok) output = result.output;
    }
    return Object.fromEntries(operation.secret.map((name) => [name, output?.[name]])) as Partial<Output>;
  }

  #answered(answer: RememberedAnswer<object, ConnectError>): Ending<never> {
    return { kind: 'answered', answer: answerText(answer, this.operation.requires) };
  }

  /** A session for looking, with little time of its own, so that what is known is not held up; null without time. */
  #look(): ConnectSession | null {
    const { session } = this;
    return session.scope.deadline.remainingMs > lookNeedsMs ? session.within(lookMs) : null;
  }

  #errorOf(failure: CallFailure, again?: boolean): MutationError<Names> {
    return errorOf(this.operation, failure, this.#facts, again);
  }

  get #facts() {
    const { call, session } = this;
    return { requestId: session.scope.requestId, clientToken: call.clientToken, input: call.input };
  }
}

/** The same error, in answer to another request. */
function toRequest<Error extends ConnectError>(error: Error, requestId: string): Error {
  return Object.assign(Object.create(Object.getPrototypeOf(error)), error, { requestId });
}
