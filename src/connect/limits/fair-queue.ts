/** In which order one caller's calls get their turns; `background` calls are nobody's. */
export const priorities = ['finishing', 'client', 'background'] as const;
/**
 * `finishing` are the reads that a mutation needs while it calls Connect (before its call, and after a call that was
 * refused or not answered), `client` all else that a client waits for, `background` the gateway's own refreshes.
 */
export type Priority = (typeof priorities)[number];

/** A call that waits for its turn. */
export interface Queued {
  readonly caller: { readonly id: string };
  readonly priority: Priority;
}

/** Calls that are still to come, by caller. */
export type ExpectedCalls = ReadonlyMap<string, number>;

const none: ExpectedCalls = new Map();

/**
 * Calls that wait for a turn. The turns go round robin over the callers, so that no caller gains anything by asking for
 * more or at another priority; a caller's own turns go by priority and then by age. Background calls have the turns that
 * no caller waits for.
 */
export class FairQueue<Call extends Queued> {
  /** By caller, in the order of their next turns. Within a caller in the order of its turns; never empty. */
  readonly #lines = new Map<string, Call[]>();
  readonly #background: Call[] = [];
  /** Counted, as it is asked for with each request while thousands may wait. */
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get calls(): readonly Call[] {
    return [...[...this.#lines.values()].flat(), ...this.#background];
  }

  /** The calls of a caller, or the background ones, in the order of their turns. */
  lineOf({ priority, caller }: Queued): readonly Call[] {
    return priority === 'background' ? this.#background : (this.#lines.get(caller.id) ?? []);
  }

  /** The line of the caller with the most calls. */
  get longestLine(): readonly Call[] {
    let longest: readonly Call[] = [];
    for (const line of this.#lines.values()) if (line.length > longest.length) longest = line;
    return longest;
  }

  /** How many of its own line go before a call that comes now. */
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

  /** @returns Whether it was there. */
  remove(call: Call): boolean {
    const line = this.lineOf(call) as Call[];
    const place = line.indexOf(call);
    if (place < 0) return false;
    this.#size--;
    line.splice(place, 1);
    if (line.length === 0 && call.priority !== 'background') this.#lines.delete(call.caller.id);
    return true;
  }

  /** Takes out the call whose turn it is; its caller then goes to the end of the row. */
  next(): Call | undefined {
    for (const [caller, line] of this.#lines) {
      const call = line.shift();
      this.#lines.delete(caller);
      if (line.length > 0) this.#lines.set(caller, line);
      this.#size--;
      return call;
    }
    const call = this.#background.shift();
    if (call) this.#size--;
    return call;
  }

  /**
   * How many turns come before a call's own.
   * @param place How many of its own line go before it.
   * @param expected Calls that may come meanwhile; those of its own caller go behind it.
   */
  turnsBefore({ priority, caller }: Queued, place: number, expected = none): number {
    let turns = place;
    if (priority === 'background') {
      for (const line of this.#lines.values()) turns += line.length;
      for (const count of expected.values()) turns += count;
      return turns;
    }
    // Callers before its own in the row have a turn more than those behind. A caller without a line goes to the end.
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
