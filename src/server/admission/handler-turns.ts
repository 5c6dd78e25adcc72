/** Requests that are handled in one round of the event loop. */
const perRound = 16;

/**
 * Hands requests to their handler, a few in each round of the event loop and round robin over the addresses that they come
 * from: a burst on many connections does not come before a probe from elsewhere. Few requests are handled at once.
 */
export class HandlerTurns {
  /** By address, in the order of their next turns; never empty. */
  readonly #lines = new Map<string, (() => void)[]>();
  #inRound = 0;
  #scheduled = false;

  run(address: string, handle: () => void): void {
    this.#schedule();
    if (this.#lines.size === 0 && this.#inRound < perRound) {
      this.#inRound++;
      handle();
      return;
    }
    const line = this.#lines.get(address);
    if (line) line.push(handle);
    else this.#lines.set(address, [handle]);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#nextRound());
  }

  #nextRound(): void {
    this.#scheduled = false;
    this.#inRound = 0;
    for (const [address, line] of this.#lines) {
      if (this.#inRound === perRound) break;
      const handle = line.shift();
      this.#lines.delete(address);
      if (line.length > 0) this.#lines.set(address, line);
      this.#inRound++;
      handle?.();
    }
    if (this.#lines.size > 0) this.#schedule();
  }
}
