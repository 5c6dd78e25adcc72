import type { Redis } from 'ioredis';
import { recordOf, recordText } from './record-text.js';
import type { Token } from './token.js';
import type { Answer, Beginning, TokenRecord, TokenStore } from './token-store.js';

/** Milliseconds after which a command has failed; the request that waits has other things to do with its time. */
const commandTimeoutMs = 1_000;

/**
 * Keeps tokens in Redis, for several gateways. Whoever makes a token's call holds a lease on it: its own key, which goes
 * by itself when its owner crashes. Only the holder writes the token's record, so no step needs a script.
 *
 * Records are not counted by caller here: their number is bounded by their TTL and by Redis' own memory settings, of
 * which `maxmemory-policy noeviction` never removes a record before its time. A full Redis counts as a store that fails.
 */
export class RedisStore implements TokenStore {
  readonly isShared = true;
  /** Until when each lease is certainly held by this process, by its own clock. */
  readonly #leases = new Map<string, number>();

  private constructor(
    private readonly redis: Redis,
    private readonly ttlMs: number,
    private readonly leaseMs: number,
  ) {}

  /**
   * Without Redis it starts all the same, and every method fails until it is there.
   *
   * @param leaseMs Longer than any call may be under way.
   * @throws Error with a sentence for an administrator when the package ioredis is missing.
   */
  static async connect(
    url: string,
    settings: { ttlMs: number; leaseMs: number },
    onError: (error: Error) => void,
  ): Promise<RedisStore> {
    const { Redis } = await import('ioredis').catch(() => {
      throw new Error('IDEMPOTENCY_STORE: a redis:// store needs the package ioredis: npm install ioredis@6');
    });
    const redis = new Redis(url, {
      lazyConnect: true,
      commandTimeout: commandTimeoutMs,
      connectTimeout: commandTimeoutMs,
      // Nothing is under way when the store is closed.
      disconnectTimeout: 50,
      // A command that is kept for later, or sent a second time, is worse than one that has failed.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      // After a failover the connection may lead to a node that is now a replica, or not yet a primary.
      reconnectOnError: ({ message }) => /^(READONLY|LOADING|MASTERDOWN)\b/.test(message),
      retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
    });
    redis.on('error', onError);
    await redis.connect().catch(onError);
    return new RedisStore(redis, settings.ttlMs, settings.leaseMs);
  }

  async begin({ key, input }: Token): Promise<Beginning> {
    const heldUntil = performance.now() + this.leaseMs;
    const [lease, text] = await Promise.all([
      this.redis.set(leaseKey(key), '', 'PX', this.leaseMs, 'NX'),
      this.redis.get(recordKey(key)),
    ]);
    const known = text === null ? null : recordOf(text);
    const settled = known !== null && (known.answer !== null || known.input !== input);
    if (lease === null) return settled ? { kind: 'known', record: known } : { kind: 'busy' };
    this.#leases.set(key, heldUntil);
    if (settled) await this.#unlock(key);
    if (known) return { kind: 'known', record: known };
    const record = { input, startedAt: Date.now(), answer: null };
    await this.#write(key, record);
    return { kind: 'new', record };
  }

  async answer({ key }: Token, record: TokenRecord, { text }: Answer): Promise<void> {
    if (!this.#holds(key)) return;
    await this.#write(key, { ...record, answer: text });
    await this.#unlock(key);
  }

  async leave({ key }: Token): Promise<void> {
    await this.#unlock(key);
  }

  async release({ key }: Token): Promise<void> {
    if (!this.#holds(key)) return;
    await this.redis.del(recordKey(key));
    await this.#unlock(key);
  }

  /** Writes, since a Redis that is read-only, full or lacks the permission answers a PING all the same. */
  async check(): Promise<void> {
    await this.redis.set(checkKey, '', 'PX', this.leaseMs);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }

  async #unlock(key: string): Promise<void> {
    if (!this.#holds(key)) return;
    this.#leases.delete(key);
    await this.redis.del(leaseKey(key));
  }

  async #write(key: string, record: TokenRecord): Promise<void> {
    await this.redis.set(recordKey(key), recordText(record), 'PX', this.ttlMs);
  }

  /** Whether the lease is still ours for certain: one that has run out may be another process's. */
  #holds(key: string): boolean {
    const until = this.#leases.get(key);
    if (until !== undefined && performance.now() < until) return true;
    this.#leases.delete(key);
    return false;
  }
}

// The braces keep both keys of a token in one slot of a cluster.
const checkKey = 'contact-gateway:check';
const recordKey = (key: string) => `contact-gateway:{${key}}`;
const leaseKey = (key: string) => `contact-gateway:{${key}}:lease`;
