import type { BoundReason } from './bounds-observer.js';
import type { Token } from './token.js';

/** Idempotency record of a token. */
export interface TokenRecord {
  /** Hash of the input. */
  readonly input: string;
  /** Start of the call, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Result of the call; null while it is unknown. */
  readonly answer: Answer | null;
}

/** Outcome of a mutation: an effect in Connect, or a refusal without any effect. */
export type Outcome = 'effect' | 'refusal';

/** Result of a call, as stored. */
export interface Answer {
  readonly text: string;
  readonly outcome: Outcome;
}

/** Refusal of a record, because the bounds of the store leave no room for it. */
export interface StoreFull {
  readonly kind: 'full';
  readonly reason: BoundReason;
  /** Maximum number of records of the caller or of the whole store, depending on the reason. */
  readonly limit: number;
}

/** Result of `TokenStore.begin`. */
export type Beginning =
  /** There was no record of the token. Its call is now recorded as started. */
  | { readonly kind: 'new'; readonly record: TokenRecord }
  /**
   * There is a record. If it has the same input and no answer, its call has ended in doubt, and this process now holds
   * the token.
   */
  | { readonly kind: 'known'; readonly record: TokenRecord }
  /** Another process holds the token. */
  | { readonly kind: 'busy' }
  /** There was no record of the token, and none was made. */
  | StoreFull;

/** Store of idempotency records. A process must not use the same key concurrently. Methods throw if the store fails. */
export interface TokenStore {
  /** Whether other gateways may use the store too. */
  readonly isShared: boolean;
  /** Records the start of a call, unless the token has a record. Persistent stores resolve after saving the record. */
  begin(token: Token): Promise<Beginning>;
  /**
   * Adds the result of the call to its record, or replaces the recorded refusal by an effect. Other records may be
   * evicted for it.
   */
  answer(token: Token, record: TokenRecord, answer: Answer): Promise<void>;
  /** Keeps the record without a result, because the outcome of its call is unknown. Other records may be evicted for it. */
  leave(token: Token, record: TokenRecord): Promise<void>;
  /** Removes the record of a call that was certainly not applied. */
  release(token: Token): Promise<void>;
  /** Checks that the store works. @throws Error with the reason if it does not. */
  check(): Promise<void>;
  close(): Promise<void>;
}
