import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { GraphQLError } from 'graphql';
import { Cursors } from '../../../src/graph/types/cursor.js';

function codeOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return (error as GraphQLError).extensions.code;
  }
  return 'nothing thrown';
}

describe('a cursor', () => {
  test('brings back its page and place, and stays short however long the token of Connect is', () => {
    const cursors = new Cursors();
    const token = 'x'.repeat(100_000);
    const cursor = cursors.encode('list', cursors.store({ query: { a: 1 }, token }), 42);
    expect(cursor.length).toBeLessThan(50);
    expect(cursors.decode('list', cursor)).toEqual({ page: { query: { a: 1 }, token }, offset: 42 });
  });

  test('is refused for another list, another caller, or when it is made up', () => {
    const cursors = new Cursors();
    const cursor = cursors.encode('list', cursors.store({ query: {}, token: 't' }), 1);
    const bytes = Buffer.from(cursor, 'base64url');
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    for (const [list, text] of [
      ['other list', cursor],
      ['list', bytes.toString('base64url')],
      ['list', 'abc'],
      ['list', `${cursor}!`],
      ['list', '💥'],
    ] as const) {
      expect(codeOf(() => cursors.decode(list, text))).toBe('BAD_USER_INPUT');
    }
  });

  test('of an earlier process has expired', () => {
    const earlier = new Cursors();
    const cursor = earlier.encode('list', earlier.store({ query: {}, token: 't' }), 1);
    expect(codeOf(() => new Cursors().decode('list', cursor))).toBe('CURSOR_EXPIRED');
  });

  test('expires with its time', async () => {
    const cursors = new Cursors({ ttlMs: 5 });
    const cursor = cursors.encode('list', cursors.store({ query: {}, token: 't' }), 1);
    await sleep(30);
    expect(codeOf(() => cursors.decode('list', cursor))).toBe('CURSOR_EXPIRED');
  });

  test('takes no more memory when its page is remembered again', () => {
    const cursors = new Cursors({ maxBytes: 100_000 });
    const other = cursors.encode('list', cursors.store({ query: {}, token: 'x'.repeat(20_000) }), 1);
    const page = { query: {}, token: 'y'.repeat(20_000) };
    const ids = Array.from({ length: 10 }, () => cursors.store(page));
    expect(new Set(ids).size).toBe(1);
    expect(cursors.decode('list', other).offset).toBe(1);
  });

  test('gives way when the remembered tokens take too much memory', () => {
    const cursors = new Cursors({ maxBytes: 50_000 });
    const first = cursors.encode('list', cursors.store({ query: {}, token: 'x'.repeat(20_000) }), 1);
    const second = cursors.encode('list', cursors.store({ query: {}, token: 'y'.repeat(20_000) }), 1);
    expect(codeOf(() => cursors.decode('list', first))).toBe('CURSOR_EXPIRED');
    expect(cursors.decode('list', second).offset).toBe(1);
  });
});
