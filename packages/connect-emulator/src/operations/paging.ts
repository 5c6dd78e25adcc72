import type { World } from '../world/world.js';
import { refusal } from './refusal.js';

export interface PagedInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * Returns the position in the input's NextToken, or undefined when the input has none.
 *
 * @throws ConnectException when the token is expired, forged, or bound to another operation, instance or query.
 */
export function openToken<Position>(world: World, operation: string, input: PagedInput): Position | undefined {
  if (input.NextToken === undefined) return undefined;
  const position = world.pageTokens.open({ operation, input }, input.NextToken, world.now);
  if (position === undefined) throw refusal(world.assumptions.errorOfWrongPageToken);
  return position as Position;
}

/** Creates a NextToken for the page after the position. */
export function sealToken(world: World, operation: string, input: PagedInput, position: unknown, length = 0): string {
  const expiresAt = world.now + world.assumptions.pageTokenLifetimeMs;
  return world.pageTokens.seal({ operation, input }, position, expiresAt, length);
}

/**
 * Returns the requested page of `items`, which must be sorted by id. A token holds the last id of its page. Items that
 * are added or removed between two pages therefore neither repeat nor hide others.
 */
export function pageOf<T extends { readonly id: string }>(
  world: World,
  operation: string,
  input: PagedInput,
  items: readonly T[],
  defaultPageSize = 100,
): { readonly page: readonly T[]; readonly NextToken: string | undefined } {
  const after = openToken<string>(world, operation, input);
  const start = after === undefined ? 0 : firstBehind(items, after);
  const page = items.slice(start, start + (input.MaxResults ?? defaultPageSize));
  const last = page.at(-1);
  const isMore = last !== undefined && start + page.length < items.length;
  return { page, NextToken: isMore ? sealToken(world, operation, input, last.id) : undefined };
}

/** Like pageOf, for items without an id or with a changing order. A token holds the number of items so far. */
export function pageByCount<T>(
  world: World,
  operation: string,
  input: PagedInput,
  items: readonly T[],
  defaultPageSize = 100,
): { readonly page: readonly T[]; readonly NextToken: string | undefined } {
  const start = openToken<number>(world, operation, input) ?? 0;
  const end = start + (input.MaxResults ?? defaultPageSize);
  return {
    page: items.slice(start, end),
    NextToken: end < items.length ? sealToken(world, operation, input, end) : undefined,
  };
}

function firstBehind(items: readonly { readonly id: string }[], id: string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.id ?? '') <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
