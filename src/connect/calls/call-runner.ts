import type { Logger } from 'pino';
import { operationModel, structure } from '#connect-model';
import {
  type CallFailure,
  type CallResult,
  cancelledFailure,
  isConclusive,
  mayHaveBeenApplied,
} from '../../errors/call-failure.js';
import type { CancelSignal, Waiters } from '../../lib/waiters.js';
import type { LeaderCandidate, PermitRequest } from '../limits/fair-rate-limiter.js';
import type { OperationPolicy } from '../limits/operation-policy.js';
import { type Attempt, attachAttempt, CallCancelled, TransportError } from '../transport/attempt.js';
import { callFailure } from '../transport/classify-failure.js';
import type { Client } from '../transport/sdk-client.js';
import type { RequestTrace } from './call-observer.js';
import type { ConnectOperation } from './operation.js';
import { checkAnswer } from './output-check.js';
import type { RequestStats } from './request-stats.js';

/** For whom a call is made, and how it stands among others. */
export interface CallScope extends PermitRequest {
  /** All who wait for the read of which the call is a part, where requests share it. */
  readonly sharedBy?: Waiters<CallScope> | undefined;
  /** `authenticated` where its id is that of a token's issuer and subject, and no address. */
  readonly caller: PermitRequest['caller'] & { readonly authenticated?: boolean };
  readonly requestId: string;
  readonly stats: RequestStats;
  /** Where the request is traced. */
  readonly trace?: RequestTrace | undefined;
}

/** The first attempt and two more, as the SDK's own default. */
const maxAttempts = 3;
/** The longest first pause between attempts, in milliseconds; it doubles with each, and is drawn at random below. */
const firstPauseMs = 100;
/** With less time left, in milliseconds, a call is not begun: it could only end with its outcome unknown. */
const shortestAttemptMs = 20;

/**
 * Makes every call to Connect: each in its turn, within its attempt's time and the request's deadline, again only where
 * that is safe, and logged in one line. A call whose clients have all gone is given up, wherever it stands. It never
 * throws: a call that brings no answer to use is a CallFailure.
 */
export class CallRunner {
  constructor(
    private readonly client: Client,
    private readonly policyOf: (operation: string) => OperationPolicy,
    private readonly attemptTimeoutMs: number,
    private readonly log: Logger,
  ) {}

  async run<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
    scope: CallScope,
    candidate?: LeaderCandidate,
  ): Promise<CallResult<Output>> {
    let openQuestion: CallFailure | null = null;
    for (let count = 1; ; count++) {
      const result = await this.policyOf(operation.name).execute(
        scope,
        (onSent) => this.#attempt(operation, input, scope, count, onSent),
        (ms) => scope.stats.waited(operation.name, ms),
        candidate,
      );
      if (result.ok) return result;
      // Another has made it.
      if (candidate?.isFollower) return result;
      const { failure } = result;
      scope.stats.failed(operation.name, failure);
      // A read leaves nothing open: what Connect says of the next attempt holds.
      if (operation.repeat !== 'read' && mayHaveBeenApplied(failure)) openQuestion = failure;
      const pauseMs = failure.retryAfterMs ?? Math.random() * firstPauseMs * 2 ** (count - 1);
      const again =
        count < maxAttempts &&
        mayRepeat(operation.repeat, failure, count) &&
        (await scope.deadline.wait(pauseMs, scope.gone?.()));
      if (again) continue;
      if (scope.gone?.().aborted) return { ok: false, failure: cancelledFailure() };
      return { ok: false, failure: openQuestion && !isConclusive(failure) ? openQuestion : failure };
    }
  }

  async #attempt<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
    scope: CallScope,
    count: number,
    onSent: () => void,
  ): Promise<CallResult<Output>> {
    const trace = scope.trace?.call(operation.name, count);
    const attempt: Attempt = {
      emptyAnswerAllowed: returnsNothing(operation.name),
      freshConnection: operation.repeat === 'never',
      sent: false,
      onSent,
      awsRequestId: null,
      status: null,
      retryAfterMs: null,
      skewMs: 0,
      extraHeaders: trace?.headers,
    };
    scope.stats.called(operation.name);
    const startedAt = performance.now();
    const result = await this.#send(operation, input, attempt, scope);
    const ms = performance.now() - startedAt;
    const outcome = result.ok ? 'ok' : result.failure.kind;
    scope.stats.attempted(operation.name, count, outcome, ms);
    trace?.ended(outcome, attempt);
    this.log.info(
      {
        requestId: scope.requestId,
        operation: operation.name,
        attempt: count,
        status: attempt.status,
        outcome,
        ...(result.ok ? {} : failureDetail(result.failure)),
        awsRequestId: attempt.awsRequestId,
        malformed: attempt.malformed || undefined,
        ms: Math.round(ms),
      },
      'connect call',
    );
    return result;
  }

  async #send<Input extends object, Output extends object>(
    operation: ConnectOperation<Input, Output>,
    input: Input,
    attempt: Attempt,
    scope: CallScope,
  ): Promise<CallResult<Output>> {
    try {
      // An input of its own, since two attempts of a call that was shared may be under way.
      const command = new operation.command({ ...input });
      attachAttempt(command.input, attempt);
      const timeoutMs = Math.min(this.attemptTimeoutMs, scope.deadline.remainingMs);
      if (timeoutMs < shortestAttemptMs) throw new TransportError('timeout', 'No time is left for a call.');
      const call = this.client.sdk.send(command as never);
      const output = (await withinTime(timeoutMs, scope.gone?.(), attempt, call)) as Output;
      attempt.malformed = checkAnswer(operation.name, output);
      const always = [...operation.requires, ...(operation.credentials ?? [])];
      const missing = always.find((member) => output[member] === undefined || output[member] === '');
      if (missing) throw new TransportError('foreign-answer', `An answer without ${missing}.`);
      return { ok: true, output, awsRequestId: attempt.awsRequestId };
    } catch (error) {
      return { ok: false, failure: callFailure(error, attempt) };
    }
  }
}

function mayRepeat(repeat: ConnectOperation<object, object>['repeat'], failure: CallFailure, count: number): boolean {
  switch (failure.kind) {
    case 'refused':
    case 'cancelled':
      return false;
    case 'throttled':
      return !failure.byGateway;
    case 'unavailable':
      // The SDK sets its clock, and asks for fresh credentials, after the first refusal; more of them change nothing.
      if (failure.cause === 'credentials' || failure.cause === 'clock') return count === 1;
      return !['certificate', 'proxy', 'breaker'].includes(failure.cause);
    default:
      return repeat !== 'never' && mayHaveBeenApplied(failure);
  }
}

/**
 * Times the whole attempt, the search for credentials included, and destroys its socket when the time is up or all who
 * wait for it have gone.
 */
async function withinTime<T>(
  timeoutMs: number,
  gone: CancelSignal | undefined,
  attempt: Attempt,
  call: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onGone = () => {};
  const givenUp = new Promise<never>((_resolve, reject) => {
    const giveUp = (error: Error) => {
      attempt.givenUp = error;
      attempt.abort?.(error);
      reject(error);
    };
    timer = setTimeout(() => {
      // With credentials at hand, what has not left by now waits for a connection that cannot be made.
      const fault = attempt.abort && !attempt.sent ? 'connection' : 'timeout';
      giveUp(new TransportError(fault, `No answer within ${Math.round(timeoutMs)} ms.`));
    }, timeoutMs);
    onGone = () => giveUp(new CallCancelled());
    gone?.addEventListener('abort', onGone);
  });
  try {
    return await Promise.race([call, givenUp]);
  } finally {
    clearTimeout(timer);
    gone?.removeEventListener('abort', onGone);
  }
}

/** The parts of a failure for the log: names alone. By the AWS request id CloudTrail shows Amazon's own message. */
function failureDetail(failure: CallFailure): object {
  switch (failure.kind) {
    case 'refused':
      return { exception: failure.exception };
    case 'unknown':
    case 'unavailable':
      return { cause: failure.cause };
    case 'cancelled':
      return { cause: 'client-gone' };
    case 'internal':
    case 'throttled':
    case 'unexpected':
      return {};
  }
}

/** Whether the service model says that an operation answers with nothing. */
function returnsNothing(operation: string): boolean {
  const { output } = operationModel(operation);
  return output === null || structure(output).members.length === 0;
}
