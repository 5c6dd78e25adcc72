import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { MemoryStore } from '../../src/idempotency/memory-store.js';

describe('tokens in memory', () => {
  test('are a bounded number, of which the oldest go first', async () => {
    const store = new MemoryStore(60_000);
    for (let number = 0; number <= 10_000; number++) await store.begin(`token ${number}`, 'input');
    expect((await store.begin('token 10000', 'input')).kind).toBe('known');
    expect((await store.begin('token 1', 'input')).kind).toBe('known');
    expect((await store.begin('token 0', 'input')).kind).toBe('new');
  });

  test('expire', async () => {
    const store = new MemoryStore(20);
    await store.begin('token', 'input');
    while ((await store.begin('token', 'input')).kind === 'known') await sleep(5);
  });
});
