import { createLocalJWKSet, errors, type FlattenedJWSInput, type JWSHeaderParameters } from 'jose';
import type { Logger } from 'pino';
import { fetch } from 'undici';
import { OutgoingAgent } from '../lib/outgoing-agent.js';
import type { Proxies } from '../lib/proxies.js';

export interface KeySetTimes {
  /** Milliseconds after which the keys are read anew, behind a request that needs them. */
  readonly refreshMs: number;
  /** Milliseconds for which keys are used when they cannot be read anew. */
  readonly maxAgeMs: number;
  /** Milliseconds between two reads for keys that are not known, and between a read that failed and the next. */
  readonly cooldownMs: number;
  /** Milliseconds that a read may take. */
  readonly timeoutMs: number;
}

const defaults: KeySetTimes = {
  refreshMs: 5 * 60_000,
  maxAgeMs: 60 * 60_000,
  cooldownMs: 30_000,
  timeoutMs: 5_000,
};
/** Milliseconds between reads while there are no keys to go by. */
const unusableReadAgainMs = 2_000;

type Keys = ReturnType<typeof createLocalJWKSet>;

/** There are no keys to check a token with. */
export class NoKeys extends Error {
  override readonly name = 'NoKeys';
}

/**
 * The public keys of an issuer, read from its JWKS. Old ones are read anew behind the requests, and serve for a while when
 * that fails. A key that is not known makes one read at once, and then at most one in each cooldown, so that made-up key
 * ids cannot drive the reads. jose's own remote set has neither: it reads in front of a request, and does not rest after
 * a failure.
 */
export class KeySet {
  readonly #times: KeySetTimes;
  readonly #closing = new AbortController();
  readonly #agent: OutgoingAgent;
  #keys: Keys | null = null;
  #text = '';
  #readAt = -Infinity;
  #triedAt = -Infinity;
  #soughtAt = -Infinity;
  #reading: Promise<void> | null = null;

  /**
   * @param onChange Told when the keys are others than before: what was checked by them must be checked anew.
   * @param now Milliseconds, on a clock that only goes forward.
   * @param proxies The proxies on the way to the issuer; null for none.
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

  /** Whether there are keys that are not too old. */
  get usable(): boolean {
    return this.#keys !== null && this.now() - this.#readAt < this.#times.maxAgeMs;
  }

  /** Whether they are being read. */
  get reading(): boolean {
    return this.#reading !== null;
  }

  /** Reads the keys anew when they are old; nobody waits for it. */
  keepFresh(): void {
    if (this.now() - this.#readAt >= this.#times.refreshMs && this.#mayTry()) void this.#read();
  }

  /** Waits for keys where there are none; whether there are some then. */
  async ready(): Promise<boolean> {
    if (!this.usable && (this.#reading || this.#mayTry())) await this.#read();
    return this.usable;
  }

  /** The key for a token. @throws NoKeys; JOSEError when none fits. */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput) {
    await this.ready();
    const keys = this.#usableKeys();
    try {
      return await keys(header, token);
    } catch (error) {
      const unknown = error instanceof errors.JWKSNoMatchingKey;
      if (!unknown || (!this.#reading && !this.#maySeek())) throw error;
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

  #mayTry(): boolean {
    const pauseMs = this.usable ? this.#times.cooldownMs : unusableReadAgainMs;
    return this.now() - this.#triedAt >= pauseMs;
  }

  #maySeek(): boolean {
    if (this.now() - this.#soughtAt < this.#times.cooldownMs) return false;
    this.#soughtAt = this.now();
    return true;
  }

  /** One read at a time. Never throws: without an answer the old keys stay. */
  #read(): Promise<void> {
    if (this.#reading) return this.#reading;
    this.#triedAt = this.now();
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
    const answer = await fetch(this.url, { headers, redirect: 'error', signal, dispatcher: this.#agent });
    if (answer.status !== 200) throw new Error(`status ${answer.status}`);
    const text = await answer.text();
    const set = JSON.parse(text);
    const keys = createLocalJWKSet(set);
    if (set.keys.length === 0) throw new Error('no key in it');
    this.#readAt = this.now();
    if (text === this.#text) return;
    this.#keys = keys;
    this.#text = text;
    this.onChange();
  }
}

/** The reason of a failure, in words that cannot repeat the answer. */
function reasonOf(error: Error): string {
  if (error instanceof SyntaxError) return 'not JSON';
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? error.message;
}
