import { createLocalJWKSet, errors, type FlattenedJWSInput, type JWSHeaderParameters } from 'jose';
import type { Logger } from 'pino';
import { fetch } from 'undici';
import { OutgoingAgent } from '../lib/outgoing-agent.js';
import type { Proxies } from '../lib/proxies.js';

/** Times of a key set, all in milliseconds. */
export interface KeySetTimes {
  /** Age after which the keys are reloaded in the background. */
  readonly refreshMs: number;
  /** Age up to which the keys are used if they cannot be reloaded. */
  readonly maxAgeMs: number;
  /** Minimum time between two reads for unknown keys, and from a failed read to the next while the keys are usable. */
  readonly cooldownMs: number;
  /** Timeout of a read. */
  readonly timeoutMs: number;
}

const defaults: KeySetTimes = {
  refreshMs: 5 * 60_000,
  maxAgeMs: 60 * 60_000,
  cooldownMs: 30_000,
  timeoutMs: 5_000,
};
/** Minimum time between reads while there are no usable keys, in milliseconds. */
const unusableCooldownMs = 2_000;

type Keys = ReturnType<typeof createLocalJWKSet>;

/** Error for a token that cannot be verified, because there are no usable keys. */
export class NoKeys extends Error {
  override readonly name = 'NoKeys';
}

/**
 * Public keys of an issuer, read from its JWKS. Old keys are reloaded in the background, and stay in use for some time
 * if the reload fails. An unknown key causes a read at once, but at most one per cooldown, so that clients with made-up
 * key ids cannot cause many reads. jose's own remote set makes requests wait for a reload, and has no pause after a
 * failure.
 */
export class KeySet {
  readonly #times: KeySetTimes;
  readonly #closing = new AbortController();
  readonly #agent: OutgoingAgent;
  #keys: Keys | null = null;
  #text = '';
  #readAt = -Infinity;
  #attemptedAt = -Infinity;
  #unknownKeyReadAt = -Infinity;
  #reading: Promise<void> | null = null;

  /**
   * @param onChange Called when the keys have changed: tokens must then be verified again.
   * @param now Returns milliseconds on a monotonic clock.
   * @param proxies Proxies on the way to the issuer; null for none.
   */
  constructor(
    private readonly url: string,
    private readonly log: Logger,
    private readonly onChange: () => void,
    times: Partial<KeySetTimes> = {},
    private readonly now = () => performance.now(),
    proxies: Proxies | null = null,
  ) {
    this.#times = { ...defaults, ...times };
    const { timeoutMs } = this.#times;
    this.#agent = new OutgoingAgent(proxies, { connectTimeoutMs: timeoutMs, answerTimeoutMs: timeoutMs });
  }

  /** Whether there are keys, and they are not too old. */
  get usable(): boolean {
    return this.#keys !== null && this.now() - this.#readAt < this.#times.maxAgeMs;
  }

  /** Whether a read of the keys is in progress. */
  get reading(): boolean {
    return this.#reading !== null;
  }

  /** Starts a reload in the background if the keys are old. */
  keepFresh(): void {
    if (this.now() - this.#readAt >= this.#times.refreshMs && this.#mayRead()) void this.#read();
  }

  /** Reads the keys if there are no usable ones. @returns Whether there are usable keys then. */
  async ready(): Promise<boolean> {
    if (!this.usable && (this.#reading || this.#mayRead())) await this.#read();
    return this.usable;
  }

  /** Returns the key for a token. @throws NoKeys without usable keys. @throws JOSEError when no key fits. */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput) {
    await this.ready();
    const keys = this.#usableKeys();
    try {
      return await keys(header, token);
    } catch (error) {
      const unknown = error instanceof errors.JWKSNoMatchingKey;
      if (!unknown || (!this.#reading && !this.#mayReadForUnknownKey())) throw error;
      await this.#read();
      return this.#usableKeys()(header, token);
    }
  }

  close(): void {
    this.#closing.abort();
    void this.#agent.destroy();
  }

  #usableKeys(): Keys {
    if (!this.usable || !this.#keys) throw new NoKeys();
    return this.#keys;
  }

  #mayRead(): boolean {
    const pauseMs = this.usable ? this.#times.cooldownMs : unusableCooldownMs;
    return this.now() - this.#attemptedAt >= pauseMs;
  }

  #mayReadForUnknownKey(): boolean {
    if (this.now() - this.#unknownKeyReadAt < this.#times.cooldownMs) return false;
    this.#unknownKeyReadAt = this.now();
    return true;
  }

  /** Reads the keys, one read at a time. Never throws: after a failure the old keys stay. */
  #read(): Promise<void> {
    if (this.#reading) return this.#reading;
    this.#attemptedAt = this.now();
    this.#reading = this.#fetch()
      .catch((error: Error) => {
        if (!this.#closing.signal.aborted)
          this.log.warn({ reason: reasonOf(error) }, 'the keys of the issuer could not be read');
      })
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  async #fetch(): Promise<void> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#times.timeoutMs)]);
    const headers = { accept: 'application/json' };
    const response = await fetch(this.url, { headers, redirect: 'error', signal, dispatcher: this.#agent });
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    const text = await response.text();
    const set = JSON.parse(text);
    const keys = createLocalJWKSet(set);
    if (set.keys.length === 0) throw new Error('the JWKS has no keys');
    this.#readAt = this.now();
    if (text === this.#text) return;
    this.#keys = keys;
    this.#text = text;
    this.onChange();
  }
}

/** Returns the reason of a failed read, without any content of the response. */
function reasonOf(error: Error): string {
  if (error instanceof SyntaxError) return 'not JSON';
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? error.message;
}
