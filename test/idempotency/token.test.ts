import { expect, test } from '@jest/globals';
import { tokenOf } from '../../src/idempotency/token.js';

const use = { caller: 'anna', instanceId: 'i', operation: 'TagContact', clientToken: 't', input: { ContactId: 'c' } };

test('a namespace keeps the records of the same use apart, and their shares of a store', () => {
  const tokens = [tokenOf(use), tokenOf(use, 'first'), tokenOf(use, 'second')];
  for (const part of ['key', 'input', 'caller'] as const) {
    expect(new Set(tokens.map((token) => token[part])).size).toBe(3);
  }
});

test('without a namespace keys are those that stores hold already', () => {
  expect(tokenOf(use, '')).toEqual(tokenOf(use));
  expect(tokenOf(use).key).toBe('y7BKSR2Vg3FqfvFE_0fKdp-GzR_NNL93hfmmExeStK0');
});
