/** Priorities of calls, highest first. */
export const priorities = ['finishing', 'client', 'background'] as const;
/**
 * Priority of a call.
 * - `finishing`: the call of a mutation, and the reads before and after this call.
 * - `client`: all other calls that a client waits for.
 * - `background`: the gateway's own cache refreshes.
 */
export type Priority = (typeof priorities)[number];

/** A call that waits for its turn, which is a permit of the rate limiter. */
export interface Queued {
  readonly caller: { readonly id: string };
  readonly priority: Priority;
}

/** Number of calls that are expected to arrive, by caller id. */
export type ExpectedCalls = ReadonlyMap<string, number>;

const none: ExpectedCalls = new Map();

/**
 * Queue of the calls that wait for a turn. Turns go round robin over the callers, so no caller gains an advantage from
 * more calls or a higher priority. Each caller has a line: its waiting calls by priority, then by age. Background calls
 * get the turns that no caller waits for.
 */
export class FairQueue<Call extends Queued> {
  /** Line of each caller by its id, in the order of the callers' next turns. A line is never empty. */
  readonly #lines = new Map<string, Call[]>();
  readonly #background: Call[] = [];
  /** Kept as a counter, because each request reads the size while thousands of calls may wait. */
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get calls(): readonly Call[] {
    return [...[...this.#lines.values()].flat(), ...this.#background];
  }

  /** The line that a call belongs to: its caller's calls, or the background calls, in the order of their turns. */
  lineOf({ priority, caller }: Queued): readonly Call[] {
    return priority === 'background' ? this.#background : (this.#lines.get(caller.id) ?? []);
  }

  /** The line of the caller with the most calls. */
  get longestLine(): readonly Call[] {
    let longest: readonly Call[] = [];
    for (const line of this.#lines.values()) if (line.length > longest.length) longest = line;
    return longest;
  }

  /** Number of calls in a new call's own line that get their turn before the new call. */
  placeOf(newcomer: Queued): number {
    const line = this.lineOf(newcomer);
    if (newcomer.priority !== 'finishing') return line.length;
    const place = line.findIndex(({ priority }) => priority !== 'finishing');
    return place < 0 ? line.length : place;
  }

  add(call: Call): void {
    this.#size++;
    const line = this.lineOf(call) as Call[];
    if (line.length === 0 && call.priority !== 'background') this.#lines.set(call.caller.id, [call]);
    else line.splice(this.placeOf(call), 0, call);
  }

  /** @returns Whether the call was in the queue. */
  remove(call: Call): boolean {
    const line = this.lineOf(call) as Call[];
    const place = line.indexOf(call);
    if (place < 0) return false;
    this.#size--;
    line.splice(place, 1);
    if (line.length === 0 && call.priority !== 'background') this.#lines.delete(call.caller.id);
    return true;
  }

  /** Ids of the callers with waiting calls, in the order of their next turns. */
  get callers(): Iterable<string> {
    return this.#lines.keys();
  }

  /** Removes and returns the call that has the next turn. Its caller then moves behind all other callers. */
  next(): Call | undefined {
    for (const caller of this.#lines.keys()) return this.nextOf(caller);
    const call = this.#background.shift();
    if (call) this.#size--;
    return call;
  }

  /** Removes and returns the first call of a caller, which then moves behind all other callers. */
  nextOf(caller: string): Call | undefined {
    const line = this.#lines.get(caller);
    const call = line?.shift();
    if (!line || !call) return undefined;
    this.#lines.delete(caller);
    if (line.length > 0) this.#lines.set(caller, line);
    this.#size--;
    return call;
  }

  /**
   * Number of turns that other calls get before a call.
   * @param place Number of calls before the call in its own line.
   * @param expected Calls that may arrive in the meantime. Expected calls of the same caller queue behind the call.
   */
  turnsBefore({ priority, caller }: Queued, place: number, expected = none): number {
    let turns = place;
    if (priority === 'background') {
      for (const line of this.#lines.values()) turns += line.length;
      for (const count of expected.values()) turns += count;
      return turns;
    }
    // Callers ahead of the call's own caller get one turn more than callers behind. A caller without a line is last.
    let most = place + 1;
    for (const [other, line] of this.#lines) {
      if (other === caller.id) most = place;
      else turns += Math.min(most, line.length + (expected.get(other) ?? 0));
    }
    for (const [other, count] of expected) {
      if (other !== caller.id && !this.#lines.has(other)) turns += Math.min(place, count);
    }
    return turns;
  }
}
