import type { TransferContactInput } from './generated/graphql.js';
import type { TransferResult } from './outcome.js';

const maxAttempts = 4;
const pauseMs = 500;

/**
 * Transfers a contact at most once, however often it sends the mutation: it creates one client token, and sends it with
 * every attempt. It retries if the result says `retryable`, or if no result arrived.
 *
 * @param send Sends the mutation with any client. It may throw an error if no result arrived.
 */
export async function transferOnce(
  input: Omit<TransferContactInput, 'clientToken'>,
  send: (input: TransferContactInput) => Promise<TransferResult>,
): Promise<TransferResult> {
  const withToken = { ...input, clientToken: crypto.randomUUID() };
  for (let attempt = 1; ; attempt++) {
    let waitMs = pauseMs;
    try {
      const result = await send(withToken);
      const isRetryable = 'retryable' in result && result.retryable;
      if (!isRetryable || attempt === maxAttempts) return result;
      waitMs = ('retryAfterMs' in result && result.retryAfterMs) || pauseMs;
    } catch (error) {
      if (attempt === maxAttempts) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
