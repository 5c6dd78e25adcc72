import { defaultQuota } from 'connect-model';

/**
 * Token buckets, one per operation, shared by all callers and instances. Buckets start full and refill in real time.
 */
export class Quotas {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** @param nowMs returns the time of a monotonic clock in milliseconds. */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /**
   * Takes one token from the operation's bucket. Returns false when the bucket is empty and the call must be throttled.
   */
  admit(operation: string): boolean {
    const { rate, burst } = defaultQuota(operation);
    const now = this.nowMs();
    const bucket = this.#buckets.get(operation) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    const admitted = tokens >= 1;
    this.#buckets.set(operation, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
  }

  /** Refills all buckets. */
  clear(): void {
    this.#buckets.clear();
  }
}
