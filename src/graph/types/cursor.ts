import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { PageTrail } from '../../connect/reads/pages.js';
import { badUserInput } from '../bad-user-input.js';

/** Where a page of Connect's begins: the query as it was first asked, Connect's own token, and the way that led to it. */
export interface PageStart<Query> {
  readonly query: Query;
  readonly token: string | undefined;
  /** Absent where it is the first. */
  readonly trail?: PageTrail;
}

export interface CursorSettings {
  /** Milliseconds for which a cursor can be used. Connect's own tokens expire too, some after five minutes. */
  readonly ttlMs: number;
  /** Bytes that the remembered tokens may take: one of Connect's can have 100,000 characters. */
  readonly maxBytes: number;
}

const defaults: CursorSettings = { ttlMs: 15 * 60_000, maxBytes: 64 * 1024 * 1024 };
const epochBytes = 4;
const pageBytes = 9;
const offsetBytes = 2;
/** The most rows that a page of Connect's may have: a cursor can stand behind no more. */
export const maxPageRows = 2 ** (8 * offsetBytes) - 1;
const macBytes = 12;

/**
 * Cursors that stay short, whatever the length of Connect's token: what a page starts with is remembered here, and the
 * cursor holds its number, a place in it, and a signature over both and over who asked for which list.
 */
export class Cursors {
  readonly #key = randomBytes(32);
  /** Tells a cursor of an earlier process, which has expired, from one that is made up. */
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

  /** Remembers where a page starts, from now on; one that is remembered already, or was, keeps its id. */
  remember(page: PageStart<unknown>): string {
    const id = this.#ids.get(page) ?? randomBytes(pageBytes).toString('base64url');
    this.#ids.set(page, id);
    this.#pages.set(id, page);
    return id;
  }

  /**
   * @param list Names the list to which the cursor belongs: caller, instance, field and arguments.
   * @param offset How many rows of the page come before.
   */
  encode(list: string, pageId: string, offset: number): string {
    const position = Buffer.alloc(pageBytes + offsetBytes);
    Buffer.from(pageId, 'base64url').copy(position);
    position.writeUInt16BE(offset, pageBytes);
    return Buffer.concat([this.#epoch, position, this.#mac(list, position)]).toString('base64url');
  }

  /** @throws GraphQLError BAD_USER_INPUT when it is not a cursor of this list, CURSOR_EXPIRED when it was one. */
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
