import type { TransferContactInput } from './generated/graphql.js';
import type { TransferResult } from './outcome.js';

const mostTries = 4;
const pauseMs = 500;

/**
 * Transfers at most once, however often it has to ask: the token is made once, and sent again with each try. That is safe
 * where an answer says `retryable`, and where no answer came at all.
 *
 * @param send Sends the mutation by whatever client; it may throw when there is no network.
 */
export async function transferOnce(
  input: Omit<TransferContactInput, 'clientToken'>,
  send: (input: TransferContactInput) => Promise<TransferResult>,
): Promise<TransferResult> {
  const withToken = { ...input, clientToken: crypto.randomUUID() };
  for (let tries = 1; ; tries++) {
    let waitMs = pauseMs;
    try {
      const result = await send(withToken);
      const mayBeTriedAgain = 'retryable' in result && result.retryable;
      if (!mayBeTriedAgain || tries === mostTries) return result;
      waitMs = ('retryAfterMs' in result && result.retryAfterMs) || pauseMs;
    } catch (error) {
      if (tries === mostTries) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
