import type { Answer } from '../protocol/answer.js';
import type { Input } from '../protocol/decode.js';
import { ConnectException } from '../protocol/exception.js';

interface Remembered {
  readonly input: string;
  readonly answer: Answer;
  readonly expiresAt: number;
}

/** Memory's bound, far above what seven days of one person's work leave behind; the oldest go first. */
const MAX_TOKENS = 100_000;

/**
 * Remembers successful answers by operation, instance and client token, for as long as the world's clock says. A
 * refusal is not remembered: the same token may be tried again. An empty token counts as none (**not confirmed**).
 */
export class IdempotencyTokens {
  readonly #remembered = new Map<string, Remembered>();

  /** @param lifetimeMs how long an answer is remembered; @param now the world's time. */
  constructor(
    private readonly lifetimeMs: () => number,
    private readonly now: () => Date,
  ) {}

  /**
   * The first answer, if this token was used before with the same input.
   * @throws ConnectException IdempotencyException if it was used with another input.
   */
  recall(operation: string, instanceId: string | null, token: string, input: Input): Answer | undefined {
    const found = this.#remembered.get(keyOf(operation, instanceId, token));
    if (!found || found.expiresAt <= this.now().getTime()) return undefined;
    if (found.input === canonical(input)) return found.answer;
    throw new ConnectException(
      'IdempotencyException',
      'The client token was used before with other parameters. Use a new token for a new request.',
    );
  }

  remember(operation: string, instanceId: string | null, token: string, input: Input, answer: Answer): void {
    const now = this.now().getTime();
    for (const [key, { expiresAt }] of this.#remembered) {
      // oldest first, so the first one to keep ends the sweep
      if (expiresAt > now && this.#remembered.size < MAX_TOKENS) break;
      this.#remembered.delete(key);
    }
    const key = keyOf(operation, instanceId, token);
    this.#remembered.delete(key);
    this.#remembered.set(key, { input: canonical(input), answer, expiresAt: now + this.lifetimeMs() });
  }

  clear(): void {
    this.#remembered.clear();
  }
}

function keyOf(operation: string, instanceId: string | null, token: string): string {
  return JSON.stringify([operation, instanceId, token]);
}

/** JSON that does not depend on the order in which a client wrote the members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
