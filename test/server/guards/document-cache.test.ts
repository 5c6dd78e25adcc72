import { expect, test } from '@jest/globals';
import { type DocumentNode, parse } from 'graphql';
import { documentCache, persistedQueryCache } from '../../../src/server/guards/document-cache.js';
import { locateNodesOnce } from '../../../src/server/guards/source-locations.js';

/** A document as the server keeps it, once it was validated. */
async function validated(text: string): Promise<DocumentNode> {
  const document = parse(text);
  const listener = await locateNodesOnce.requestDidStart?.({} as never);
  await (listener as { validationDidStart(of: object): Promise<void> }).validationDidStart({ document });
  return document;
}

const operations = (count: number, name: string) =>
  Array.from({ length: count }, (_, n) => `query ${name}_${n} { __typename }`).join(' ');

test('of large documents a few are kept, the last that were asked for', async () => {
  const cache = documentCache();
  for (let n = 0; n < 60; n++) await cache.set(`${n}`, await validated(operations(1_900, `a${n}`)));
  const kept: number[] = [];
  for (let n = 0; n < 60; n++) if (await cache.get(`${n}`)) kept.push(n);
  expect(kept.length).toBeLessThanOrEqual(6);
  expect(kept.at(-1)).toBe(59);
});

test('of the documents of a front end hundreds are kept', async () => {
  const cache = documentCache();
  for (let n = 0; n < 300; n++) await cache.set(`${n}`, await validated(operations(15, `a${n}`)));
  for (let n = 0; n < 300; n++) expect(await cache.get(`${n}`)).toBeDefined();
});

test('a document is kept without its tokens', async () => {
  const document = await validated('{ connect { id } }');
  expect(document.loc).toBeUndefined();
  expect(document.definitions.every(({ loc }) => loc === undefined)).toBe(true);
});

test('texts of persisted queries are kept up to two megabytes', async () => {
  const cache = persistedQueryCache();
  for (let n = 0; n < 100; n++) await cache.set(`${n}`, `${'x'.repeat(60_000)}${n}`);
  const kept = (await Promise.all(Array.from({ length: 100 }, (_, n) => cache.get(`${n}`)))).filter(Boolean);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.length).toBeLessThanOrEqual(17);
});
