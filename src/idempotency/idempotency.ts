import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Token, type TokenUse, tokenOf } from './token.js';
import type { Beginning, Outcome, StoreFull, TokenStore } from './token-store.js';
import { UnrecordedCalls } from './unrecorded.js';

/** How a call ended, and what that means for its token. */
export type Ending<Failure> =
  /** Conclusively: whoever comes with the token and the same input gets this answer. */
  | { readonly kind: 'answered'; readonly answer: string; readonly outcome: Outcome }
  /** It may have been applied: the token must never simply be used again. */
  | { readonly kind: 'open'; readonly failure: Failure }
  /** This call was certainly not applied: the token is as it was before. */
  | { readonly kind: 'not-applied'; readonly failure: Failure };

/**
 * Whether the token was used before by a call whose outcome nobody knows: `none` as far as records go, `open` for such a
 * call, `unknown` while the store, which would know, is away, and for a minute after where gateways share it.
 */
export type EarlierCall = 'none' | 'open' | 'unknown';

interface Replayable {
  /** Whether it came of another request's call. */
  readonly replayed: boolean;
}

/** What comes of asking for a call to be made once. */
export type Once<Failure> =
  | (Exclude<Ending<Failure>, { readonly kind: 'answered' }> & Replayable)
  | ({ readonly kind: 'answered'; readonly answer: string } & Replayable)
  /** The token was used with another input. */
  | { readonly kind: 'other-input' }
  /** The call of another request, with the same input, was still under way when this one's time was up. */
  | { readonly kind: 'under-way' }
  /** Nothing can be recorded, so nothing was done. */
  | { readonly kind: 'store-failed' }
  /** There is no room for a record, so nothing was done. */
  | StoreFull;

export interface OnceOptions {
  /** The time of the request. */
  readonly deadline: { readonly remainingMs: number };
  /**
   * Whether the call may be made without a record when the store fails, since Connect keeps its token as well. A store
   * that is full refuses these calls too: its caller has that many calls in doubt already, and of another one without a
   * record nobody would know at the next request that it may have been applied.
   */
  readonly withoutRecord: boolean;
}

/** Milliseconds between two looks whether another process has finished; they double up to the longest. */
const firstPauseMs = 25;
const longestPauseMs = 400;
/**
 * Milliseconds after a failure of a shared store for which it may lack a call that another gateway has made without a
 * record. Longer than one takes to record it; where that one crashed, as long as clients try again.
 */
const doubtMs = 60_000;
/** Milliseconds within which a store must answer for the gateway to be ready. */
const checkWithinMs = 2_000;

/** Sees to it that the call of a client token is made once, over all requests, processes and restarts that a store spans. */
export class Idempotency {
  readonly #underWay = new Map<string, { readonly input: string; readonly once: Promise<Once<unknown>> }>();
  readonly #unrecorded: UnrecordedCalls;
  /** Part of the key of each record. */
  #namespace = '';
  /** When the store failed last, by `performance.now()`. */
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: TokenStore,
    private readonly log: Logger,
  ) {
    this.#unrecorded = new UnrecordedCalls(store);
  }

  /**
   * Has a call made, unless its token was used before. A request that comes with the same token while the call is under
   * way waits for it and gets the same.
   *
   * @param make Makes the call. Is told of an earlier call with this token; where there was or may have been one, it must do
   *   only what has no second effect, and must not claim more than it knows.
   */
  async once<Failure>(
    use: TokenUse,
    options: OnceOptions,
    make: (earlier: EarlierCall) => Promise<Ending<Failure>>,
  ): Promise<Once<Failure>> {
    const token = tokenOf(use, this.#namespace);
    const underWay = this.#underWay.get(token.key);
    if (underWay) {
      if (underWay.input !== token.input) return { kind: 'other-input' };
      return replayOf(await within(options.deadline.remainingMs, underWay.once as Promise<Once<Failure>>));
    }
    const once = this.#first(token, options, make);
    this.#underWay.set(token.key, { input: token.input, once });
    try {
      return await once;
    } finally {
      this.#underWay.delete(token.key);
    }
  }

  /** Whether tokens can be kept at the moment. */
  async works(): Promise<boolean> {
    const checked = this.store.check().then(
      () => true,
      (error: unknown) => this.#failed('check', error),
    );
    return (await within(checkWithinMs, checked)) ?? false;
  }

  /**
   * Finds no earlier record from now on, and joins no call that is under way: their effects are not there any more. What
   * is under way is recorded where nobody looks; records expire, whatever the store.
   */
  startOver(): void {
    this.#namespace = randomUUID();
  }

  /** Waits for what is under way, as that of clients that have gone. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#underWay.values()].map(({ once }) => once));
    await within(checkWithinMs, this.#unrecorded.recordAll());
    this.#unrecorded.close();
    await this.store.close();
  }

  async #first<Failure>(
    token: Token,
    { deadline, withoutRecord }: OnceOptions,
    make: (earlier: EarlierCall) => Promise<Ending<Failure>>,
  ): Promise<Once<Failure>> {
    let beginning: Beginning;
    try {
      await this.#unrecorded.record(token);
      beginning = await this.#begin(token, deadline);
    } catch (error) {
      this.#failed('begin', error);
      return withoutRecord ? this.#withoutRecord(token, make) : { kind: 'store-failed' };
    }
    if (beginning.kind === 'busy') return { kind: 'under-way' };
    if (beginning.kind === 'full') return beginning;
    const { record } = beginning;
    if (record.input !== token.input) return { kind: 'other-input' };
    if (record.answer !== null) return { kind: 'answered', answer: record.answer, replayed: true };

    const unheard = withoutRecord && this.#mayLackCalls ? 'unknown' : 'none';
    const earlier: EarlierCall = beginning.kind === 'known' ? 'open' : unheard;
    let ending: Ending<Failure> | undefined;
    try {
      ending = await make(earlier);
      return { ...ending, replayed: false };
    } finally {
      // A call that threw is as open as one without an answer. What cannot be recorded stays started, which is safe.
      const kept =
        ending?.kind === 'answered'
          ? this.store.answer(token, record, { text: ending.answer, outcome: ending.outcome })
          : ending?.kind === 'not-applied' && beginning.kind === 'new'
            ? this.store.release(token)
            : this.store.leave(token, record);
      await kept.catch((error: unknown) => {
        this.#failed('end', error);
        // The answer is known, and replaces the record of a call that began.
        if (ending?.kind === 'answered') {
          this.#unrecorded.add(token, { text: ending.answer, outcome: ending.outcome });
        }
      });
    }
  }

  /** While the store is away: nobody but this process knows of a call that it makes, until the store is back. */
  async #withoutRecord<Failure>(
    token: Token,
    make: (earlier: EarlierCall) => Promise<Ending<Failure>>,
  ): Promise<Once<Failure>> {
    const known = this.#unrecorded.find(token);
    if (known && known.token.input !== token.input) return { kind: 'other-input' };
    if (known?.answer) return { kind: 'answered', answer: known.answer.text, replayed: true };
    if (this.#unrecorded.isFull) return { kind: 'store-failed' };
    let ending: Ending<Failure> | undefined;
    try {
      ending = await make(known ? 'open' : 'unknown');
      return { ...ending, replayed: false };
    } finally {
      // A call that threw may have been applied.
      if (ending?.kind === 'answered') {
        this.#unrecorded.add(token, { text: ending.answer, outcome: ending.outcome });
      } else if (ending?.kind !== 'not-applied') {
        this.#unrecorded.add(token, null);
      }
    }
  }

  /** Waits for another process that is at it, as long as there is time. */
  async #begin(token: Token, deadline: OnceOptions['deadline']): Promise<Beginning> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      const beginning = await this.store.begin(token);
      if (beginning.kind !== 'busy' || deadline.remainingMs <= pauseMs) return beginning;
      await sleep(pauseMs);
    }
  }

  /** Whether another gateway may have made a call of which the store does not know yet, or never will. */
  get #mayLackCalls(): boolean {
    return this.store.isShared && performance.now() - this.#failedAt < doubtMs;
  }

  #failed(step: 'begin' | 'end' | 'check', error: unknown): false {
    this.#failedAt = performance.now();
    this.log.error({ step, storeCode: storeCodeOf(error), err: error }, 'the idempotency store failed');
    return false;
  }
}

/** The word with which Redis begins its errors: READONLY, OOM, NOPERM, WRONGPASS. It holds no data. */
export function storeCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !/^(Reply|Simple)Error$/.test(error.name)) return undefined;
  return /^[A-Z]{2,30}(?= )/.exec(error.message)?.[0];
}

/** The same as another request got, for one that has made no call itself; or that it is still under way. */
function replayOf<Failure>(once: Once<Failure> | null): Once<Failure> {
  if (!once) return { kind: 'under-way' };
  return 'replayed' in once ? { ...once, replayed: true } : once;
}

/** Null when it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([promise, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
