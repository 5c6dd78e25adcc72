/**
 * Apollo Client as a bundler for development resolves it, with its warnings.
 * @jest-environment-options {"customExportConditions": ["development", "node", "node-addons"]}
 */
import { readFileSync } from 'node:fs';
import {
  ApolloClient,
  ApolloLink,
  gql,
  HttpLink,
  InMemoryCache,
  Observable,
  type PossibleTypesMap,
} from '@apollo/client';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Client, cacheExchange, type Exchange, fetchExchange } from '@urql/core';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { buildSchema, introspectionFromSchema, isAbstractType } from 'graphql';
import { TransferDocument } from '../../examples/clients/generated/graphql.js';
import { tell, tellAnything } from '../../examples/clients/outcome.js';
import { createCache } from '../../examples/clients/react/cache.js';
import { assertKeepsErrorFields } from '../../examples/clients/react/error-fields.js';
import { laterErrorsExchange } from '../../examples/clients/urql/later-errors.js';
import { contacts, flows, queues } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { publishedSchema } from '../support/schema-files.js';

const published: PossibleTypesMap = JSON.parse(
  readFileSync(new URL('../../schema/possible-types.json', import.meta.url), 'utf8'),
);
const knownErrors = published.ConnectError?.filter((name) => /^\w+$/.test(name)) ?? [];

/** `message` by a fragment on the interface, `retryable` by one on the union, `requestId` by both, one inside the other. */
const document = gql`
  mutation Transfer($input: TransferContactInput!) {
    transferContact(input: $input) {
      __typename
      ... on TransferContactSuccess { contactId }
      ... on ConnectError { message }
      ... on ConnectContactNotTransferableError { reason }
      ... on ConnectThrottlingError { retryAfterMs }
      ...OnUnion
    }
  }
  fragment OnUnion on TransferContactResult { ... on ConnectError { retryable ...OnInterface } }
  fragment OnInterface on ConnectError { requestId }
`;
const variables = { input: { contactId: 'c', contactFlowId: 'f', destination: { queueId: 'q' } } };
const common = { message: 'Not today.', retryable: true, requestId: 'r' };

/** Results by how the client can know their type. */
const results = {
  'of a type that the union has': { __typename: 'ConnectThrottlingError', ...common, retryAfterMs: 5 },
  'of a type that the schema has and the union has not': { __typename: 'ConnectConflictError', ...common },
  'of a type that the client does not know': { __typename: 'ConnectFutureError', ...common },
};

describe('Apollo Client with the published possible types', () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  beforeEach(() => {
    warn.mockClear();
  });
  afterAll(() => warn.mockRestore());

  describe.each(Object.entries(results))('reads an error %s', (_, result) => {
    test('whole, without a warning of fragments that do not match', async () => {
      expect(await transferBy(new InMemoryCache({ possibleTypes: published }), result)).toEqual(result);
      expect(warn.mock.calls).toEqual([]);
    });

    test('whole from a cache that was kept over a reload', () => {
      const before = new InMemoryCache({ possibleTypes: published });
      before.writeQuery({ query: asQuery, data: { transferContact: result } });
      const after = new InMemoryCache({ possibleTypes: published }).restore(before.extract());
      expect(after.readQuery({ query: asQuery })).toEqual({ transferContact: result });
    });
  });

  test('warns of nothing for any of the errors that the schema has', async () => {
    for (const __typename of knownErrors) {
      const result = { __typename, ...common, awsRequestId: null };
      const client = clientOf(new InMemoryCache({ possibleTypes: published }), result);
      await client.mutate({ mutation: knownOnly, variables });
    }
    expect(knownErrors.length).toBeGreaterThan(20);
    expect(warn.mock.calls).toEqual([]);
  });

  const byHand: Record<string, PossibleTypesMap | undefined> = {
    'no possible types': undefined,
    'the error types of today': { ConnectError: knownErrors },
    'what a generator makes of the schema of today': possibleTypesOfToday(),
    'a pattern alone': { ConnectError: ['Connect.*Error'] },
  };
  test.each(Object.entries(byHand))('is told by the check of the example that %s loses fields', (_, possibleTypes) => {
    expect(() => assertKeepsErrorFields(new InMemoryCache({ possibleTypes }))).toThrow('/possible-types.json');
  });

  test('passes the check of the example, which leaves nothing in the cache', () => {
    const cache = new InMemoryCache({ possibleTypes: published });
    assertKeepsErrorFields(cache);
    expect(JSON.stringify(cache.extract())).not.toContain('connectErrorFields');
  });

  test('does so in the example, which tells the message of an error that it was not built for', async () => {
    const link = answering(results['of a type that the client does not know']);
    const client = new ApolloClient({ cache: createCache(), link });
    const { data } = await client.mutate({ mutation: TransferDocument, variables });
    expect(tellAnything(data?.transferContact as never)).toBe('Not today.');
    expect(warn.mock.calls).toEqual([]);
  });
});

describe('urql', () => {
  const introspected = introspectionFromSchema(buildSchema(publishedSchema('api'))) as never;
  test.each(Object.entries(results))('reads an error %s with its document cache', async (_, result) => {
    expect(await transferByUrql([cacheExchange], result)).toEqual(result);
  });

  test.each([
    ['of a type that the union has', 'ConnectThrottlingError'],
    ['of a type that the schema has and the union has not', 'ConnectConflictError'],
    // Without the exchange of the example, Graphcache throws.
    ['of a type that the client does not know', 'ConnectUnexpectedError'],
  ] as const)('reads an error %s with Graphcache, as %s', async (which, __typename) => {
    const exchanges = [graphcache({ schema: introspected }), laterErrorsExchange];
    expect(await transferByUrql(exchanges, results[which], onInterface)).toEqual({ ...results[which], __typename });
  });
});

describe('over the gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());
  const input = {
    contactId: contacts.ended,
    contactFlowId: flows.toQueue,
    destination: { queueId: queues.general },
  };

  test('Apollo Client with the cache of the example has the message and the reason of a refusal', async () => {
    const link = new HttpLink({ uri: `${gateway.url}/graphql` });
    const client = new ApolloClient({ cache: createCache(), link });
    const { data } = await client.mutate({ mutation: TransferDocument, variables: { input } });
    expect(data?.transferContact).toMatchObject({ message: expect.stringContaining('ended'), retryable: false });
    expect(data?.transferContact && tell(data.transferContact)).toBe('Cannot be transferred: contact not active.');
  });

  test('Graphcache with the schema of the gateway has the message of a refusal', async () => {
    const text = await (await fetch(`${gateway.url}/schema.graphql`)).text();
    const schema = introspectionFromSchema(buildSchema(text)) as never;
    const url = `${gateway.url}/graphql`;
    const exchanges = [graphcache({ schema }), laterErrorsExchange, fetchExchange];
    const client = new Client({ url, exchanges, preferGetMethod: false });
    const { data } = await client.mutation(TransferDocument, { input });
    expect(data?.transferContact).toMatchObject({ message: expect.stringContaining('ended'), retryable: false });
  });

  test('Relay learns from the gateway that a type is a ConnectError, as its compiler asks', async () => {
    const { data, errors } = await gateway.graphql(
      `mutation ($input: TransferContactInput!) {
        transferContact(input: $input) {
          __typename
          ... on ConnectError { __isConnectError: __typename message }
        }
      }`,
      { input },
    );
    expect(errors).toEqual([]);
    expect(data.transferContact).toMatchObject({
      __isConnectError: 'ConnectContactNotTransferableError',
      message: expect.stringContaining('ended'),
    });
  });

  test('the file is served, as it is published', async () => {
    const response = await fetch(`${gateway.url}/possible-types.json`);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual(published);
  });
});

/** The mutation's fields, as a query that a cache can be asked again. */
const asQuery = gql(
  document.loc?.source.body.replace(/mutation Transfer\(.*\{/, 'query {').replace('(input: $input)', '') ?? '',
);
const onInterface = gql`
  mutation Transfer($input: TransferContactInput!) {
    transferContact(input: $input) {
      __typename
      ... on TransferContactSuccess { contactId }
      ... on ConnectThrottlingError { retryAfterMs }
      ... on ConnectError { message retryable requestId }
    }
  }
`;
const knownOnly = gql`
  mutation Transfer($input: TransferContactInput!) {
    transferContact(input: $input) {
      ... on TransferContactSuccess { contactId }
      ... on ConnectError { message retryable requestId }
      ... on ConnectIdempotencyError { awsRequestId }
    }
  }
`;

function answering(transferContact: object): ApolloLink {
  return new ApolloLink(
    () =>
      new Observable((observer) => {
        observer.next({ data: { transferContact } });
        observer.complete();
      }),
  );
}

function clientOf(cache: InMemoryCache, result: object): ApolloClient {
  return new ApolloClient({ cache, link: answering(result) });
}

async function transferBy(cache: InMemoryCache, result: object): Promise<unknown> {
  const { data } = await clientOf(cache, result).mutate<{ transferContact: unknown }>({
    mutation: document,
    variables,
  });
  return data?.transferContact;
}

async function transferByUrql(caches: Exchange[], result: object, mutation = document): Promise<unknown> {
  const url = 'http://127.0.0.1/graphql';
  const answer = async () => Response.json({ data: { transferContact: result } });
  const exchanges = [...caches, fetchExchange];
  const client = new Client({ url, exchanges, fetch: answer, preferGetMethod: false });
  const { data, error } = await client.mutation(mutation, variables);
  if (error) throw error;
  return data.transferContact;
}

/** As @graphql-codegen/fragment-matcher makes it: members by their names, and no rule. */
function possibleTypesOfToday(): PossibleTypesMap {
  const schema = buildSchema(publishedSchema('api'));
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]));
}
