import type { Quota } from '#connect-model';
import { type CallResult, cancelledFailure } from '../../errors/call-failure.js';
import type { Deadline } from '../../lib/deadline.js';
import { CircuitBreaker, type HealthSignal } from './circuit-breaker.js';
import { FairRateLimiter, type LeaderCandidate, type PermitRequest } from './fair-rate-limiter.js';
import { LatencyEstimate } from './latency-estimate.js';

/** Bounds of the number of failures that open the circuit breaker, and their shortest time window in milliseconds. */
const fewestFailures = 6;
const mostFailures = 25;
const failuresWithinMs = 5_000;
/** Maximum wait for the circuit breaker's probe, in milliseconds. */
const longestProbeWaitMs = 1_000;

/** The policy of one operation: its circuit breaker, then its rate limiter. */
export class OperationPolicy {
  readonly #breaker: CircuitBreaker;
  readonly #limiter: FairRateLimiter | null;
  readonly #latency = new LatencyEstimate();

  /** @param quota Null for an operation without a quota. @param share Fraction of the quota to use. */
  constructor(quota: Quota | null, share: number) {
    this.#limiter = quota && new FairRateLimiter(quota, share, this.#latency);
    // The breaker opens after about twice as many failures as the burst quota, or `mostFailures` if there is no quota.
    const failures = quota ? Math.min(mostFailures, Math.max(fewestFailures, 2 * quota.burst)) : mostFailures;
    const paceMs = quota ? (failures / quota.rate) * 1_000 : 0;
    this.#breaker = new CircuitBreaker(failures, Math.max(failuresWithinMs, 1.5 * paceMs));
  }

  /**
   * Makes a call when the circuit breaker and the rate limiter permit it.
   * @param call Makes the call, and runs `onSent` when the call is sent.
   * @param onWaited Receives the milliseconds that the call waited for a permit.
   * @param candidate Candidate to lead a call that several waiters share.
   * @returns Result of the call, or the failure with which the policy refused the call.
   */
  async execute<Output>(
    request: PermitRequest,
    call: (onSent: () => void) => Promise<CallResult<Output>>,
    onWaited: (ms: number) => void,
    candidate?: LeaderCandidate,
  ): Promise<CallResult<Output>> {
    const open = this.#openFailure() && (await this.#failureAfterProbe(request.deadline));
    if (open) return open;
    const permit = await this.#limiter?.acquire(request, candidate);
    // The breaker may have opened during the wait. After an inconclusive probe, the loop lets only one call go next.
    while (this.#openFailure()) {
      const openNow = await this.#failureAfterProbe(request.deadline);
      if (openNow) {
        if (permit?.granted) this.#limiter?.cancel();
        return openNow;
      }
    }
    const gone = request.gone?.().aborted;
    if (permit?.granted === false) return gone ? cancelledHere() : throttledHere(permit.retryAfterMs);
    if (gone || candidate?.claimLead() === false) {
      this.#limiter?.cancel();
      return gone ? cancelledHere() : throttledHere(0);
    }
    if (permit) onWaited(permit.waitedMs);
    const end = this.#breaker.begin();
    const startedAt = performance.now();
    let sent = false;
    const onSent = () => {
      if (!sent) this.#limiter?.sent();
      sent = true;
    };
    const result = await call(onSent);
    if (result.ok) this.#latency.record(performance.now() - startedAt);
    const opened = end(signalOf(result));
    const cancelled = !result.ok && result.failure.kind === 'cancelled';
    // A cancelled call shows nothing about the operation, so the other calls keep waiting.
    if (opened && !cancelled) this.#limiter?.rejectWaiting();
    if (cancelled && !sent) {
      this.#limiter?.cancel();
    } else {
      onSent();
      this.#limiter?.settle(cancelled ? null : !result.ok && result.failure.kind === 'throttled');
    }
    return result;
  }

  get isOpen(): boolean {
    return this.#breaker.refusal !== null;
  }

  /** Number of calls that wait for a permit. */
  get waiting(): number {
    return this.#limiter?.waiting ?? 0;
  }

  close(): void {
    this.#limiter?.close();
  }

  /**
   * Waits for the breaker's probe, until it has taken twice the usual duration of a call: a slower probe will probably
   * fail.
   * @returns The failure while the breaker is still open; null when the call may be made.
   */
  async #failureAfterProbe(deadline: Deadline): Promise<CallResult<never> | null> {
    const until = performance.now() + longestProbeWaitMs;
    // After an inconclusive probe, such as one whose client has gone, another call may have become the probe.
    for (let { probe } = this.#breaker; probe; probe = this.#breaker.probe) {
      const over = probe.since + Math.min(longestProbeWaitMs, 2 * this.#latency.ms);
      const waitMs = Math.min(until, over) - performance.now();
      if (waitMs <= 0 || !(await deadline.outcome(probe.over, waitMs))) break;
    }
    return this.#openFailure();
  }

  #openFailure(): CallResult<never> | null {
    const { refusal } = this.#breaker;
    if (!refusal) return null;
    const facts = { awsRequestId: null, retryAfterMs: refusal.forMs };
    return { ok: false, failure: { ...facts, kind: 'unavailable', cause: 'breaker', lastCause: refusal.cause } };
  }
}

function cancelledHere(): CallResult<never> {
  return { ok: false, failure: cancelledFailure() };
}

function throttledHere(retryAfterMs: number): CallResult<never> {
  return { ok: false, failure: { kind: 'throttled', byGateway: true, awsRequestId: null, retryAfterMs } };
}

/** Health signal of a result. A refused or throttled call counts as answered. */
function signalOf(result: CallResult<unknown>): HealthSignal {
  if (result.ok) return 'answered';
  const { failure } = result;
  if (failure.kind === 'internal') return 'internal';
  if (failure.kind === 'unknown') return failure.cause;
  // The call could still have failed or been answered.
  if (failure.kind === 'cancelled') return null;
  if (failure.kind !== 'unavailable') return 'answered';
  // Other causes, such as no time left, no credentials, or a refusal by a proxy, show nothing about Connect.
  const { cause } = failure;
  return cause === 'connection' || cause === 'name' || cause === 'certificate' ? cause : null;
}
