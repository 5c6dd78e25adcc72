import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { BoundsObserver } from './bounds-observer.js';
import { ownFile } from './file-owner.js';
import { RecordBounds, type RecordLimits } from './record-bounds.js';
import { type FileRecord, fileRecordOf, fileRecordText } from './record-text.js';
import type { Token } from './token.js';
import type { Answer, Beginning, Outcome, TokenRecord, TokenStore } from './token-store.js';

/** Written to find out whether there is room: enough that a full disk is noticed before records have none. */
const probe = ' '.repeat(65_536);

/** Which of the two tables is written to, and since when. */
interface Turn {
  readonly table: 0 | 1;
  readonly since: number;
}

/**
 * Keeps tokens in an LMDB file, for one process at a time, so that whatever is found there without an answer is left
 * from a process that is gone. What is under way at the same time is written, and synced to the disk, together.
 *
 * Records are written to one of two tables for as long as they live; then the other, in which all have expired, is
 * emptied and takes its turn: what expires costs no writes of its own. So the file holds at most twice as many records
 * as the bounds allow. The index of the bounds is in memory, and is built from the file at the start.
 */
export class FileStore implements TokenStore {
  readonly isShared = false;
  readonly #release: () => Promise<void>;
  readonly #root: RootDatabase<string, string>;
  readonly #tables: readonly [Database<string, string>, Database<string, string>];
  readonly #bounds: RecordBounds;
  readonly #ttlMs: number;
  /** Removals of evicted records that nobody waits for yet. */
  #evictions: Promise<void>[] = [];
  #turn: Turn;

  /** @throws Error with a sentence for an administrator when the file cannot be used, or another process uses it. */
  constructor(path: string, limits: RecordLimits, observer: BoundsObserver) {
    const root = open<string, string>({
      path: usablePath(path),
      noSubdir: true,
      encoding: 'string',
      // A write is on the disk when its promise resolves.
      overlappingSync: false,
      // With it, a full disk leaves promises behind that reject and that nobody has hold of.
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
      // One that cannot be removed does no harm; the next write tells that the disk is full.
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
    // Those that were evicted at the start are still seen until then.
    if (this.#evictions.length > 0) await this.#evicted();
    const now = Date.now();
    if (now - this.#turn.since >= this.#ttlMs) this.#takeTurns(now);
    const text = this.#younger.get(key) ?? this.#older.get(key);
    const known = text === undefined ? null : fileRecordOf(text);
    if (known && this.#isLive(known, now)) return { kind: 'known', record: known };
    const full = this.#bounds.begin({ key, caller, startedAt: now });
    if (full) return full;
    const record = { input, startedAt: now, answer: null };
    try {
      await this.#write(token, record, null);
    } catch (error) {
      this.#bounds.release(key);
      throw error;
    }
    return { kind: 'new', record };
  }

  async answer(token: Token, record: TokenRecord, { text, outcome }: Answer): Promise<void> {
    const { key, caller } = token;
    const bounded = { key, caller, startedAt: record.startedAt };
    this.#bounds.keep(bounded, outcome);
    try {
      await this.#write(token, { ...record, answer: text }, outcome);
    } catch (error) {
      // The file still has it without an answer.
      this.#bounds.keep(bounded, null);
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
      // The file still has it without an answer.
      this.#bounds.keep({ key, caller, startedAt: Date.now() }, null);
      throw error;
    }
    this.#bounds.release(key);
  }

  async check(): Promise<void> {
    await written(this.#root.put('check', probe));
  }

  async close(): Promise<void> {
    // A full disk must not hold up the end; without the release, the owner is seen to be gone.
    await written(this.#release()).catch(() => {});
    await this.#root.close();
  }

  get #younger(): Database<string, string> {
    return this.#tables[this.#turn.table];
  }

  get #older(): Database<string, string> {
    return this.#tables[this.#turn.table === 0 ? 1 : 0];
  }

  /** Counts what the file holds, the oldest first, and evicts what is beyond the bounds. */
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
    for (const [key, { caller, startedAt, outcome }] of byAge) this.#bounds.keep({ key, caller, startedAt }, outcome);
  }

  #isLive({ startedAt }: TokenRecord, now: number): boolean {
    return startedAt + this.#ttlMs > now;
  }

  /** Waits until what was evicted has left the file. */
  async #evicted(): Promise<void> {
    await Promise.all(this.#evictions.splice(0));
  }

  async #write({ key, caller }: Token, record: TokenRecord, outcome: Outcome | null): Promise<void> {
    const { input, startedAt, answer } = record;
    await written(this.#younger.put(key, fileRecordText({ input, startedAt, answer, caller, outcome })));
  }

  async #delete(key: string): Promise<void> {
    // One that is being written to the younger table is not seen there yet.
    const older = this.#older.doesExist(key) && written(this.#older.remove(key));
    await Promise.all([older, written(this.#younger.remove(key))]);
  }

  /** Writes are made in the order in which they are asked for, so nothing waits for these. */
  #takeTurns(now: number): void {
    this.#turn = { table: this.#turn.table === 0 ? 1 : 0, since: now };
    const failed = () => {
      // What has expired is not used, emptied or not; the next write tells that the disk is full.
    };
    written(this.#younger.clearAsync()).catch(failed);
    written(this.#root.put('turn', JSON.stringify(this.#turn))).catch(failed);
  }
}

/** LMDB gives the cause of a failed write as a promise of its own, which rejects: unheard, it would end the process. */
async function written(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const { commitError } = error as { commitError?: Promise<never> };
    throw commitError ? await commitError.catch((cause: unknown) => cause) : error;
  }
}

/** Where the file's first page has LMDB's mark, and the mark. */
const markAt = 24;
const mark = 0xbeefc0de;

/**
 * The absolute path of a file that LMDB can be trusted with: one that is not its own crashes the process.
 * @throws Error with a sentence for an administrator.
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
    throw refuse('is a file of something else, or damaged. Name another, or move it away.');
  }
  return path;
}
