import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { MemoryStore } from '../../src/idempotency/memory-store.js';
import { tokenOfTest } from './support.js';

test('tokens in memory expire', async () => {
  const observer = { recordEvicted() {}, recordRefused() {} };
  const store = new MemoryStore({ ttlMs: 20, maxPerCaller: 1_000 }, observer);
  const begin = async () => (await store.begin(tokenOfTest('token'))).kind;
  expect(await begin()).toBe('new');
  while ((await begin()) === 'known') await sleep(5);
});
