import type { BoundsObserver } from './bounds-observer.js';
import type { TokenStore } from './token-store.js';

export interface IdempotencySettings {
  /** `memory`, `file:` and a path, or the URL of a Redis. */
  readonly store: string;
  /** Milliseconds for which a token is remembered. */
  readonly ttlMs: number;
  /** Records that one caller holds at most, in memory and in a file; all callers hold ten times as many. */
  readonly maxPerCaller: number;
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
