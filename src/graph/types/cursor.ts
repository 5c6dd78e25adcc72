import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { PageTrail } from '../../connect/reads/pages.js';
import { badUserInput } from '../bad-user-input.js';

/** Start of a page of Connect: the query, Connect's page token, and the trail of earlier tokens. */
export interface PageStart<Query> {
  readonly query: Query;
  readonly token: string | undefined;
  /** Absent for the first page. */
  readonly trail?: PageTrail;
}

/** Settings of cursors. */
export interface CursorSettings {
  /** Lifetime of a cursor in milliseconds. Connect's own tokens expire too, some after five minutes. */
  readonly ttlMs: number;
  /** Maximum bytes of memory for the cached page starts. A page token of Connect can have 100,000 characters. */
  readonly maxBytes: number;
}

const defaults: CursorSettings = { ttlMs: 15 * 60_000, maxBytes: 64 * 1024 * 1024 };
const epochBytes = 4;
const pageBytes = 9;
const offsetBytes = 2;
/** Maximum number of rows in a page of Connect: the largest offset that a cursor can hold. */
export const maxPageRows = 2 ** (8 * offsetBytes) - 1;
const macBytes = 12;

/**
 * Encodes and decodes cursors. Cursors are short however long Connect's tokens are: the page starts are cached here. A
 * cursor holds the epoch, the page's id, an offset in the page, and a signature over id, offset and list name.
 */
export class Cursors {
  readonly #key = randomBytes(32);
  /** Changes with a restart or a reset of the gateway. A cursor with another epoch has expired, and is not invalid. */
  readonly #epoch = randomBytes(epochBytes);
  readonly #pages: LRUCache<string, PageStart<unknown>>;
  readonly #ids = new WeakMap<PageStart<unknown>, string>();

  constructor(settings: Partial<CursorSettings> = {}) {
    const { ttlMs, maxBytes } = { ...defaults, ...settings };
    this.#pages = new LRUCache({
      ttl: ttlMs,
      maxSize: maxBytes,
      sizeCalculation: (page) => 500 + 2 * (page.token?.length ?? 0) + JSON.stringify(page.query).length,
    });
  }

  /** Stores the start of a page and renews its lifetime. @returns Id of the page, the same for the same object. */
  store(page: PageStart<unknown>): string {
    const id = this.#ids.get(page) ?? randomBytes(pageBytes).toString('base64url');
    this.#ids.set(page, id);
    this.#pages.set(id, page);
    return id;
  }

  /**
   * Returns a cursor.
   * @param list Name of the list that the cursor belongs to: caller, instance, field and arguments.
   * @param offset Number of rows of the page before the cursor.
   */
  encode(list: string, pageId: string, offset: number): string {
    const position = Buffer.alloc(pageBytes + offsetBytes);
    Buffer.from(pageId, 'base64url').copy(position);
    position.writeUInt16BE(offset, pageBytes);
    return Buffer.concat([this.#epoch, position, this.#mac(list, position)]).toString('base64url');
  }

  /**
   * Returns the page and the offset of a cursor.
   * @throws GraphQLError BAD_USER_INPUT for a cursor of another list or an invalid one, CURSOR_EXPIRED for an expired
   *   one.
   */
  decode<Query>(list: string, cursor: string): { page: PageStart<Query>; offset: number } {
    const bytes = Buffer.from(cursor, 'base64url');
    const position = bytes.subarray(epochBytes, -macBytes);
    if (position.length !== pageBytes + offsetBytes || bytes.toString('base64url') !== cursor) throw foreign();
    if (!bytes.subarray(0, epochBytes).equals(this.#epoch)) throw cursorExpired();
    if (!timingSafeEqual(bytes.subarray(-macBytes), this.#mac(list, position))) throw foreign();
    const page = this.#pages.get(position.subarray(0, pageBytes).toString('base64url'));
    if (!page) throw cursorExpired();
    return { page: page as PageStart<Query>, offset: position.readUInt16BE(pageBytes) };
  }

  #mac(list: string, position: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(list).update(position).digest().subarray(0, macBytes);
  }
}

/** Returns the error for an expired cursor. */
export function cursorExpired(): GraphQLError {
  return new GraphQLError('`after`: this cursor has expired. Begin again at the first page.', {
    extensions: { code: 'CURSOR_EXPIRED' },
  });
}

function foreign(): GraphQLError {
  return badUserInput(
    '`after`: this is not a cursor of this list. A cursor holds for the same caller, instance, filter and sort only.',
  );
}
