import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Cursors } from '../../../src/graph/types/cursor.js';
import { contacts } from '../../support/demo.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ searchMaxAgeMs: 60_000 });
});
afterAll(() => gateway.close());
const store = jest.spyOn(Cursors.prototype, 'store');
afterEach(() => {
  store.mockClear();
});

async function ask(query: string) {
  const { data, errors } = await gateway.graphql(query);
  expect(errors).toEqual([]);
  return data.connect;
}

/** How many places in lists were remembered. */
const remembered = () => new Set(store.mock.results.map(({ value }) => value)).size;

describe('of a page is remembered', () => {
  test.each([
    ['nodes { id }', 0],
    ['totalCount asOf edges { node { id } } pageInfo { hasNextPage hasPreviousPage }', 0],
    ['pageInfo { endCursor }', 1],
    ['pageInfo { startCursor }', 1],
    ['edges { cursor } pageInfo { startCursor endCursor }', 2],
  ])('for %s as many as %d places', async (selection, places) => {
    await ask(`{ connect { contacts(first: 7) { ${selection} } } }`);
    expect(remembered()).toBe(places);
  });

  test('nothing of a chain of which only the contacts are asked for', async () => {
    await ask(`{ connect { contact(id: "${contacts.transferredElevenTimes}") { chain { nodes { id } } } } }`);
    expect(remembered()).toBe(0);
  });

  test('one place by all who share it', async () => {
    const query = '{ connect { contacts(first: 9) { pageInfo { endCursor } } } }';
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(query)));
    all.push(await ask(query));
    expect(new Set(all.map(({ contacts: list }) => list.pageInfo.endCursor)).size).toBe(1);
    expect(remembered()).toBe(1);
  });

  test('one place where a page ends and the next begins', async () => {
    const page = (after: string) =>
      `{ connect { contacts(first: 5${after}) { edges { cursor } pageInfo { endCursor } } } }`;
    const first = await ask(page(''));
    expect(remembered()).toBe(2);
    await ask(page(`, after: "${first.contacts.pageInfo.endCursor}"`));
    // Where the second begins is known; where the third does is new.
    expect(remembered()).toBe(3);
  });
});
