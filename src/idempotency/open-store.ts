import type { BoundsObserver } from './bounds-observer.js';
import type { TokenStore } from './token-store.js';

/** Settings of the idempotency store. */
export interface IdempotencySettings {
  /** `memory`, `file:` and a path, or a Redis URL. */
  readonly store: string;
  /** Milliseconds for which a record is kept. */
  readonly ttlMs: number;
  /** Maximum number of records of one caller in a memory or file store. The store holds ten times as many. */
  readonly maxPerCaller: number;
}

/** Milliseconds by which a lease is longer than the longest call. */
const leaseMarginMs = 5_000;

/**
 * Opens the store in the settings. Loads only the modules that this store needs.
 *
 * @param requestTimeoutMs Maximum time for which a call may be in progress, in milliseconds.
 * @param onError Receives connection errors of Redis.
 * @throws Error with a message for the operator when the store cannot be used.
 */
export async function openTokenStore(
  { store, ...limits }: IdempotencySettings,
  requestTimeoutMs: number,
  bounds: BoundsObserver,
  onError: (error: Error) => void,
): Promise<TokenStore> {
  if (store === 'memory') {
    const { MemoryStore } = await import('./memory-store.js');
    return new MemoryStore(limits, bounds);
  }
  if (store.startsWith('file:')) {
    const { FileStore } = await import('./file-store.js');
    return new FileStore(store.slice('file:'.length), limits, bounds);
  }
  const { RedisStore } = await import('./redis-store.js');
  const leaseMs = requestTimeoutMs + leaseMarginMs;
  return RedisStore.connect(store, { ttlMs: limits.ttlMs, leaseMs }, onError);
}
