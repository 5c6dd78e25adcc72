import type { Queued } from '../../connect/limits/fair-queue.js';

/** Speed of the virtual clock while no caller waits for it: a turn of 150 ms counts for 150 s. */
const clockSpeed = 1 / 1_000;
/** Every so many turns, one goes to the caller that has waited for the most turns, whatever time it has used. */
const roundRobinEvery = 4;
/**
 * Maximum milliseconds on the virtual clock between now and the start of a caller's next turn. A caller that was alone for a
 * long time is thus not held up by the next one for as long.
 */
const maxAheadMs = 500;
/** Number of callers with used time up to which those that have repaid it are not removed. */
const leastCallers = 1_000;

/**
 * Queue of the requests that wait for a turn, as in start-time fair queueing (Goyal, Vin and Cheng, 1996). Each turn of a
 * caller moves the start of its next turn by the duration of the turn, on a virtual clock. Turns go round robin over the
 * callers whose start has come. If no start has come, the clock moves on to the first. A caller with short turns therefore
 * waits for one long turn, not for one of each other caller.
 *
 * The clock also moves with real time, but slowly: a caller cannot clear its record by a pause between bursts. One turn in
 * four goes round robin over all callers, because newcomers, which have used no time, could otherwise delay the others for
 * ever.
 *
 * Within the line of a caller, `finishing` requests come first, then the oldest. `next` takes time linear in the number of
 * callers that wait, other methods constant time.
 */
export class TimeFairQueue<Waiting extends Queued> {
  /** Waiting requests by caller id, in the order of the callers' next turns. A line is never empty. */
  readonly #lines = new Map<string, Waiting[]>();
  /** Starts of the next turns by caller id, in milliseconds on the virtual clock. */
  readonly #starts = new Map<string, number>();
  /** Milliseconds by which the virtual clock is ahead of real time at `clockSpeed`. */
  #aheadMs = 0;
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
    return this.#starts.size;
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
    const clockMs = this.#clockMs;
    this.#starts.set(caller, Math.min(Math.max(clockMs, this.#startOf(caller)) + ms, clockMs + maxAheadMs));
    if (this.#starts.size > this.#maxCallers) this.#forgetRepaid();
  }

  #nextCaller(): string {
    const isRoundRobin = ++this.#turns % roundRobinEvery === 0;
    const clockMs = this.#clockMs;
    let first = '';
    let firstStart = Number.POSITIVE_INFINITY;
    for (const caller of this.#lines.keys()) {
      const start = this.#startOf(caller);
      if (isRoundRobin || start <= clockMs) return caller;
      if (start >= firstStart) continue;
      first = caller;
      firstStart = start;
    }
    if (first !== '') this.#aheadMs += firstStart - clockMs;
    return first;
  }

  #startOf(caller: string): number {
    return this.#starts.get(caller) ?? 0;
  }

  get #clockMs(): number {
    return this.#aheadMs + clockSpeed * this.now();
  }

  #forgetRepaid(): void {
    const clockMs = this.#clockMs;
    for (const [caller, start] of this.#starts) if (start <= clockMs) this.#starts.delete(caller);
    this.#maxCallers = Math.max(leastCallers, 2 * this.#starts.size);
  }
}
