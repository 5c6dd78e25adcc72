import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Token, type TokenUse, tokenOf } from './token.js';
import type { Beginning, Outcome, StoreFull, TokenStore } from './token-store.js';
import { UnrecordedCalls } from './unrecorded.js';

/** Ending of a call, by its meaning for the client token. */
export type Ending<Failure> =
  /** Conclusive. Later requests with the same token and input get this answer. */
  | { readonly kind: 'answered'; readonly answer: string; readonly outcome: Outcome }
  /** The call may have been applied. The token must not be used for another call without a check. */
  | { readonly kind: 'open'; readonly failure: Failure }
  /** The call was certainly not applied. The token can be used again. */
  | { readonly kind: 'not-applied'; readonly failure: Failure };

/**
 * Whether an earlier call with the token is in doubt:
 * - `none`: there is no record of such a call.
 * - `open`: there is a record of a call whose outcome is unknown.
 * - `unknown`: records may be missing, because the store is unavailable, or is shared and failed within the last
 *   minute.
 */
export type EarlierCall = 'none' | 'open' | 'unknown';

interface Replayable {
  /** Whether the result comes from another request's call. */
  readonly replayed: boolean;
}

/** Result of a call that is made at most once per client token. */
export type Once<Failure> =
  | (Exclude<Ending<Failure>, { readonly kind: 'answered' }> & Replayable)
  | ({ readonly kind: 'answered'; readonly answer: string } & Replayable)
  /** The token was used with another input. */
  | { readonly kind: 'other-input' }
  /** The call of another request with the same input was still in progress at this request's deadline. */
  | { readonly kind: 'under-way' }
  /** The store failed, so the call was not made. */
  | { readonly kind: 'store-failed' }
  /** The store has no room for a record, so the call was not made. */
  | StoreFull;

export interface OnceOptions {
  /** Deadline of the request. */
  readonly deadline: { readonly remainingMs: number };
  /**
   * Whether the call may be made without a record while the store fails, because Connect keeps the token too. A full
   * store refuses such calls all the same: without a record, a later request would not know that the call may have been
   * applied.
   */
  readonly withoutRecord: boolean;
}

/** Pause in milliseconds between two checks whether another process has finished. It doubles up to `longestPauseMs`. */
const firstPauseMs = 25;
const longestPauseMs = 400;
/**
 * Milliseconds after a failure of a shared store during which it may lack calls that another gateway has made without a
 * record. A gateway normally records such calls within this time. If that gateway crashed, the time covers the
 * usual retries of clients.
 */
const doubtMs = 60_000;
/** Timeout of the store in the readiness check, and when closing, in milliseconds. */
const checkWithinMs = 2_000;

/** Applies the call of a client token at most once, across all requests, processes and restarts that share a store. */
export class Idempotency {
  readonly #underWay = new Map<string, { readonly input: string; readonly once: Promise<Once<unknown>> }>();
  readonly #unrecorded: UnrecordedCalls;
  /** Namespace that goes into the hashes of each token; empty by default. */
  #namespace = '';
  /** Time of the store's last failure, by `performance.now()`. */
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: TokenStore,
    private readonly log: Logger,
  ) {
    this.#unrecorded = new UnrecordedCalls(store);
  }

  /**
   * Makes a call, unless its token was used before. A request with the same token waits for a call in progress and gets
   * the same result.
   *
   * @param make Makes the call. If there was or may have been an earlier call with this token, `make` must not cause a
   *   second effect, and its result must leave the earlier call's outcome open unless it is known.
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

  /** Whether the store works at the moment. */
  async works(): Promise<boolean> {
    const checked = this.store.check().then(
      () => true,
      (error: unknown) => this.#failed('check', error),
    );
    return (await within(checkWithinMs, checked)) ?? false;
  }

  /**
   * Ignores all earlier records and calls in progress from now on, for an emulator that has been reset. Calls in
   * progress are recorded under the old namespace, and those records expire unused.
   */
  startOver(): void {
    this.#namespace = randomUUID();
  }

  /** Waits for the calls in progress, including those of clients that have gone, and closes the store. */
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
    if (record.answer) return { kind: 'answered', answer: record.answer.text, replayed: true };

    const withoutOpenRecord = withoutRecord && this.#mayLackCalls ? 'unknown' : 'none';
    const earlier: EarlierCall = beginning.kind === 'known' ? 'open' : withoutOpenRecord;
    let ending: Ending<Failure> | undefined;
    try {
      ending = await make(earlier);
      return { ...ending, replayed: false };
    } finally {
      // A call that threw may have been applied. If the ending cannot be recorded, the record stays open, which is
      // safe.
      const kept =
        ending?.kind === 'answered'
          ? this.store.answer(token, record, { text: ending.answer, outcome: ending.outcome })
          : ending?.kind === 'not-applied' && beginning.kind === 'new'
            ? this.store.release(token)
            : this.store.leave(token, record);
      await kept.catch((error: unknown) => {
        this.#failed('end', error);
        // The answer is known, and is added to the open record later.
        if (ending?.kind === 'answered') {
          this.#unrecorded.add(token, { text: ending.answer, outcome: ending.outcome });
        }
      });
    }
  }

  /** Makes a call while the store is unavailable. Only this process knows of the call until the store works again. */
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

  /** Begins a record. Waits for another process that uses the token, at most until the deadline. */
  async #begin(token: Token, deadline: OnceOptions['deadline']): Promise<Beginning> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      const beginning = await this.store.begin(token);
      if (beginning.kind !== 'busy' || deadline.remainingMs <= pauseMs) return beginning;
      await sleep(pauseMs);
    }
  }

  /** Whether another gateway may have made a call that the store has no record of. */
  get #mayLackCalls(): boolean {
    return this.store.isShared && performance.now() - this.#failedAt < doubtMs;
  }

  #failed(step: 'begin' | 'end' | 'check', error: unknown): false {
    this.#failedAt = performance.now();
    this.log.error({ step, storeCode: storeCodeOf(error), err: error }, 'the idempotency store failed');
    return false;
  }
}

/** Returns the code at the start of a Redis error, such as READONLY, OOM, NOPERM or WRONGPASS. It contains no data. */
export function storeCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !/^(Reply|Simple)Error$/.test(error.name)) return undefined;
  return /^[A-Z]{2,30}(?= )/.exec(error.message)?.[0];
}

/** Marks another request's result as replayed; `under-way` if that request has no result yet. */
function replayOf<Failure>(once: Once<Failure> | null): Once<Failure> {
  if (!once) return { kind: 'under-way' };
  return 'replayed' in once ? { ...once, replayed: true } : once;
}

/** Waits for a promise, at most this many milliseconds; null after a timeout. */
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
