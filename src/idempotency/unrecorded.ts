import type { Token } from './token.js';
import type { Answer, TokenStore } from './token-store.js';

/** Maximum number of unrecorded calls. Further mutations are refused while the store is unavailable. */
const maxUnrecorded = 10_000;
/** Interval of the attempts to record the unrecorded calls, in milliseconds. */
const retryMs = 1_000;

interface Unrecorded {
  readonly token: Token;
  /** Result of the call; null if it is unknown whether the call was applied. */
  readonly answer: Answer | null;
}

/**
 * Calls that were made or answered while the store was unavailable. This process holds them in memory until the store
 * works again, and then records them. A crash loses them.
 */
export class UnrecordedCalls {
  readonly #calls = new Map<string, Unrecorded>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: TokenStore,
    private readonly retryAfterMs = retryMs,
  ) {}

  /** Whether there are too many unrecorded calls to make another one. */
  get isFull(): boolean {
    return this.#calls.size >= maxUnrecorded;
  }

  find(token: Token): Unrecorded | undefined {
    return this.#calls.get(token.key);
  }

  add(token: Token, answer: Answer | null): void {
    this.#calls.set(token.key, { token, answer });
    this.#timer ??= setInterval(() => void this.recordAll(), this.retryAfterMs).unref();
  }

  /** Records the unrecorded calls until the store fails. Never throws. */
  async recordAll(): Promise<void> {
    try {
      for (const { token } of [...this.#calls.values()]) await this.record(token);
    } catch {
      // The store is still unavailable. The remaining calls are recorded later.
    }
  }

  /** Records the call of a token, if it is unrecorded. @throws Error when the store fails. */
  async record(token: Token): Promise<void> {
    const waiting = this.#calls.get(token.key);
    if (!waiting || !(await this.#written(waiting))) return;
    // Another answer may have been added in the meantime.
    if (this.#calls.get(token.key) === waiting) this.#calls.delete(token.key);
    if (this.#calls.size === 0) this.close();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Writes the record of a call. @returns False if the store has no room or another process holds the token. */
  async #written({ token, answer }: Unrecorded): Promise<boolean> {
    const beginning = await this.store.begin(token);
    if (beginning.kind === 'busy' || beginning.kind === 'full') return false;
    const { record } = beginning;
    if (answer && record.input === token.input && supersedes(answer, record.answer)) {
      await this.store.answer(token, record, answer);
    } else if (record.answer === null) await this.store.leave(token, record);
    return true;
  }
}

/**
 * Whether an answer replaces the recorded one. Connect remembers no refusals, so a mutation that it refused before the
 * store failed can succeed when it is repeated during the failure.
 */
function supersedes(answer: Answer, recorded: Answer | null): boolean {
  return recorded === null || (recorded.outcome === 'refusal' && answer.outcome === 'effect');
}
