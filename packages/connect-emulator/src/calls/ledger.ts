import { createHash } from 'node:crypto';
import type { Input } from '../protocol/decode.js';
import { canonical } from './idempotency.js';

/** One call that reached the emulator. */
export interface LedgerEntry {
  /** From 1, in the order of arrival since the ledger was last cleared. */
  readonly sequence: number;
  /** Arrival, in the world's time. */
  readonly at: Date;
  /** Null where no operation has such a method and path. */
  readonly operation: string | null;
  /** From 1: the count of calls with this operation and token or, without a token, with the very same input. */
  readonly attempt: number;
  /** The header `amz-sdk-request`, such as `attempt=1; max=3`: how an SDK itself counts, where it does. */
  readonly sdkRequest: string | null;
  /** The idempotency token; null where the operation or the call has none. */
  readonly token: string | null;
  /** The instance's id, also where its ARN was given. */
  readonly instanceId: string | null;
  /** Null while the call is under way, and for good when no status was sent: `hang`, `resetBefore`, `resetAfterCommit`. */
  readonly status: number | null;
  /** The exception answered; null for a success and for a failure without a name. */
  readonly error: string | null;
  /** The fault that hit it; `latency` only where no other did. */
  readonly fault: string | null;
  /** Whether the world is not what it was before the call. */
  readonly changed: boolean;
  /** Whether the answer is an earlier one, recalled by its token. */
  readonly replayed: boolean;
  readonly requestId: string;
  /** Real time from arrival to the answer or to the socket's end; null while under way. */
  readonly durationMs: number | null;
  /** As decoded, times as Dates; null where it could not be decoded. */
  readonly input: Input | null;
}

/** What is known of a call when it arrives. */
export type Arrival = Pick<LedgerEntry, 'at' | 'operation' | 'sdkRequest' | 'token' | 'instanceId' | 'requestId'> &
  Pick<LedgerEntry, 'input'>;

/** What is known when it is over. */
export type Outcome = Partial<Pick<LedgerEntry, 'status' | 'error' | 'fault' | 'changed' | 'replayed' | 'durationMs'>>;

/** How many entries are kept; older ones are dropped. */
export const LEDGER_LIMIT = 100_000;
/** Dropping them in one go from time to time is cheaper than one by one. */
const SLACK = 1_000;

/** Every call in the order of arrival, refused, faulted and hanging ones as well. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  #sequence = 0;
  readonly #attempts = new Map<string, number>();

  constructor(private readonly limit = LEDGER_LIMIT) {}

  /** The calls kept, oldest first; of one operation if given. An entry of a call under way is still to change. */
  entries(operation?: string): readonly LedgerEntry[] {
    const kept = this.#entries.slice(-this.limit);
    return operation === undefined ? kept : kept.filter((entry) => entry.operation === operation);
  }

  /** Forgets the calls and the counts of attempts. */
  clear(): void {
    this.#entries = [];
    this.#sequence = 0;
    this.#attempts.clear();
  }

  /** Records a call; the function returned adds to the entry what became of it. */
  open(arrival: Arrival): (outcome: Outcome) => void {
    this.#sequence += 1;
    const { at, operation, sdkRequest, token, instanceId, requestId, input } = arrival;
    // in the order in which a reader wants to see them in JSON
    const entry: LedgerEntry = {
      sequence: this.#sequence,
      at,
      operation,
      attempt: this.#count(arrival),
      sdkRequest,
      token,
      instanceId,
      status: null,
      error: null,
      fault: null,
      changed: false,
      replayed: false,
      requestId,
      durationMs: null,
      input,
    };
    this.#entries.push(entry);
    if (this.#entries.length >= this.limit + SLACK) this.#entries.splice(0, SLACK);
    return (outcome) => {
      Object.assign(entry, outcome);
    };
  }

  #count({ operation, token, input }: Arrival): number {
    const same = token === null ? createHash('sha256').update(canonical(input)).digest('base64') : token;
    const key = JSON.stringify([operation, token !== null, same]);
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.delete(key);
    this.#attempts.set(key, attempt);
    if (this.#attempts.size > this.limit) {
      const [oldest] = this.#attempts.keys();
      if (oldest !== undefined) this.#attempts.delete(oldest);
    }
    return attempt;
  }
}
