import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { ownFile } from './file-owner.js';
import { type Beginning, recordOf, recordText, type TokenRecord, type TokenStore } from './token-store.js';

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
 * emptied and takes its turn. Looking for expired ones would cost a second key for each.
 */
export class FileStore implements TokenStore {
  readonly #release: () => Promise<void>;
  readonly #root: RootDatabase<string, string>;
  readonly #tables: readonly [Database<string, string>, Database<string, string>];
  #turn: Turn;

  /** @throws Error with a sentence for an administrator when the file cannot be used, or another process uses it. */
  constructor(
    path: string,
    private readonly ttlMs: number,
  ) {
    const root = open<string, string>({
      path: usablePath(path),
      noSubdir: true,
      encoding: 'string',
      // A write is on the disk when its promise resolves.
      overlappingSync: false,
      // With it, a full disk leaves promises behind that reject and that nobody has hold of.
      eventTurnBatching: false,
    });
    try {
      this.#release = ownFile(root);
    } catch (error) {
      void root.close();
      throw new Error(`IDEMPOTENCY_STORE: ${path} cannot be used: ${(error as Error).message}`);
    }
    this.#root = root;
    const table = (name: string) => root.openDB<string, string>(name, { encoding: 'string' });
    this.#tables = [table('0'), table('1')];
    this.#turn = JSON.parse(root.get('turn') ?? '{ "table": 0, "since": 0 }');
  }

  async begin(key: string, input: string): Promise<Beginning> {
    const now = Date.now();
    if (now - this.#turn.since >= this.ttlMs) this.#takeTurns(now);
    const text = this.#younger.get(key) ?? this.#older.get(key);
    const known = text === undefined ? null : recordOf(text);
    if (known && known.startedAt + this.ttlMs > now) return { kind: 'known', record: known };
    const record = { input, startedAt: now, answer: null };
    await written(this.#younger.put(key, recordText(record)));
    return { kind: 'new', record };
  }

  async answer(key: string, record: TokenRecord, answer: string): Promise<void> {
    await written(this.#younger.put(key, recordText({ ...record, answer })));
  }

  async leave(): Promise<void> {}

  async release(key: string): Promise<void> {
    await Promise.all(this.#tables.map((table) => table.doesExist(key) && written(table.remove(key))));
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
