import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { recordOf, recordText } from './record-text.js';
import type { Token } from './token.js';
import type { Answer, Beginning, TokenRecord, TokenStore } from './token-store.js';

/** Milliseconds after which a command has failed; the request that waits has other things to do with its time. */
const commandTimeoutMs = 1_000;

/** Milliseconds between two tries to take back what was left behind, of which this many leases are known at most. */
const takeBackEveryMs = 1_000;
const maxLeft = 10_000;

/** A lease that this process holds. */
interface Lease {
  /** Its value in Redis, which no other lease has. */
  readonly name: string;
  /** Until when it is certainly held, by `performance.now()`. */
  readonly until: number;
  /** Texts that the token's record has only if this process has written it, and no call was made under it. */
  readonly unused: readonly string[];
}

/**
 * Keeps tokens in Redis, for several gateways. Whoever makes a token's call holds a lease on it: its own key, which goes
 * by itself when its owner crashes. Only the holder writes the token's record, so no step needs a script.
 *
 * When the reply to a step does not come, Redis may have carried it out. The lease then says by its name that it is this
 * process's: the next `begin` goes on under it, or else it is taken back, with a record under which no call was made.
 *
 * Records are not counted by caller here: their number is bounded by their TTL and by Redis' own memory settings, of
 * which `maxmemory-policy noeviction` never removes a record before its time. A full Redis counts as a store that fails.
 */
export class RedisStore implements TokenStore {
  readonly isShared = true;
  readonly #leases = new Map<string, Lease>();
  /** Leases that may stand in Redis although nobody here is at their token. */
  readonly #left = new Map<string, Lease & { readonly awaitsAnswer: boolean }>();
  #timer: NodeJS.Timeout | undefined;

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
    const left = this.#left.get(key);
    this.#left.delete(key);
    const record = { input, startedAt: Date.now(), answer: null };
    const unused = [...(left?.unused ?? []), recordText(record)];
    const lease = { name: left?.name ?? randomUUID(), until: performance.now() + this.leaseMs, unused };
    const isSent = this.redis.status === 'ready';
    try {
      return await this.#begin(key, record, lease, left);
    } catch (error) {
      this.#leases.delete(key);
      const until = left ? Math.min(left.until, lease.until) : lease.until;
      if (isSent) this.#leave(key, { ...lease, until }, left?.awaitsAnswer);
      else if (left) this.#left.set(key, left);
      throw error;
    }
  }

  async #begin(key: string, record: TokenRecord, lease: Lease, left: Lease | undefined): Promise<Beginning> {
    const [taken, holder, text] = await Promise.all([
      this.redis.set(leaseKey(key), lease.name, 'PX', this.leaseMs, 'NX'),
      this.redis.get(leaseKey(key)),
      this.redis.get(recordKey(key)),
    ]);
    const known = text === null ? null : recordOf(text);
    const settled = known !== null && (known.answer !== null || known.input !== record.input);
    // One that was left behind is ours as long as it stands.
    const goesOn = taken === null && left !== undefined && holder === left.name && performance.now() < left.until;
    if (taken === null && !goesOn) return settled ? { kind: 'known', record: known } : { kind: 'busy' };
    this.#leases.set(key, goesOn ? { ...lease, until: left.until } : lease);
    const isUnused = goesOn && text !== null && left.unused.includes(text);
    if (isUnused && !settled) return { kind: 'new', record: known ?? record };
    if (settled && !isUnused) await this.#unlock(key);
    if (known && !isUnused) return { kind: 'known', record: known };
    await this.#write(key, record);
    return { kind: 'new', record };
  }

  async answer({ key }: Token, record: TokenRecord, { text }: Answer): Promise<void> {
    const lease = this.#held(key);
    if (!lease) return;
    await this.#orLeave(key, { ...lease, unused: [] }, true, () => this.#write(key, { ...record, answer: text }));
    await this.#unlock(key);
  }

  async leave({ key }: Token): Promise<void> {
    await this.#unlock(key);
  }

  async release({ key }: Token): Promise<void> {
    const lease = this.#held(key);
    if (!lease) return;
    await this.#orLeave(key, lease, false, () => this.redis.del(recordKey(key)));
    await this.#unlock(key);
  }

  /** Writes, since a Redis that is read-only, full or lacks the permission answers a PING all the same. */
  async check(): Promise<void> {
    await this.redis.set(checkKey, '', 'PX', this.leaseMs);
  }

  async close(): Promise<void> {
    await this.#takeAllBack();
    clearInterval(this.#timer);
    this.redis.disconnect();
  }

  async #unlock(key: string): Promise<void> {
    const lease = this.#held(key);
    if (!lease) return;
    this.#leases.delete(key);
    await this.#orLeave(key, { ...lease, unused: [] }, false, () => this.redis.del(leaseKey(key)));
  }

  /** Runs a step. When it fails, the lease is left behind, to be taken up or back. */
  async #orLeave(key: string, lease: Lease, awaitsAnswer: boolean, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#leases.delete(key);
      this.#leave(key, lease, awaitsAnswer);
      throw error;
    }
  }

  /** @param awaitsAnswer Whether somebody here knows the answer, and will come with it: until then nobody else may look. */
  #leave(key: string, lease: Lease, awaitsAnswer = false): void {
    if (this.#left.size < maxLeft) this.#left.set(key, { ...lease, awaitsAnswer });
    this.#timer ??= setInterval(() => void this.#takeAllBack(), takeBackEveryMs).unref();
  }

  /** Takes back what was left behind and nobody comes for, until that fails: then it is tried again. Never throws. */
  async #takeAllBack(): Promise<void> {
    for (const [key, left] of [...this.#left]) {
      if (left.until <= performance.now()) this.#left.delete(key);
      else if (!left.awaitsAnswer && this.#left.delete(key)) {
        try {
          await this.#takeBack(key, left);
        } catch {
          // Meanwhile another request may have come with the token.
          if (!this.#left.has(key) && !this.#leases.has(key)) this.#left.set(key, left);
          return;
        }
      }
    }
    if (this.#left.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #takeBack(key: string, { name, until, unused }: Lease): Promise<void> {
    const [holder, text] = await Promise.all([this.redis.get(leaseKey(key)), this.redis.get(recordKey(key))]);
    const isOurs = holder === name && performance.now() < until - commandTimeoutMs;
    if (!isOurs) return;
    if (text !== null && unused.includes(text)) await this.redis.del(recordKey(key));
    await this.redis.del(leaseKey(key));
  }

  async #write(key: string, record: TokenRecord): Promise<void> {
    await this.redis.set(recordKey(key), recordText(record), 'PX', this.ttlMs);
  }

  /** The lease, while it is ours for certain: one that has run out may be another process's. */
  #held(key: string): Lease | null {
    const lease = this.#leases.get(key);
    if (lease && performance.now() < lease.until) return lease;
    this.#leases.delete(key);
    return null;
  }
}

// The braces keep both keys of a token in one slot of a cluster.
const checkKey = 'contact-gateway:check';
const recordKey = (key: string) => `contact-gateway:{${key}}`;
const leaseKey = (key: string) => `contact-gateway:{${key}}:lease`;
