import type { Quota } from '#connect-model';
import { type CallResult, cancelledFailure } from '../../errors/call-failure.js';
import type { Deadline } from '../../lib/deadline.js';
import { CircuitBreaker, type HealthSignal } from './circuit-breaker.js';
import { FairRateLimiter, type LeaderCandidate, type PermitRequest } from './fair-rate-limiter.js';
import { LatencyEstimate } from './latency-estimate.js';

/** Failures in a row, and the milliseconds that they must span, after which the circuit breaker opens. */
const fewestFailures = 6;
const mostFailures = 25;
const failuresWithinMs = 5_000;
/** The longest wait, in milliseconds, for a call that finds out whether an operation works again. */
const longestProbeWaitMs = 1_000;

/** The policy of one operation: its circuit breaker, then its rate limiter. */
export class OperationPolicy {
  readonly #breaker: CircuitBreaker;
  readonly #limiter: FairRateLimiter | null;
  readonly #latency = new LatencyEstimate();

  /** @param quota Null where there is none to keep. */
  constructor(quota: Quota | null, share: number) {
    this.#limiter = quota && new FairRateLimiter(quota, share, this.#latency);
    // A bucket emptied twice in vain tells that an operation is down, as do many failures where there is none.
    const failures = quota ? Math.min(mostFailures, Math.max(fewestFailures, 2 * quota.burst)) : mostFailures;
    const paceMs = quota ? (failures / quota.rate) * 1_000 : 0;
    this.#breaker = new CircuitBreaker(failures, Math.max(failuresWithinMs, 1.5 * paceMs));
  }

  /**
   * Makes a call in its turn.
   * @param call Is given what to call when the call leaves this machine.
   * @param onWaited Told how many milliseconds the call waited for its turn.
   * @param candidate Where others wait to make the same call.
   * @returns The call's own result, or why it was not made.
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
    // It may have broken down in the meantime; where the call that was to find out told nothing, one alone goes next.
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
    const opened = end(signOf(result));
    const cancelled = !result.ok && result.failure.kind === 'cancelled';
    // A client that leaves says nothing against those who wait.
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

  /** How many calls wait for their turn. */
  get waiting(): number {
    return this.#limiter?.waiting ?? 0;
  }

  close(): void {
    this.#limiter?.close();
  }

  /**
   * Waits for the call that finds out whether the operation works again, as long as one that works may take: if it takes
   * longer, it will hardly bring good news.
   */
  async #failureAfterProbe(deadline: Deadline): Promise<CallResult<never> | null> {
    const until = performance.now() + longestProbeWaitMs;
    // Where one tells nothing, as when its client has gone, another takes its place.
    for (let { probe } = this.#breaker; probe; probe = this.#breaker.probe) {
      const over = probe.since + Math.min(longestProbeWaitMs, 2 * this.#latency.ms);
      const patienceMs = Math.min(until, over) - performance.now();
      if (patienceMs <= 0 || !(await deadline.outcome(probe.over, patienceMs))) break;
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

/** The health that a result shows. A refusal or a throttle is an answer too. */
function signOf(result: CallResult<unknown>): HealthSignal {
  if (result.ok) return 'answered';
  const { failure } = result;
  if (failure.kind === 'internal') return 'internal';
  if (failure.kind === 'unknown') return failure.cause;
  // It may have failed or been answered, had its client waited.
  if (failure.kind === 'cancelled') return null;
  if (failure.kind !== 'unavailable') return 'answered';
  // What was never sent, for want of time or credentials, or what a proxy or AWS's front door turned away.
  const { cause } = failure;
  return cause === 'connection' || cause === 'name' || cause === 'certificate' ? cause : null;
}
