import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function ask(accept: string, query = '{ __typename }'): Promise<[status: number, type: string | null]> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': json, accept },
    body: JSON.stringify({ query }),
  });
  await response.text();
  return [response.status, response.headers.get('content-type')];
}

describe('Accept with parameters', () => {
  test.each([
    [`${json}; charset=utf-8`, json],
    [`${json};charset=UTF-8`, json],
    [`${json}; CHARSET="Utf-8"`, json],
    [`${json}; charset=utf8`, json],
    [`${json}; version=1`, json],
    [`${json}; odata=verbose; charset=utf-8; q=0.5`, json],
    [`${json};odata.metadata=minimal;IEEE754Compatible=false`, json],
    [`${json}; q=0.5; level="a,b;c\\"d"`, json],
    [`Application/JSON; Charset=utf-8`, json],
    [`${graphqlJson}; charset=utf-8`, graphqlJson],
    [`${graphqlJson}; charset=utf-8, ${json}`, graphqlJson],
    [`${graphqlJson}; charset=utf-8, ${json}; charset=utf-8`, graphqlJson],
    [`${json}; charset=utf-8; q=0.9, ${graphqlJson}; charset=utf-8; q=0.1`, json],
    [`${json}; charset=utf-16, ${graphqlJson}; charset=utf-8; q=0.1`, graphqlJson],
    [`text/html, application/*; charset=utf-8; q=0.2`, json],
    [`*/*; charset=utf-8`, json],
  ])('%s is answered in the type that it names', async (accept, type) => {
    expect(await ask(accept)).toEqual([200, `${type}; charset=utf-8`]);
  });

  test.each([
    `${json}; charset=utf-16`,
    `${json}; charset="ISO-8859-1"`,
    `${graphqlJson};charset=us-ascii`,
    `${json}; q=0; charset=utf-8`,
    `text/html; charset=utf-8`,
    `text/plain; note="${json}"`,
  ])('%s is refused', async (accept) => {
    expect((await ask(accept))[0]).toBe(406);
  });

  test.each([
    [json, 200],
    [`${json}; charset=utf-8`, 200],
    [`${json}; version=1`, 200],
    [`Application/JSON; odata=verbose`, 200],
    [`*/*; charset=utf-8, ${json}; charset="UTF-8"`, 200],
    [`${graphqlJson}; charset=utf-8, ${json}; charset=utf-8`, 400],
    [`*/*; charset=utf-8`, 400],
    [`${json}; charset=utf-8; q=0.1, ${graphqlJson}; version=1`, 400],
  ])('%s gets a refused document with %d', async (accept, status) => {
    expect((await ask(accept, '{ nothing }'))[0]).toBe(status);
  });

  test('that never ends a quoted string is read in one pass', async () => {
    expect((await ask(`${json}; a="${'\\"'.repeat(4_000)}`))[0]).toBe(200);
  });
});
