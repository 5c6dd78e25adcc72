import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const nested = (levels: number, before: string, inside: string, after: string) =>
  `${before.repeat(levels - 1)}${inside}${after.repeat(levels - 1)}`;
const leaf = '{"condition":{"userIds":["u"]}}';

/** Inputs that may hold themselves, as text: a deep one is too deep for JSON.stringify. */
const deepInputs = {
  UpdateContactRoutingData: (levels: number) =>
    `"routingSteps":[{"expression":${nested(levels, '{"and":[', leaf, ']}')}}]`,
  UpdateContact: (levels: number) =>
    `"segmentAttributes":${nested(levels, '[{"name":"a","value":{"map":', '[{"name":"a","value":{"integer":1}}]', '}}]')}`,
};

async function send(operation: keyof typeof deepInputs, levels: number) {
  const mutation = operation.charAt(0).toLowerCase() + operation.slice(1);
  const query = `mutation ($input: ${operation}Input!) { result: ${mutation}(input: $input) { __typename
    ... on ConnectInvalidInputError { violations { message } } } }`;
  const input = `{"contactId":"${contacts.ended}",${deepInputs[operation](levels)}}`;
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":{"input":${input}}}`,
  });
  return { status: response.status, answer: await response.json() };
}

describe.each(Object.keys(deepInputs) as (keyof typeof deepInputs)[])('%s', (operation) => {
  test('takes ten levels', async () => {
    const { answer } = await send(operation, 10);
    expect(answer).toMatchObject({ data: { result: { __typename: expect.not.stringMatching(/InvalidInput/) } } });
  });

  test.each([11, 200, 20_000])('refuses %i levels, and the gateway lives on', async (levels) => {
    const { status, answer } = await send(operation, levels);
    if (status === 200) {
      const violations = [{ message: 'must have at most 10 levels.' }];
      expect(answer).toMatchObject({ data: { result: { __typename: 'ConnectInvalidInputError', violations } } });
    } else {
      expect(status).toBe(400);
      expect(answer).toMatchObject({ errors: [{ message: expect.stringMatching(/too deeply/) }] });
    }
    expect((await gateway.graphql('{ connect { id } }')).errors).toEqual([]);
  });
});
