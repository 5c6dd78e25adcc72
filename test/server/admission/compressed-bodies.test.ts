import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ settings: { inFlightMaxBytes: 4 * 1_048_576 } });
});
afterAll(() => gateway.close());

test.each([
  ['a long variable', { query: '{ connect { id } }', variables: { unused: 'a'.repeat(1_000_000) } }],
  ['a long comment', { query: `{ __typename } #${' '.repeat(60_000)}`, extensions: { note: 'b'.repeat(900_000) } }],
  [
    'many values',
    { query: '{ __typename }', variables: { list: Array.from({ length: 40_000 }, () => 'x'.repeat(20)) } },
  ],
])('bodies that wait for a turn take no more memory than was sent: %s', async (_what, body) => {
  const packed = gzipSync(JSON.stringify(body));
  expect(packed.length).toBeLessThan(10_000);
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  // Decompressed together, they are ten times of what one caller may hold, and some would be refused with 503.
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: packed })),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
});
