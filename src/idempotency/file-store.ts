import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { BoundsObserver } from './bounds-observer.js';
import { ownFile } from './file-owner.js';
import { RecordBounds, type RecordLimits } from './record-bounds.js';
import { type FileRecord, fileRecordOf, fileRecordText } from './record-text.js';
import type { Token } from './token.js';
import type { Answer, Beginning, TokenRecord, TokenStore } from './token-store.js';

/**
 * Text that the readiness check writes. It is large, so that the check fails before records no longer fit on the disk.
 */
const probe = ' '.repeat(65_536);

/** The table that is currently written to, and the time of the last switch in milliseconds since 1970. */
interface Turn {
  readonly table: 0 | 1;
  readonly since: number;
}

/**
 * Store that keeps records in an LMDB file. Only one process uses the file at a time, so a record that has no answer
 * when the store is opened was left by an earlier process. Concurrent writes are committed and synced to the disk
 * together.
 *
 * Records go to one of two tables. After the lifetime of a record the store switches to the other table, in which all
 * records have expired by then, and clears it. Expiry thus needs no write per record. The file holds at most twice as
 * many records as the bounds allow. The index of the bounds is in memory and is rebuilt from the file at the start.
 */
export class FileStore implements TokenStore {
  readonly isShared = false;
  readonly #release: () => Promise<void>;
  readonly #root: RootDatabase<string, string>;
  readonly #tables: readonly [Database<string, string>, Database<string, string>];
  readonly #bounds: RecordBounds;
  readonly #ttlMs: number;
  /** Removals of evicted records. They are not awaited yet. */
  #evictions: Promise<void>[] = [];
  #turn: Turn;

  /** @throws Error with a message for the operator when the file cannot be used, or another process uses it. */
  constructor(path: string, limits: RecordLimits, observer: BoundsObserver) {
    const root = open<string, string>({
      path: usablePath(path),
      noSubdir: true,
      encoding: 'string',
      // The promise of a write must resolve only when the write is on the disk.
      overlappingSync: false,
      // With batching, a full disk causes unhandled rejections.
      eventTurnBatching: false,
    });
    const table = (name: string) => root.openDB<string, string>(name, { encoding: 'string' });
    const refusal = (error: unknown) =>
      new Error(`IDEMPOTENCY_STORE: ${path} cannot be used: ${(error as Error).message}`);
    try {
      this.#release = ownFile(root);
    } catch (error) {
      void root.close();
      throw refusal(error);
    }
    this.#root = root;
    this.#ttlMs = limits.ttlMs;
    this.#tables = [table('0'), table('1')];
    this.#turn = JSON.parse(root.get('turn') ?? '{ "table": 0, "since": 0 }');
    this.#bounds = new RecordBounds(limits, observer, (key, expired) => {
      // A failed removal does no harm; the next write reports a full disk.
      if (!expired) this.#evictions.push(this.#delete(key).catch(() => {}));
    });
    try {
      this.#readAll();
    } catch (error) {
      void this.close();
      throw refusal(error);
    }
  }

  async begin(token: Token): Promise<Beginning> {
    const { key, input, caller } = token;
    // Records evicted at the start stay visible until they are removed from the file.
    if (this.#evictions.length > 0) await this.#evicted();
    const now = Date.now();
    if (now - this.#turn.since >= this.#ttlMs) this.#switchTables(now);
    const text = this.#younger.get(key) ?? this.#older.get(key);
    const known = text === undefined ? null : fileRecordOf(text);
    if (known && this.#isLive(known, now)) return { kind: 'known', record: known };
    const full = this.#bounds.begin({ key, caller, startedAt: now });
    if (full) return full;
    const record = { input, startedAt: now, answer: null };
    try {
      await this.#write(token, record);
    } catch (error) {
      this.#bounds.release(key);
      throw error;
    }
    return { kind: 'new', record };
  }

  async answer(token: Token, record: TokenRecord, answer: Answer): Promise<void> {
    const { key, caller } = token;
    const bounded = { key, caller, startedAt: record.startedAt };
    this.#bounds.keep(bounded, answer.outcome);
    try {
      await this.#write(token, { ...record, answer });
    } catch (error) {
      // The file still has the record as it was.
      this.#bounds.keep(bounded, record.answer?.outcome ?? null);
      throw error;
    } finally {
      await this.#evicted();
    }
  }

  async leave({ key, caller }: Token, { startedAt }: TokenRecord): Promise<void> {
    this.#bounds.keep({ key, caller, startedAt }, null);
    await this.#evicted();
  }

  async release({ key, caller }: Token): Promise<void> {
    try {
      await this.#delete(key);
    } catch (error) {
      // The file still has the record without an answer.
      this.#bounds.keep({ key, caller, startedAt: Date.now() }, null);
      throw error;
    }
    this.#bounds.release(key);
  }

  async check(): Promise<void> {
    await written(this.#root.put('check', probe));
  }

  async close(): Promise<void> {
    // A full disk must not prevent closing. Without a release, the next process detects that this one is gone.
    await written(this.#release()).catch(() => {});
    await this.#root.close();
  }

  get #younger(): Database<string, string> {
    return this.#tables[this.#turn.table];
  }

  get #older(): Database<string, string> {
    return this.#tables[this.#turn.table === 0 ? 1 : 0];
  }

  /** Counts the records in the file, oldest first, and evicts those beyond the bounds. */
  #readAll(): void {
    const now = Date.now();
    const records = new Map<string, FileRecord>();
    for (const table of [this.#older, this.#younger]) {
      for (const { key, value } of table.getRange()) {
        const record = fileRecordOf(value);
        if (this.#isLive(record, now)) records.set(key, record);
      }
    }
    const byAge = [...records].sort(([, one], [, other]) => one.startedAt - other.startedAt);
    for (const [key, { caller, startedAt, answer }] of byAge) {
      this.#bounds.keep({ key, caller, startedAt }, answer?.outcome ?? null);
    }
  }

  #isLive({ startedAt }: TokenRecord, now: number): boolean {
    return startedAt + this.#ttlMs > now;
  }

  /** Waits until all evicted records are removed from the file. */
  async #evicted(): Promise<void> {
    await Promise.all(this.#evictions.splice(0));
  }

  async #write({ key, caller }: Token, { input, startedAt, answer }: TokenRecord): Promise<void> {
    await written(this.#younger.put(key, fileRecordText({ input, startedAt, answer, caller })));
  }

  async #delete(key: string): Promise<void> {
    // doesExist does not see pending writes, so the record is removed from the younger table without this check.
    const older = this.#older.doesExist(key) && written(this.#older.remove(key));
    await Promise.all([older, written(this.#younger.remove(key))]);
  }

  /** Switches tables without waiting: LMDB makes writes in the order in which they were requested. */
  #switchTables(now: number): void {
    this.#turn = { table: this.#turn.table === 0 ? 1 : 0, since: now };
    const failed = () => {
      // Expired records are never used, so a failure does no harm. The next write reports a full disk.
    };
    written(this.#younger.clearAsync()).catch(failed);
    written(this.#root.put('turn', JSON.stringify(this.#turn))).catch(failed);
  }
}

/** Waits for a write. Handles LMDB's `commitError`, whose unhandled rejection would end the process. */
async function written(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const { commitError } = error as { commitError?: Promise<never> };
    throw commitError ? await commitError.catch((cause: unknown) => cause) : error;
  }
}

/** Offset of LMDB's magic number in the file's first page, and the number. */
const markAt = 24;
const mark = 0xbeefc0de;

/**
 * Returns the absolute path of a file after checking that LMDB can open it. LMDB crashes the process on other files.
 * @throws Error with a message for the operator.
 */
function usablePath(given: string): string {
  const refuse = (why: string) => new Error(`IDEMPOTENCY_STORE: ${given} ${why}`);
  const absolute = resolve(given);
  let folder: string;
  try {
    folder = realpathSync(dirname(absolute));
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw refuse(`is in a folder that cannot be written to (${(error as NodeJS.ErrnoException).code}).`);
  }
  const path = join(folder, basename(absolute));
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return path;
  if (!found.isFile()) throw refuse('is not a file.');
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    throw refuse('cannot be read and written.');
  }
  const head = Buffer.alloc(markAt + 4);
  const file = openSync(path, 'r');
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  if (found.size > 0 && head.readUInt32LE(markAt) !== mark) {
    throw refuse('is not an LMDB file, or is damaged. Use another path, or move the file away.');
  }
  return path;
}
