import { deserialize, serialize } from 'node:v8';
import type { Input } from '../protocol/decode.js';
import { hashOf, hashOfText } from './idempotency.js';

/** A call that the emulator received. */
export interface LedgerEntry {
  /** Position in the order of arrival, from 1, since the ledger was last cleared. */
  readonly sequence: number;
  /** Time of arrival on the world's clock. */
  readonly at: Date;
  /** Null when no operation matches the method and path. */
  readonly operation: string | null;
  /**
   * Position of the call among the calls with this operation and token, from 1. Without a token, among the calls with
   * this operation and input.
   */
  readonly attempt: number;
  /**
   * The header `amz-sdk-request`, such as `attempt=1; max=3`: the SDK's own count of attempts. Null when it was not
   * sent.
   */
  readonly sdkRequest: string | null;
  /** The idempotency token. Null when the operation or the call has none. */
  readonly token: string | null;
  /** The id of the instance, even if the input named the instance by ARN. */
  readonly instanceId: string | null;
  /**
   * Null until the response is sent. Stays null after `hang`, `resetBefore` and `resetAfterCommit`, which send none.
   */
  readonly status: number | null;
  /** Name of the exception in the response. Null for a success and for a failure without an exception name. */
  readonly error: string | null;
  /** The fault that affected the call. `latency` only when there was no other fault. */
  readonly fault: string | null;
  /** Whether the call changed the world. */
  readonly changed: boolean;
  /** Whether the response is the stored response of an earlier call with the same token. */
  readonly replayed: boolean;
  readonly requestId: string;
  /**
   * Milliseconds of real time from arrival to the response or the end of the socket. Null while the call is in
   * progress.
   */
  readonly durationMs: number | null;
  /** The decoded input, with timestamps as Dates. Null when the input could not be decoded. */
  readonly input: Input | null;
}

/** The fields of an entry that are known when the call arrives. */
export type Arrival = Pick<LedgerEntry, 'at' | 'operation' | 'sdkRequest' | 'token' | 'instanceId' | 'requestId'> &
  Pick<LedgerEntry, 'input'> & {
    /** Bytes of the path and the body. */
    readonly bytes: number;
  };

/** The fields of an entry that are set after the arrival of the call. */
export type Outcome = Partial<Pick<LedgerEntry, 'status' | 'error' | 'fault' | 'changed' | 'replayed' | 'durationMs'>>;

/** Maximum number of entries. The oldest entries are dropped. */
export const LEDGER_LIMIT = 100_000;
/** Maximum bytes of all entries. The oldest entries are dropped. */
export const LEDGER_MAX_BYTES = 64 * 1024 * 1024;
/** Entries are dropped in groups, which is cheaper than one by one. */
const TRIM_SIZE = 1_000;
/** Fraction of the maximum bytes that is kept when entries are dropped for their bytes. */
const KEPT_SHARE = 15 / 16;
/** Estimated bytes of an entry without its input. */
const ENTRY_BYTES = 512;
/** The input of a larger call is stored as a buffer, because objects can take ten times the memory. */
const LARGE_BYTES = 2_048;

/** All calls in the order of arrival, including calls that were refused, that a fault has hit, or that hang. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  /** Bytes of each entry, in the same order. */
  #sizes: number[] = [];
  #bytes = 0;
  #sequence = 0;
  readonly #attempts = new Map<string, number>();

  constructor(
    private readonly limit = LEDGER_LIMIT,
    private readonly maxBytes = LEDGER_MAX_BYTES,
  ) {}

  /** Returns the entries, oldest first, optionally of one operation. The entry of a call in progress still changes. */
  entries(operation?: string): readonly LedgerEntry[] {
    const kept = this.#entries.slice(-this.limit);
    return operation === undefined ? kept : kept.filter((entry) => entry.operation === operation);
  }

  /** Deletes all entries and the counts of attempts. */
  clear(): void {
    this.#entries = [];
    this.#sizes = [];
    this.#bytes = 0;
    this.#sequence = 0;
    this.#attempts.clear();
  }

  /** Adds an entry for a call. Returns a function that completes the entry with the outcome. */
  open(arrival: Arrival): (outcome: Outcome) => void {
    this.#sequence += 1;
    const { at, operation, sdkRequest, token, instanceId, requestId, input, bytes } = arrival;
    // This order is the order of the members in JSON.
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
    this.#sizes.push(this.#storeInput(entry, bytes));
    this.#trim();
    return (outcome) => {
      Object.assign(entry, outcome);
    };
  }

  /** Stores the input of a large call as a buffer, which is decoded at each access. Returns the bytes of the entry. */
  #storeInput(entry: LedgerEntry, bytes: number): number {
    let size = ENTRY_BYTES + bytes;
    if (bytes > LARGE_BYTES) {
      const stored = serialize(entry.input);
      size = ENTRY_BYTES + stored.length;
      Object.defineProperty(entry, 'input', { enumerable: true, get: () => deserialize(stored) });
    }
    this.#bytes += size;
    return size;
  }

  #trim(): void {
    let dropped = this.#entries.length >= this.limit + TRIM_SIZE ? TRIM_SIZE : 0;
    let bytes = this.#bytes - sum(this.#sizes.slice(0, dropped));
    if (bytes > this.maxBytes) {
      const enough = this.maxBytes * KEPT_SHARE;
      // The newest entry stays, however large it is.
      while (bytes > enough && dropped < this.#entries.length - 1) bytes -= this.#sizes[dropped++] ?? 0;
    }
    if (dropped === 0) return;
    this.#entries.splice(0, dropped);
    this.#sizes.splice(0, dropped);
    this.#bytes = bytes;
  }

  #count({ operation, token, input, bytes }: Arrival): number {
    // Sorting the members of a large input would take longer than the call.
    const same = token ?? (bytes > LARGE_BYTES ? hashOfText(JSON.stringify(input)) : hashOf(input));
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
