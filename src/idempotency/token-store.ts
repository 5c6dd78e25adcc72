/** What is kept of a token. */
export interface TokenRecord {
  /** The hash of the input. */
  readonly input: string;
  /** When its call began, in milliseconds since 1970. */
  readonly startedAt: number;
  /** What became of it; null as long as nobody knows. */
  readonly answer: string | null;
}

/** What a store finds when a call is about to begin. */
export type Beginning =
  /** The token was not known; its call is now recorded as started. */
  | { readonly kind: 'new'; readonly record: TokenRecord }
  /** Without an answer and with the same input nobody is at it any more: it is now for whoever asked. */
  | { readonly kind: 'known'; readonly record: TokenRecord }
  /** Another process is at it. */
  | { readonly kind: 'busy' };

/**
 * Where tokens are kept. Within a process nobody asks twice at a time for the same key. Every method throws when the
 * store fails.
 */
export interface TokenStore {
  /** Records that a call begins, unless its token is known. When this resolves, the record outlasts a crash. */
  begin(key: string, input: string): Promise<Beginning>;
  /** Adds to a record what became of its call. */
  answer(key: string, record: TokenRecord, answer: string): Promise<void>;
  /** Nobody knows what became of the call: its record stays, for the next who asks. */
  leave(key: string): Promise<void>;
  /** The call was certainly not applied: as if its token had never been used. */
  release(key: string): Promise<void>;
  /** @throws Error that says why tokens cannot be kept at the moment. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A record as text, for stores that keep text. */
export function recordText({ input, startedAt, answer }: TokenRecord): string {
  return `${input} ${startedAt} ${answer ?? ''}`;
}

/** The record that a text stands for. */
export function recordOf(text: string): TokenRecord {
  const [input = '', startedAt = ''] = text.split(' ', 2);
  const answer = text.slice(input.length + startedAt.length + 2);
  return { input, startedAt: Number(startedAt), answer: answer === '' ? null : answer };
}
