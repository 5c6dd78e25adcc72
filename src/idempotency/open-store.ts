import type { TokenStore } from './token-store.js';

export interface IdempotencySettings {
  /** `memory`, `file:` and a path, or the URL of a Redis. */
  readonly store: string;
  /** Milliseconds for which a token is remembered. */
  readonly ttlMs: number;
}

/** Milliseconds by which a lease outlasts the longest call. */
const leaseMarginMs = 5_000;

/**
 * Opens the store that the settings name. What a store is made of is loaded only where it is used.
 *
 * @param requestTimeoutMs Milliseconds for which a call may be under way.
 * @throws Error with a sentence for an administrator when it cannot be used.
 */
export async function openTokenStore(
  { store, ttlMs }: IdempotencySettings,
  requestTimeoutMs: number,
  onError: (error: Error) => void,
): Promise<TokenStore> {
  if (store === 'memory') {
    const { MemoryStore } = await import('./memory-store.js');
    return new MemoryStore(ttlMs);
  }
  if (store.startsWith('file:')) {
    const { FileStore } = await import('./file-store.js');
    return new FileStore(store.slice('file:'.length), ttlMs);
  }
  const { RedisStore } = await import('./redis-store.js');
  return RedisStore.connect(store, { ttlMs, leaseMs: requestTimeoutMs + leaseMarginMs }, onError);
}
