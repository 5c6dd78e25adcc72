import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { allRows, PageTrail, pagesOf } from '../../../src/connect/reads/pages.js';
import { ConnectReadError } from '../../../src/errors/read-error.js';

const twice = 'Connect gave the same page token twice.';

/** A list whose pages give these tokens, one after the other, and what was asked of it. */
function listOf(...tokens: unknown[]) {
  const asked: (string | undefined)[] = [];
  const read = async (token: string | undefined) => {
    asked.push(token);
    return { rows: [asked.length], token: tokens[asked.length - 1] as string };
  };
  return { asked, read };
}

async function errorOf(promise: Promise<unknown>): Promise<ConnectReadError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectReadError)) throw new Error('There was no ConnectReadError.');
  return error;
}

describe('pages are read one after the other', () => {
  test.each([
    ['undefined', undefined],
    ['null', null],
    ['empty', ''],
  ])('until a token is %s', async (_, last) => {
    const { asked, read } = listOf('a', 'b', last);
    expect(await allRows(10, read)).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, 'a', 'b']);
  });

  test('only as far as they are wanted', async () => {
    const { asked, read } = listOf('a', 'b', 'c');
    for await (const { rows } of pagesOf(10, read)) if (rows[0] === 2) break;
    expect(asked).toEqual([undefined, 'a']);
  });

  test('and a list that is not there is null', async () => {
    expect(await allRows(10, async () => null)).toBeNull();
  });

  test('and one without rows is empty', async () => {
    expect(await allRows(10, async () => ({ rows: undefined, token: null }))).toEqual([]);
  });
});

describe('a list ends with an error where a token comes again', () => {
  test.each([
    ['at once', ['a', 'a'], 2],
    ['after another', ['a', 'b', 'a'], 3],
    ['after many, which is not the first', ['a', 'b', 'c', 'd', 'e', 'c'], 6],
  ])('%s', async (_, tokens, calls) => {
    const { asked, read } = listOf(...tokens);
    const error = await errorOf(allRows(100, read));
    expect(error.message).toBe(twice);
    expect(error.extensions).toEqual({
      code: 'CONNECT_UNEXPECTED',
      retryable: false,
      retryAfterMs: null,
      awsRequestId: null,
      awsName: null,
    });
    expect(asked).toHaveLength(calls);
  });

  test('and no row of the page that gave it is handed on', async () => {
    const seen: number[] = [];
    const { read } = listOf('a', 'b', 'a');
    const walk = async () => {
      for await (const { rows } of pagesOf(100, read)) seen.push(...rows);
    };
    expect((await errorOf(walk())).message).toBe(twice);
    expect(seen).toEqual([1, 2]);
  });
});

describe('what is no token ends a list with an error', () => {
  test.each([[5], [true], [{ a: 1 }], [['a']], ['x'.repeat(100_001)]])('%p', async (token) => {
    const { read } = listOf(token);
    expect((await errorOf(allRows(10, read))).extensions.code).toBe('CONNECT_UNEXPECTED');
  });

  test('but not the longest that the service model allows', async () => {
    const { read } = listOf('x'.repeat(100_000), null);
    expect(await allRows(10, read)).toEqual([1, 2]);
  });
});

describe('a list with more pages than are read of it', () => {
  test('ends with an error that says so', async () => {
    const { asked, read } = listOf('a', 'b', 'c', 'd');
    const error = await errorOf(allRows(3, read));
    expect(error.message).toBe('The list has more than 3 pages, the most that the gateway reads.');
    expect(error.extensions.code).toBe('CONNECT_UNEXPECTED');
    expect(asked).toHaveLength(3);
  });

  test('is whole where the last page that is read is its last', async () => {
    const { read } = listOf('a', 'b', undefined);
    expect(await allRows(3, read)).toEqual([1, 2, 3]);
  });

  test('is followed over ten thousand at most, whichever requests read them', () => {
    let trail = PageTrail.start;
    for (let page = 1; page <= 10_000; page++) trail = trail.next(`t${page}`) as PageTrail;
    expect(() => trail.next('another')).toThrow('more than 10,000 pages');
    expect(trail.next(null)).toBeNull();
  });
});

test('two ways on from one page do not know of each other', () => {
  const start = PageTrail.start.next('a') as PageTrail;
  expect(start.next('b')).not.toBeNull();
  expect(start.next('b')).not.toBeNull();
  expect(start.next('c')?.next('b')).not.toBeNull();
  expect(() => start.next('c')?.next('a')).toThrow(twice);
});
