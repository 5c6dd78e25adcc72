import type { Queued } from '../../connect/limits/fair-queue.js';

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
 * Queue of the requests that wait for a turn. The next turn goes to the caller that has used the least time lately, as in
 * the schedulers of operating systems. A caller with short turns therefore waits for one long turn, not for one of each
 * other caller, also if the others send their requests in bursts.
 *
 * One turn in four goes round robin over all callers, because newcomers, which have used no time, could otherwise delay the
 * others for ever. Callers that have used the same time get their turns round robin.
 *
 * Within the line of a caller, `finishing` requests come first, then the oldest. `next` takes time linear in the number of
 * callers that wait, other methods constant time.
 */
export class TimeFairQueue<Waiting extends Queued> {
  /** Waiting requests by caller id; the caller that has waited for the most turns first. A line is never empty. */
  readonly #lines = new Map<string, Waiting[]>();
  readonly #used = new Map<string, UsedTime>();
  #maxCallers = leastCallers;
  #turns = 0;
  #size = 0;

  /** @param now A monotonic clock, in milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  get size(): number {
    return this.#size;
  }

  /** Number of callers with recorded time. */
  get callersWithUsedTime(): number {
    return this.#used.size;
  }

  add(waiting: Waiting): void {
    this.#size++;
    const { id } = waiting.caller;
    const line = this.#lines.get(id);
    if (!line) {
      this.#lines.set(id, [waiting]);
      return;
    }
    const place = waiting.priority === 'finishing' ? line.findIndex(({ priority }) => priority !== 'finishing') : -1;
    line.splice(place < 0 ? line.length : place, 0, waiting);
  }

  /** @returns Whether the request was in the queue. */
  remove(waiting: Waiting): boolean {
    const { id } = waiting.caller;
    const line = this.#lines.get(id);
    const place = line?.indexOf(waiting) ?? -1;
    if (!line || place < 0) return false;
    line.splice(place, 1);
    if (line.length === 0) this.#lines.delete(id);
    this.#size--;
    return true;
  }

  /** Removes and returns the request that has the next turn. */
  next(): Waiting | undefined {
    const caller = this.#nextCaller();
    const line = this.#lines.get(caller);
    const waiting = line?.shift();
    if (!line || !waiting) return undefined;
    this.#size--;
    // The caller moves behind all others.
    this.#lines.delete(caller);
    if (line.length > 0) this.#lines.set(caller, line);
    return waiting;
  }

  /** Records a turn of a caller. @param ms Duration of the turn in milliseconds. */
  charge(caller: string, ms: number): void {
    const at = this.now();
    this.#used.set(caller, { ms: this.#usedBy(caller, at) + ms, at });
    if (this.#used.size > this.#maxCallers) this.#forgetNegligible(at);
  }

  #nextCaller(): string {
    const isRoundRobin = ++this.#turns % roundRobinEvery === 0;
    const now = this.now();
    let next = '';
    let least = Number.POSITIVE_INFINITY;
    for (const caller of this.#lines.keys()) {
      const used = this.#usedBy(caller, now);
      if (isRoundRobin || used === 0) return caller;
      if (used >= least) continue;
      next = caller;
      least = used;
    }
    return next;
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
