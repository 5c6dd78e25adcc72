import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { documentLimits } from '../../../src/server/guards/document-limits.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

async function post(query: string) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, data, error: errors?.[0] };
}

const times = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ');
const nested = (levels: number) =>
  `{ connect { contact(id: "c") ${'{ previousContact '.repeat(levels)} { id } ${'}'.repeat(levels)} } }`;
const listType = (levels: number, end = ']') => `$a: ${'['.repeat(levels)}Int${end.repeat(levels)}`;
const stops = (count: number) =>
  `mutation { ${times(count, (i) => `m${i}: stopContact(input: { contactId: "c" }) { __typename }`)} }`;

describe('a document', () => {
  test.each([
    ['fields', `{ ${times(documentLimits.fields + 1, () => '__typename')} }`, documentLimits.fields],
    ['aliases', `{ ${times(documentLimits.aliases + 1, (i) => `a${i}: __typename`)} }`, documentLimits.aliases],
    [
      'fragments',
      `{ __typename } ${times(251, (i) => `fragment f${i} on Query { ...f${(i + 1) % 251} ...f${(i + 7) % 251} }`)}`,
      documentLimits.fragments,
    ],
    ['directives', `{ __typename ${times(documentLimits.directives + 1, () => '@a')} }`, documentLimits.directives],
    ['lines', `${'\n'.repeat(documentLimits.lines)}{ __typename }`, documentLimits.lines],
    ['levels of fields', nested(documentLimits.depth), documentLimits.depth],
    ['mutations', stops(documentLimits.mutations + 1), documentLimits.mutations],
    ['levels of lists in a type', `query(${listType(17)}) { __typename }`, documentLimits.typeDepth],
    ['levels of lists in a type', `query(${listType(4_900)}) { __typename }`, documentLimits.typeDepth],
    ['levels of lists in a type', `query(${listType(17, ']!')}) { __typename }`, documentLimits.typeDepth],
    [
      'fields and spreads with fragments expanded',
      `{ ${times(101, () => '...f')} } fragment f on Query { ${times(100, () => '__typename')} }`,
      documentLimits.expandedFields,
    ],
    ...[
      `${times(600, (i) => `query q${i} { ...f0 }`)} ${times(200, (i) => `fragment f${i} on Query { ...f${i + 1} }`)} fragment f200 on Query { __typename }`,
      `${times(200, (i) => `query q${i} { ...f }`)} fragment f on Query { ${times(60, () => '__typename')} }`,
      `${times(500, (i) => `query q${i} { ...f0 }`)} ${times(30, (i) => `fragment f${i} on Query { ... { ...f${i + 1} } }`)} fragment f30 on Query { __typename }`,
    ].map((query): [string, string, number] => [
      'fields and spreads with fragments expanded',
      query,
      documentLimits.expandedFields,
    ]),
    ...[
      `${times(100, (i) => `query q${i}($a: ID) { ...f }`)} fragment f on Query { connect { contacts(filter: { queueIds: [${times(200, () => '$a')}] }) { nodes { id } } } }`,
      `${times(130, (i) => `query q${i}($a: Boolean!) { ...f }`)} fragment f on Query { ${times(40, (i) => `a${i}: __typename @skip(if: $a) @include(if: $a)`)} }`,
      `query($a: ID) { ${times(110, () => '...f')} } fragment f on Query { connect { contacts(filter: { queueIds: [${times(100, () => '$a')}] }) { nodes { id } } } }`,
    ].map((query): [string, string, number] => [
      'uses of variables with fragments expanded',
      query,
      documentLimits.expandedVariables,
    ]),
    ...[
      `{ ${times(230, () => 'connect { id }')} }`,
      `{ ${times(230, () => '__typename')} }`,
      `{ connect { ${times(230, () => 'contacts { nodes { id } }')} } }`,
      `{ connect { ${times(200, (i) => `...f${i}`)} } } ${times(200, (i) => `fragment f${i} on ConnectInstance { alias id ... { alias } queues { nodes { id } } contacts { nodes { id } } }`)}`,
    ].map((query): [string, string, number] => ['pairs of fields to merge', query, documentLimits.pairs]),
    [
      'mutations',
      `mutation { ${times(2, (i) => `...f${i}`)} } ${times(2, (i) => `fragment f${i} on Mutation { ${times(6, (j) => `m${i}${j}: stopContact(input: { contactId: "c" }) { __typename }`)} }`)}`,
      documentLimits.mutations,
    ],
  ])('with too many %s is refused with the limit, and nothing is called', async (what, query, most) => {
    const before = gateway.emulator.ledger.entries('StopContact').length;
    const { status, data, error } = await post(query);
    expect([status, data, error?.extensions.code]).toEqual([400, undefined, 'DOCUMENT_TOO_LARGE']);
    expect(error?.message).toContain(`${what}; at most ${most} are allowed`);
    expect(gateway.emulator.ledger.entries('StopContact')).toHaveLength(before);
  });

  test('within the limits is served, at the limits too', async () => {
    expect(await post(`{ ${times(documentLimits.aliases, (i) => `a${i}: __typename`)} }`)).toMatchObject({
      status: 200,
    });
    expect(await post(nested(documentLimits.depth - 4))).toMatchObject({ status: 200 });
    expect(await post(stops(documentLimits.mutations))).toMatchObject({ status: 200 });
    expect(await post(`{ ${times(220, () => '__typename')} }`)).toMatchObject({ status: 200 });
    const spreads = times(100, (i) => `...f${i}`);
    const fragments = times(100, (i) => `fragment f${i} on ConnectInstance { id alias }`);
    expect(await post(`{ connect { ${spreads} } } ${fragments}`)).toMatchObject({ status: 200 });
  });

  test('of introspection as tools send it is served', async () => {
    expect(await post(getIntrospectionQuery())).toMatchObject({ status: 200, error: undefined });
  });

  test('whose fragments spread themselves is refused by validation, without end or error of ours', async () => {
    const { status, error } = await post('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }');
    expect([status, error?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });
});
