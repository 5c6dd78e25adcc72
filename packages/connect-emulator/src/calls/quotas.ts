import { defaultQuota } from 'connect-model';

/** One bucket per operation, shared by all callers and instances. Buckets start full and fill in real time. */
export class Quotas {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** @param nowMs a monotonic clock in milliseconds. */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Takes one token; false when there is none, and the call has to be throttled. */
  admit(operation: string): boolean {
    const { rate, burst } = defaultQuota(operation);
    const now = this.nowMs();
    const bucket = this.#buckets.get(operation) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    const admitted = tokens >= 1;
    this.#buckets.set(operation, { tokens: admitted ? tokens - 1 : tokens, at: now });
    return admitted;
  }

  /** Fills all buckets. */
  clear(): void {
    this.#buckets.clear();
  }
}
