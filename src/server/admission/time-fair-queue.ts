import { FairQueue, type Queued } from '../../connect/limits/fair-queue.js';

/** Milliseconds in which the used time of a caller is halved. */
const halfLifeMs = 10_000;
/** Used time in milliseconds below which a caller counts as one that has used none. */
const negligibleMs = 1;
/** Every so many turns, one goes to the caller that has waited for the most turns, whatever time it has used. */
const roundRobinEvery = 4;
/** Number of callers with used time up to which those with negligible time are not removed. */
const leastCallers = 1_000;

interface UsedTime {
  readonly ms: number;
  readonly at: number;
}

/**
 * `FairQueue` of the requests that wait for a turn. The next turn goes to the caller that has used the least time lately,
 * as in the schedulers of operating systems. A caller with short turns therefore waits for one long turn, not for one of
 * each other caller, also if the others send their requests in bursts.
 *
 * One turn in four goes round robin over all callers, because newcomers, which have used no time, could otherwise delay the
 * others for ever. Callers that have used the same time get their turns round robin.
 *
 * `next` takes time linear in the number of callers that wait.
 */
export class TimeFairQueue<Waiting extends Queued> extends FairQueue<Waiting> {
  readonly #used = new Map<string, UsedTime>();
  #maxCallers = leastCallers;
  #turns = 0;

  /** @param now A monotonic clock, in milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {
    super();
  }

  /** Number of callers with recorded time. */
  get callersWithUsedTime(): number {
    return this.#used.size;
  }

  override next(): Waiting | undefined {
    return ++this.#turns % roundRobinEvery === 0 ? super.next() : this.nextOf(this.#callerWithLeastTime());
  }

  /** Records a turn of a caller. @param ms Duration of the turn in milliseconds. */
  charge(caller: string, ms: number): void {
    const at = this.now();
    this.#used.set(caller, { ms: this.#usedBy(caller, at) + ms, at });
    if (this.#used.size > this.#maxCallers) this.#forgetNegligible(at);
  }

  #callerWithLeastTime(): string {
    const now = this.now();
    let caller = '';
    let least = Number.POSITIVE_INFINITY;
    for (const other of this.callers) {
      const used = this.#usedBy(other, now);
      if (used === 0) return other;
      if (used >= least) continue;
      caller = other;
      least = used;
    }
    return caller;
  }

  /** Milliseconds that a caller has used lately: a turn counts less the longer ago it was. */
  #usedBy(caller: string, now: number): number {
    const used = this.#used.get(caller);
    if (!used) return 0;
    const ms = used.ms * 2 ** ((used.at - now) / halfLifeMs);
    return ms < negligibleMs ? 0 : ms;
  }

  #forgetNegligible(now: number): void {
    for (const caller of this.#used.keys()) if (this.#usedBy(caller, now) === 0) this.#used.delete(caller);
    this.#maxCallers = Math.max(leastCallers, 2 * this.#used.size);
  }
}
