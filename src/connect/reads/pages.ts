import { hash } from 'node:crypto';
import { ConnectReadError } from '../../errors/read-error.js';

/** The most pages that a list is followed over, from the first one on, whichever requests read them. */
const maxTrail = 10_000;
/** The longest token, in characters, that the service model allows: that of SearchContacts. */
const maxTokenLength = 100_000;

/** The most pages that are read of a list that Connect documents to come in one. */
export const maxPagesOfOne = 5;

/** One page of a list of Connect's. */
export interface TokenPage {
  /** Where the next page begins, as Connect says; absent, null or empty on the last. */
  readonly token?: string | null | undefined;
}

/**
 * The way through a list so far, as digests of the tokens that Connect has given: a token that comes again would lead in a
 * circle, with the same rows over and over. The ways of several pages share what they have in common.
 */
export class PageTrail {
  static readonly start = new PageTrail(null, null, 0);

  private constructor(
    private readonly digest: string | null,
    private readonly before: PageTrail | null,
    private readonly length: number,
  ) {}

  /**
   * The way on by a token.
   * @returns Null where there is no token: the list ends.
   * @throws ConnectReadError CONNECT_UNEXPECTED for a token that was given before, for what is no token, and beyond the most
   *   pages that a list is followed over.
   */
  next(token: TokenPage['token']): PageTrail | null {
    if (token === undefined || token === null || token === '') return null;
    if (typeof token !== 'string' || token.length > maxTokenLength) {
      throw ConnectReadError.unexpected('', 'Connect gave a page token that is none.');
    }
    const digest = hash('sha256', token, 'base64url').slice(0, 16);
    for (let at: PageTrail | null = this; at; at = at.before) {
      if (at.digest === digest) throw ConnectReadError.unexpected('', 'Connect gave the same page token twice.');
    }
    if (this.length === maxTrail) throw ConnectReadError.unexpected('', cutMessage(maxTrail));
    return new PageTrail(digest, this, this.length + 1);
  }
}

function cutMessage(maxPages: number): string {
  return `The list has more than ${maxPages.toLocaleString('en')} pages, the most that are read of it.`;
}

/**
 * The pages of a list, one after the other, each read when it is wanted.
 *
 * @param read Reads the page that begins at a token, or the first one; null where there is no such list.
 * @param maxPages The most pages that are read. A list that has more ends with an error, and not as if it were whole.
 * @throws ConnectReadError CONNECT_UNEXPECTED where PageTrail does, and for a list with more pages.
 */
export async function* pagesOf<Page extends TokenPage>(
  maxPages: number,
  read: (token: string | undefined) => Promise<Page | null>,
): AsyncGenerator<Page, void> {
  let trail = PageTrail.start;
  let token: string | undefined;
  for (let count = 1; ; count++) {
    const page = await read(token);
    if (!page) return;
    const next = trail.next(page.token);
    yield page;
    if (!next) return;
    if (count === maxPages) throw ConnectReadError.unexpected('', cutMessage(maxPages));
    trail = next;
    token = page.token ?? undefined;
  }
}

/** All rows of a list. @see pagesOf @returns Null where there is no such list. */
export async function allRows<Row>(
  maxPages: number,
  read: (token: string | undefined) => Promise<(TokenPage & { readonly rows: readonly Row[] | undefined }) | null>,
): Promise<Row[] | null> {
  let rows: Row[] | null = null;
  for await (const page of pagesOf(maxPages, read)) rows = [...(rows ?? []), ...(page.rows ?? [])];
  return rows;
}
