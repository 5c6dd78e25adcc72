import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Breaker } from '../../src/connect/breaker.js';

function fail(breaker: Breaker, times: number): boolean[] {
  return Array.from({ length: times }, () => {
    breaker.begin();
    return breaker.end(true);
  });
}

describe('a breaker', () => {
  test('opens with the last of so many failures in a row, and says so once', () => {
    const breaker = new Breaker(3, 1_000);
    expect(fail(breaker, 2)).toEqual([false, false]);
    expect(breaker.refusesForMs).toBeNull();
    expect(fail(breaker, 2)).toEqual([true, false]);
    expect(breaker.refusesForMs).toBeGreaterThan(100);
  });

  test('does not open for failures that an answer comes between, or that lie far apart', async () => {
    const breaker = new Breaker(3, 30);
    fail(breaker, 2);
    breaker.end(false);
    fail(breaker, 2);
    expect(breaker.refusesForMs).toBeNull();
    await sleep(50);
    fail(breaker, 1);
    expect(breaker.refusesForMs).toBeNull();
  });

  test('lets one call find out after its pause, while the others still fail at once', async () => {
    const breaker = new Breaker(1, 1_000);
    fail(breaker, 1);
    await sleep(550);
    expect(breaker.refusesForMs).toBeNull();
    breaker.begin();
    expect(breaker.refusesForMs).toBeGreaterThan(0);
    breaker.end(false);
    expect(breaker.refusesForMs).toBeNull();
  });
});
