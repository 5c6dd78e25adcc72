/** What one request has cost: shown to a developer who asks, and counted by tests. */
export class Usage {
  readonly #calls = new Map<string, number>();
  readonly #waitedMs = new Map<string, number>();
  #fromDirectory = 0;
  #shared = 0;

  /** An attempt of a call was made. */
  called(operation: string): void {
    this.#calls.set(operation, (this.#calls.get(operation) ?? 0) + 1);
  }

  /** A call waited for its turn. */
  waited(operation: string, ms: number): void {
    if (ms >= 1) this.#waitedMs.set(operation, (this.#waitedMs.get(operation) ?? 0) + ms);
  }

  /** A thing was known to the directory. */
  servedFromDirectory(): void {
    this.#fromDirectory++;
  }

  /** The answer to a read was taken from another request. */
  sharedRead(): void {
    this.#shared++;
  }

  toJSON(): object {
    return {
      calls: Object.fromEntries(this.#calls),
      waitedMs: Object.fromEntries([...this.#waitedMs].map(([operation, ms]) => [operation, Math.round(ms)])),
      servedFromDirectory: this.#fromDirectory,
      sharedReads: this.#shared,
    };
  }
}
