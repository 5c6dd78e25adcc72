import { hash } from 'node:crypto';
import { ConnectReadError } from '../../errors/read-error.js';

/** Maximum number of pages of a list, counted from the first page and over several requests. */
const maxTrailLength = 10_000;
/** Maximum length of a page token, in characters: that of SearchContacts is the longest in the service model. */
const maxTokenLength = 100_000;

/** Maximum number of pages of a list that Connect documents as a single page. */
export const maxPagesOfOne = 5;

/** One page of a list. */
export interface TokenPage {
  /** Connect's token of the next page; absent, null or empty on the last page. */
  readonly token?: string | null | undefined;
}

/**
 * Page tokens of a list so far, as digests. They detect a token that Connect gives twice, which would repeat the same
 * pages forever. Trails are linked lists, so the trails of consecutive pages share their common part.
 */
export class PageTrail {
  static readonly start = new PageTrail(null, null, 0);

  private constructor(
    private readonly digest: string | null,
    private readonly before: PageTrail | null,
    private readonly length: number,
  ) {}

  /**
   * Returns the trail extended by a token.
   * @returns Null without a token, at the end of the list.
   * @throws ConnectReadError CONNECT_UNEXPECTED for a repeated token, an invalid token, or too many pages.
   */
  next(token: TokenPage['token']): PageTrail | null {
    if (token === undefined || token === null || token === '') return null;
    if (typeof token !== 'string' || token.length > maxTokenLength) {
      throw ConnectReadError.unexpected('', 'Connect gave an invalid page token.');
    }
    const digest = hash('sha256', token, 'base64url').slice(0, 16);
    for (let at: PageTrail | null = this; at; at = at.before) {
      if (at.digest === digest) throw ConnectReadError.unexpected('', 'Connect gave the same page token twice.');
    }
    if (this.length === maxTrailLength) throw ConnectReadError.unexpected('', cutMessage(maxTrailLength));
    return new PageTrail(digest, this, this.length + 1);
  }
}

function cutMessage(maxPages: number): string {
  return `The list has more than ${maxPages.toLocaleString('en')} pages, the most that the gateway reads.`;
}

/**
 * Iterates over the pages of a list. Each page is read on demand.
 *
 * @param maxPages Maximum number of pages. A longer list ends with an error, so that it never looks complete.
 * @param read Reads the page at a token; the first page if there is no token. Null if the list does not exist.
 * @throws ConnectReadError CONNECT_UNEXPECTED for a repeated or invalid token, or too many pages.
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

/** Reads all rows of a list. @returns Null if the list does not exist. @see pagesOf */
export async function allRows<Row>(
  maxPages: number,
  read: (token: string | undefined) => Promise<(TokenPage & { readonly rows: readonly Row[] | undefined }) | null>,
): Promise<Row[] | null> {
  let rows: Row[] | null = null;
  for await (const page of pagesOf(maxPages, read)) rows = [...(rows ?? []), ...(page.rows ?? [])];
  return rows;
}
