/** What one request has cost: shown to a developer who asks, and counted by tests. */
export class Usage {
  // Made when there is something to count: what memory answers makes no call.
  #calls: Map<string, number> | null = null;
  #waitedMs: Map<string, number> | null = null;
  #fromDirectory = 0;
  #shared = 0;
  #replayed = 0;

  /** An attempt of a call was made. */
  called(operation: string): void {
    this.#calls = plus(this.#calls, operation, 1);
  }

  /** A call waited for its turn. */
  waited(operation: string, ms: number): void {
    if (ms >= 1) this.#waitedMs = plus(this.#waitedMs, operation, ms);
  }

  /** A thing was known to the directory. */
  servedFromDirectory(): void {
    this.#fromDirectory++;
  }

  /** The answer to a read was taken from another request. */
  sharedRead(): void {
    this.#shared++;
  }

  /** A mutation was answered as before, by its client token, without a call of its own. */
  replayed(): void {
    this.#replayed++;
  }

  toJSON(): object {
    return {
      calls: Object.fromEntries(this.#calls ?? []),
      waitedMs: Object.fromEntries([...(this.#waitedMs ?? [])].map(([operation, ms]) => [operation, Math.round(ms)])),
      servedFromDirectory: this.#fromDirectory,
      sharedReads: this.#shared,
      replayed: this.#replayed,
    };
  }
}

function plus(counts: Map<string, number> | null, name: string, count: number): Map<string, number> {
  const sums = counts ?? new Map<string, number>();
  return sums.set(name, (sums.get(name) ?? 0) + count);
}
