import type { BoundReason } from './bounds-observer.js';
import type { Token } from './token.js';

/** What is kept of a token. */
export interface TokenRecord {
  /** The hash of the input. */
  readonly input: string;
  /** When its call began, in milliseconds since 1970. */
  readonly startedAt: number;
  /** What became of it; null as long as nobody knows. */
  readonly answer: string | null;
}

/** Whether the answer of a mutation stands for an effect in Connect, or for a refusal that left Connect as it was. */
export type Outcome = 'effect' | 'refusal';

export interface Answer {
  readonly text: string;
  readonly outcome: Outcome;
}

/** The bounds of a store leave no room for another record. */
export interface StoreFull {
  readonly kind: 'full';
  readonly reason: BoundReason;
  /** Records: of the caller or of the whole store, by the reason. */
  readonly limit: number;
}

/** What a store finds when a call is about to begin. */
export type Beginning =
  /** The token was not known; its call is now recorded as started. */
  | { readonly kind: 'new'; readonly record: TokenRecord }
  /** Without an answer and with the same input nobody is at it any more: it is now for whoever asked. */
  | { readonly kind: 'known'; readonly record: TokenRecord }
  /** Another process is at it. */
  | { readonly kind: 'busy' }
  /** The token was not known, and nothing was recorded. */
  | StoreFull;

/**
 * Where tokens are kept. Within a process nobody asks twice at a time for the same key. Every method throws when the
 * store fails.
 */
export interface TokenStore {
  /** Whether other gateways may use it too. */
  readonly isShared: boolean;
  /** Records that a call begins, unless its token is known. When this resolves, the record outlasts a crash. */
  begin(token: Token): Promise<Beginning>;
  /** Adds to a record what became of its call. Records of other tokens may be evicted for it. */
  answer(token: Token, record: TokenRecord, answer: Answer): Promise<void>;
  /** Nobody knows what became of the call: its record stays, for the next who asks. Others may be evicted for it. */
  leave(token: Token, record: TokenRecord): Promise<void>;
  /** The call was certainly not applied: as if its token had never been used. */
  release(token: Token): Promise<void>;
  /** @throws Error that says why tokens cannot be kept at the moment. */
  check(): Promise<void>;
  close(): Promise<void>;
}
