import type { Token } from './token.js';
import type { Answer, TokenStore } from './token-store.js';

/** Calls at most that wait for the store to be back; with more, mutations are refused. */
const maxUnrecorded = 10_000;
/** Milliseconds between two tries to record them. */
const retryMs = 1_000;

interface Unrecorded {
  readonly token: Token;
  /** Null while nobody knows whether the call was applied. */
  readonly answer: Answer | null;
}

/**
 * Calls that were made, or whose answers came, while the store was away. They are recorded as soon as it is back; until then
 * this process knows them. A crash loses them, as nothing else can hold them.
 */
export class UnrecordedCalls {
  readonly #calls = new Map<string, Unrecorded>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: TokenStore,
    private readonly retryAfterMs = retryMs,
  ) {}

  /** Whether no further call may be made without a record. */
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

  /** Records what waits, as far as the store takes it. Never throws. */
  async recordAll(): Promise<void> {
    try {
      for (const { token } of [...this.#calls.values()]) await this.record(token);
    } catch {
      // The store is still away; what could not be recorded waits on.
    }
  }

  /** Records one call, if it waits. @throws Error when the store fails. */
  async record(token: Token): Promise<void> {
    const waiting = this.#calls.get(token.key);
    if (!waiting || !(await this.#written(waiting))) return;
    // Another answer may have come meanwhile.
    if (this.#calls.get(token.key) === waiting) this.#calls.delete(token.key);
    if (this.#calls.size === 0) this.close();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** False when the store has no room, or another process is at the token: then it waits on. */
  async #written({ token, answer }: Unrecorded): Promise<boolean> {
    const beginning = await this.store.begin(token);
    if (beginning.kind === 'busy' || beginning.kind === 'full') return false;
    const { record } = beginning;
    // A record that has an answer, or stands for another input, is the token's: this call can change nothing of it.
    const isOpen = record.answer === null && record.input === token.input;
    if (isOpen && answer) await this.store.answer(token, record, answer);
    else if (record.answer === null) await this.store.leave(token, record);
    return true;
  }
}
