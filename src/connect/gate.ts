import type { Quota } from '../model/default-quotas.js';
import { Breaker } from './breaker.js';
import { type CallResult, mayHaveBeenApplied } from './call-failure.js';
import { TurnQueue, type TurnRequest } from './turn-queue.js';

/** After how many failures in a row, within how many milliseconds at least, an operation counts as broken down. */
const fewestFailures = 6;
const mostFailures = 25;
const failuresWithinMs = 5_000;

/** What every call of one operation passes: its breaker, and its turn within the quota. */
export class Gate {
  readonly #breaker: Breaker;
  readonly #turns: TurnQueue | null;

  /** @param quota Null where there is none to keep. */
  constructor(quota: Quota | null, share: number) {
    this.#turns = quota && new TurnQueue(quota, share);
    // A bucket emptied twice in vain tells that an operation is down, as do many failures where there is none.
    const failures = quota ? Math.min(mostFailures, Math.max(fewestFailures, 2 * quota.burst)) : mostFailures;
    const paceMs = quota ? (failures / quota.rate) * 1_000 : 0;
    this.#breaker = new Breaker(failures, Math.max(failuresWithinMs, 1.5 * paceMs));
  }

  /**
   * Makes a call in its turn.
   * @param onWaited Told how many milliseconds the call waited for its turn.
   * @returns The call's own result, or why it was not made.
   */
  async pass<Output>(
    request: TurnRequest,
    call: () => Promise<CallResult<Output>>,
    onWaited: (ms: number) => void,
  ): Promise<CallResult<Output>> {
    const broken = this.#brokenDown();
    if (broken) return broken;
    const turn = await this.#turns?.take(request);
    // It may have broken down in the meantime.
    const brokenNow = this.#brokenDown();
    if (brokenNow) {
      if (turn?.granted) this.#turns?.giveBack();
      return brokenNow;
    }
    if (turn && !turn.granted) return throttledHere(turn.retryAfterMs);
    if (turn) onWaited(turn.waitedMs);
    this.#breaker.begin();
    const result = await call();
    if (this.#breaker.end(isOutage(result))) this.#turns?.refuseAll();
    this.#turns?.done(!result.ok && result.failure.kind === 'throttled');
    return result;
  }

  close(): void {
    this.#turns?.close();
  }

  #brokenDown(): CallResult<never> | null {
    const retryAfterMs = this.#breaker.refusesForMs;
    if (retryAfterMs === null) return null;
    const message = 'The operation has broken down.';
    return { ok: false, failure: { kind: 'unavailable', cause: 'breaker', message, awsRequestId: null, retryAfterMs } };
  }
}

function throttledHere(retryAfterMs: number): CallResult<never> {
  const message = 'No turn within the time of the request.';
  return { ok: false, failure: { kind: 'throttled', byGateway: true, message, awsRequestId: null, retryAfterMs } };
}

/** What a result says of the operation: that Connect, or the way to it, does not work. */
function isOutage(result: CallResult<unknown>): boolean {
  if (result.ok) return false;
  const { failure } = result;
  // What was never sent, for want of time or credentials, says nothing of Connect.
  const unreachable = failure.kind === 'unavailable' && ['connection', 'name', 'certificate'].includes(failure.cause);
  return mayHaveBeenApplied(failure) || unreachable;
}
