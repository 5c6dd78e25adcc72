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
import { FairTurns } from '../limits/fair-turns.js';
import type { OperationPolicy } from '../limits/operation-policy.js';
import { type Attempt, attachAttempt, CallCancelled, TransportError } from '../transport/attempt.js';
import { callFailure } from '../transport/classify-failure.js';
import type { Client } from '../transport/sdk-client.js';
import type { RequestTrace } from './call-observer.js';
import type { ConnectOperation } from './operation.js';
import { checkOutput } from './output-check.js';
import type { RequestStats } from './request-stats.js';

/** Scope of a call: its caller, priority, deadline and statistics. */
export interface CallScope extends PermitRequest {
  /** Requests that wait for the shared read of which this call is a part. */
  readonly sharedBy?: Waiters<CallScope> | undefined;
  /** `authenticated` is true when the id comes from a token's issuer and subject, and not from an IP address. */
  readonly caller: PermitRequest['caller'] & { readonly authenticated?: boolean };
  readonly requestId: string;
  readonly stats: RequestStats;
  /** Trace of the request; undefined if the request is not traced. */
  readonly trace?: RequestTrace | undefined;
}

/** Maximum number of attempts of a call, equal to the SDK's default. */
const maxAttempts = 3;
/**
 * Maximum pause before the second attempt, in milliseconds. The maximum doubles for each further attempt. The pause is
 * random up to the maximum.
 */
const firstPauseMs = 100;
/** Minimum time for an attempt, in milliseconds. With less time the outcome would probably be unknown. */
const shortestAttemptMs = 20;

/**
 * Makes all calls to Connect. The runner applies the operation's policy, the attempt timeout and the request's
 * deadline, and repeats a failed call only where that is safe. Each attempt is one log line. A call is aborted when no
 * client waits for it any more. The runner never throws: a failed call is a `CallFailure`.
 */
export class CallRunner {
  /**
   * To send a call takes half a millisecond, and one request can make 190 at once if no quota slows them down. With the
   * turns, other callers wait for a few of these calls, not for all.
   */
  readonly #turns = new FairTurns();

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
    let inDoubt: CallFailure | null = null;
    for (let count = 1; ; count++) {
      await this.#turns.turn(scope.caller.id, scope.gone?.());
      const result = await this.policyOf(operation.name).execute(
        scope,
        (onSent) => this.#attempt(operation, input, scope, count, onSent),
        (ms) => scope.stats.waited(operation.name, ms),
        candidate,
      );
      if (result.ok) return result;
      // Another candidate makes the call.
      if (candidate?.isFollower) return result;
      const { failure } = result;
      scope.stats.failed(operation.name, failure);
      // A read changes nothing, so a failed attempt leaves no doubt.
      if (operation.repeat !== 'read' && mayHaveBeenApplied(failure)) inDoubt = failure;
      const pauseMs = failure.retryAfterMs ?? Math.random() * firstPauseMs * 2 ** (count - 1);
      const again =
        count < maxAttempts &&
        mayRepeat(operation.repeat, failure, count) &&
        (await scope.deadline.wait(pauseMs, scope.gone?.()));
      if (again) continue;
      if (scope.gone?.().aborted) return { ok: false, failure: cancelledFailure() };
      return { ok: false, failure: inDoubt && !isConclusive(failure) ? inDoubt : failure };
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
      // Each attempt needs its own copy of the input, because several attempts with this input may be in flight.
      const command = new operation.command({ ...input });
      attachAttempt(command.input, attempt);
      const timeoutMs = Math.min(this.attemptTimeoutMs, scope.deadline.remainingMs);
      if (timeoutMs < shortestAttemptMs) throw new TransportError('timeout', 'No time is left for the call.');
      const call = this.client.sdk.send(command as never);
      const output = (await withinTime(timeoutMs, scope.gone?.(), attempt, call)) as Output;
      attempt.malformed = checkOutput(operation.name, output);
      const always = [...operation.requires, ...(operation.credentials ?? [])];
      const missing = always.find((member) => output[member] === undefined || output[member] === '');
      if (missing) throw new TransportError('foreign-answer', `The output has no ${missing}.`);
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
      // The SDK adjusts its clock and renews its credentials after the first refusal. A further repeat would not help.
      if (failure.cause === 'credentials' || failure.cause === 'clock') return count === 1;
      return !['certificate', 'proxy', 'breaker'].includes(failure.cause);
    default:
      return repeat !== 'never' && mayHaveBeenApplied(failure);
  }
}

/**
 * Limits the time of an attempt, including the lookup of credentials. Destroys its socket on timeout, or when no client
 * waits any more.
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
      // The request has its credentials but was never sent, so the connection could not be made in time.
      const fault = attempt.abort && !attempt.sent ? 'connection' : 'timeout';
      giveUp(new TransportError(fault, `No response within ${Math.round(timeoutMs)} ms.`));
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

/**
 * Returns the log fields of a failure. They hold no message text; CloudTrail has Amazon's message under the AWS request
 * id.
 */
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

/** Whether an operation has no output according to the service model. */
function returnsNothing(operation: string): boolean {
  const { output } = operationModel(operation);
  return output === null || structure(output).members.length === 0;
}
