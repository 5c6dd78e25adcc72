import { createHash } from 'node:crypto';
import type { Input } from '../protocol/decode.js';
import { ConnectException } from '../protocol/exception.js';
import type { WireResponse } from '../protocol/wire-response.js';

interface StoredResponse {
  /** Hash of the input, so that the size of an entry does not depend on the input. */
  readonly input: string;
  readonly response: WireResponse;
  readonly expiresAt: number;
}

/** Maximum number of stored responses. The oldest are dropped first. */
const MAX_TOKENS = 100_000;

/**
 * Stores the responses of successful calls by operation, instance and client token. A refused call is not stored, so
 * the same token may be sent again. Assumption: an empty token counts as no token.
 */
export class IdempotencyTokens {
  readonly #responses = new Map<string, StoredResponse>();

  /**
   * @param lifetimeMs returns how long a response is stored.
   * @param now returns the world's time.
   */
  constructor(
    private readonly lifetimeMs: () => number,
    private readonly now: () => Date,
  ) {}

  /**
   * Returns the stored response of an earlier call with the same token and input.
   * @throws ConnectException IdempotencyException when the token was used with another input.
   */
  find(operation: string, instanceId: string | null, token: string, input: Input): WireResponse | undefined {
    const found = this.#responses.get(keyOf(operation, instanceId, token));
    if (!found || found.expiresAt <= this.now().getTime()) return undefined;
    if (found.input === hashOf(input)) return found.response;
    throw new ConnectException(
      'IdempotencyException',
      'The client token was used before with other parameters. Use a new token for a new request.',
    );
  }

  store(operation: string, instanceId: string | null, token: string, input: Input, response: WireResponse): void {
    const now = this.now().getTime();
    for (const [key, { expiresAt }] of this.#responses) {
      // Entries are ordered by age, so the sweep ends at the first entry to keep.
      if (expiresAt > now && this.#responses.size < MAX_TOKENS) break;
      this.#responses.delete(key);
    }
    const key = keyOf(operation, instanceId, token);
    this.#responses.delete(key);
    this.#responses.set(key, { input: hashOf(input), response, expiresAt: now + this.lifetimeMs() });
  }

  clear(): void {
    this.#responses.clear();
  }
}

function keyOf(operation: string, instanceId: string | null, token: string): string {
  return JSON.stringify([operation, instanceId, token]);
}

/** Returns a hash that is the same for every order of an object's members. */
export function hashOf(input: unknown): string {
  return hashOfText(canonical(input));
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Returns JSON that is the same for every order of an object's members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
