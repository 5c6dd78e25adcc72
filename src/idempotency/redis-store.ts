import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { recordOf, recordText } from './record-text.js';
import type { Token } from './token.js';
import type { Answer, Beginning, TokenRecord, TokenStore } from './token-store.js';

/** Timeout of a command in milliseconds, short so that waiting requests have time left. */
const commandTimeoutMs = 1_000;

/** Interval of the attempts to remove abandoned leases, in milliseconds, and the maximum number of leases to track. */
const removeIntervalMs = 1_000;
const maxAbandoned = 10_000;

/** A lease that this process holds. */
interface Lease {
  /** Unique value of the lease in Redis. */
  readonly name: string;
  /** Time until which this process certainly holds the lease, by `performance.now()`. */
  readonly until: number;
  /** Record texts that this process may have written under this lease without making a call. */
  readonly unused: readonly string[];
}

/**
 * Store that keeps records in Redis, for several gateways. The gateway that makes a token's call holds a lease on the
 * token. The lease is a separate key that expires if its holder crashes. Only the holder writes the token's record, but
 * for the effect that replaces a recorded refusal. So no step needs a script.
 *
 * If Redis does not reply to a command, it may still have executed the command. The lease is then abandoned, but its
 * unique name shows that it belongs to this process. The next `begin` continues under the lease. If there is none, the
 * store removes the lease later, together with its record if no call was made.
 *
 * This store does not limit the records of a caller. Their number is bounded by their TTL and by the memory settings of
 * Redis. With `maxmemory-policy noeviction` Redis never evicts a record early. A full Redis counts as a failed store.
 */
export class RedisStore implements TokenStore {
  readonly isShared = true;
  readonly #leases = new Map<string, Lease>();
  /** Abandoned leases: they may exist in Redis although this process does not use their tokens. */
  readonly #abandoned = new Map<string, Lease & { readonly awaitsAnswer: boolean }>();
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly redis: Redis,
    private readonly ttlMs: number,
    private readonly leaseMs: number,
  ) {}

  /**
   * Connects to Redis. If Redis is unavailable, the store is returned all the same, and its methods fail until Redis is
   * available.
   *
   * @param settings `ttlMs` is the lifetime of a record and `leaseMs` that of a lease, which must exceed the longest
   *   call.
   * @param onError Receives connection errors.
   * @throws Error with a message for the operator when the package ioredis is missing.
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
      // Short, because no command is in progress when the store is closed.
      disconnectTimeout: 50,
      // A command that is sent late or twice does more harm than a failed one.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      // After a failover the connection may lead to a replica, or to a node that is not a primary yet.
      reconnectOnError: ({ message }) => /^(READONLY|LOADING|MASTERDOWN)\b/.test(message),
      retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
    });
    redis.on('error', onError);
    await redis.connect().catch(onError);
    return new RedisStore(redis, settings.ttlMs, settings.leaseMs);
  }

  async begin({ key, input }: Token): Promise<Beginning> {
    const abandoned = this.#abandoned.get(key);
    this.#abandoned.delete(key);
    const record = { input, startedAt: Date.now(), answer: null };
    const unused = [...(abandoned?.unused ?? []), recordText(record)];
    const lease = { name: abandoned?.name ?? randomUUID(), until: performance.now() + this.leaseMs, unused };
    const isSent = this.redis.status === 'ready';
    try {
      return await this.#begin(key, record, lease, abandoned);
    } catch (error) {
      this.#leases.delete(key);
      const until = abandoned ? Math.min(abandoned.until, lease.until) : lease.until;
      if (isSent) this.#abandon(key, { ...lease, until }, abandoned?.awaitsAnswer);
      else if (abandoned) this.#abandoned.set(key, abandoned);
      throw error;
    }
  }

  async #begin(key: string, record: TokenRecord, lease: Lease, abandoned: Lease | undefined): Promise<Beginning> {
    const [taken, holder, text] = await Promise.all([
      this.redis.set(leaseKey(key), lease.name, 'PX', this.leaseMs, 'NX'),
      this.redis.get(leaseKey(key)),
      this.redis.get(recordKey(key)),
    ]);
    const known = text === null ? null : recordOf(text);
    const settled = known !== null && (known.answer !== null || known.input !== record.input);
    // An abandoned lease still belongs to this process until it expires.
    const continues =
      taken === null && abandoned !== undefined && holder === abandoned.name && performance.now() < abandoned.until;
    if (taken === null && !continues) return settled ? { kind: 'known', record: known } : { kind: 'busy' };
    this.#leases.set(key, continues ? { ...lease, until: abandoned.until } : lease);
    const isUnused = continues && text !== null && abandoned.unused.includes(text);
    if (isUnused && !settled) return { kind: 'new', record: known ?? record };
    if (settled && !isUnused) await this.#unlock(key);
    if (known && !isUnused) return { kind: 'known', record: known };
    await this.#write(key, record);
    return { kind: 'new', record };
  }

  async answer({ key }: Token, record: TokenRecord, answer: Answer): Promise<void> {
    // No process holds a lease on an answered record for longer than it takes to read it.
    if (record.answer) return this.#write(key, { ...record, answer });
    const lease = this.#held(key);
    // `Idempotency` records the answer later, unless the next holder of the lease has recorded one.
    if (!lease) throw new Error('The lease has expired.');
    await this.#orAbandon(key, { ...lease, unused: [] }, true, () => this.#write(key, { ...record, answer }));
    await this.#unlock(key);
  }

  async leave({ key }: Token): Promise<void> {
    await this.#unlock(key);
  }

  async release({ key }: Token): Promise<void> {
    const lease = this.#held(key);
    if (!lease) return;
    await this.#orAbandon(key, lease, false, () => this.redis.del(recordKey(key)));
    await this.#unlock(key);
  }

  /** Writes a key, because Redis answers PING even if it is read-only or full, or does not permit writes. */
  async check(): Promise<void> {
    await this.redis.set(checkKey, '', 'PX', this.leaseMs);
  }

  async close(): Promise<void> {
    await this.#removeAllAbandoned();
    clearInterval(this.#timer);
    this.redis.disconnect();
  }

  async #unlock(key: string): Promise<void> {
    const lease = this.#held(key);
    if (!lease) return;
    this.#leases.delete(key);
    await this.#orAbandon(key, { ...lease, unused: [] }, false, () => this.redis.del(leaseKey(key)));
  }

  /** Runs a step. If the step fails, abandons the lease. */
  async #orAbandon(key: string, lease: Lease, awaitsAnswer: boolean, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#leases.delete(key);
      this.#abandon(key, lease, awaitsAnswer);
      throw error;
    }
  }

  /**
   * Abandons a lease.
   * @param awaitsAnswer Whether this process will still record an answer, so that the lease must not be removed.
   */
  #abandon(key: string, lease: Lease, awaitsAnswer = false): void {
    if (this.#abandoned.size < maxAbandoned) this.#abandoned.set(key, { ...lease, awaitsAnswer });
    this.#timer ??= setInterval(() => void this.#removeAllAbandoned(), removeIntervalMs).unref();
  }

  /** Removes abandoned leases from Redis. After a failure the next interval tries again. Never throws. */
  async #removeAllAbandoned(): Promise<void> {
    for (const [key, abandoned] of [...this.#abandoned]) {
      if (abandoned.until <= performance.now()) this.#abandoned.delete(key);
      else if (!abandoned.awaitsAnswer && this.#abandoned.delete(key)) {
        try {
          await this.#removeAbandoned(key, abandoned);
        } catch {
          // Another request may have used the token in the meantime.
          if (!this.#abandoned.has(key) && !this.#leases.has(key)) this.#abandoned.set(key, abandoned);
          return;
        }
      }
    }
    if (this.#abandoned.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #removeAbandoned(key: string, { name, until, unused }: Lease): Promise<void> {
    const [holder, text] = await Promise.all([this.redis.get(leaseKey(key)), this.redis.get(recordKey(key))]);
    const isOurs = holder === name && performance.now() < until - commandTimeoutMs;
    if (!isOurs) return;
    if (text !== null && unused.includes(text)) await this.redis.del(recordKey(key));
    await this.redis.del(leaseKey(key));
  }

  async #write(key: string, record: TokenRecord): Promise<void> {
    await this.redis.set(recordKey(key), recordText(record), 'PX', this.ttlMs);
  }

  /** Returns the lease while this process certainly holds it; null after that, when another process may hold it. */
  #held(key: string): Lease | null {
    const lease = this.#leases.get(key);
    if (lease && performance.now() < lease.until) return lease;
    this.#leases.delete(key);
    return null;
  }
}

// The braces are a hash tag: both keys of a token are in the same slot of a cluster.
const checkKey = 'contact-gateway:check';
const recordKey = (key: string) => `contact-gateway:{${key}}`;
const leaseKey = (key: string) => `contact-gateway:{${key}}:lease`;
