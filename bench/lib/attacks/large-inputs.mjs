import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { contactId } from '../world.mjs';
import { after, atLimit, attacksOf, limits, listOf, times } from './parts.mjs';

const deep = (levels, inside) => `${'['.repeat(levels)}${inside}${']'.repeat(levels)}`;
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const list =
  'query($f: ConnectContactFilter, $a: String) { connect { contacts(filter: $f, after: $a) { nodes { id } } } }';

/** A mutation with an input that the gateway refuses without a call. */
const refused = (name, input) => ({
  query: `mutation($input: ${name[0].toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename ... on ConnectInvalidInputError { violations { path message } } } }`,
  variables: { input },
});
const task = (more) => refused('startTaskContact', { name: 'n', source: { contactFlowId: 'f' }, ...more });
const post = (body, headers = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

/** Large, deeply nested or many inputs that were found to be harmless, and similar ones. They must stay harmless. */
export const largeInputs = attacksOf('large inputs', [
  ...[
    ['a number of 900,000 digits as Int', 'query($n: Int!) { connect { contacts(first: $n) { nodes { id } } } }', 'n'],
    ['a number of 900,000 digits as Float', 'query($n: Float) { __typename }', 'n'],
  ].map(([name, query, variable]) => ({
    name,
    reported: true,
    valid: variable === 'n' && query.includes('Int'),
    json: (unique) => `{"query":"${query} #${unique}","variables":{"${variable}":${'9'.repeat(900_000)}}}`,
  })),
  {
    name: 'an unused variable of 500,000 nested lists',
    reported: true,
    json: (unique) => `{"query":"{ __typename } #${unique}","variables":{"v":${deep(500_000, '')}}}`,
  },
  {
    name: 'an id in 300,000 nested lists',
    reported: true,
    json: (unique) =>
      `{"query":"query($i: [ID!]!) { connect { contact(id: \\"c\\") { attachedFiles(ids: $i) { id } } } } #${unique}","variables":{"i":${deep(300_000, '1')}}}`,
  },
  {
    name: 'a reference of 5,000 nested objects',
    reported: true,
    json: (unique) =>
      `{"query":"query($r: [_Any!]!) { _entities(representations: $r) { __typename } } #${unique}","variables":{"r":[${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}]}}`,
  },
  {
    name: 'a literal reference of 2,400 nested objects',
    valid: null,
    document: () => ({
      query: `{ _entities(representations: [${'{a:'.repeat(2_400)}1${'}'.repeat(2_400)}]) { __typename } }`,
    }),
  },
  {
    name: '130,000 ids in a list, gzip',
    reported: true,
    gzip: true,
    document: () => ({
      query: 'query($i: [ID!]!) { connect { contact(id: "c") { attachedFiles(ids: $i) { id } } } }',
      variables: { i: listOf(130_000, (n) => `${n % 1_000}`) },
    }),
  },
  {
    name: 'a time of 900 KB',
    reported: true,
    document: () => ({
      query: list,
      variables: {
        f: { timeRange: { from: `2026-01-01T00:00:00.${'0'.repeat(900_000)}Z`, to: '2026-01-02T00:00:00Z' } },
      },
    }),
  },
  {
    name: 'an ARN of 900 KB of colons and slashes',
    reported: true,
    document: () => ({
      query: 'query($i: ID!) { connect { contact(id: $i) { id } } }',
      variables: { i: `arn:aws:connect:${':/'.repeat(450_000)}` },
    }),
  },
  {
    name: 'a cursor of 900 KB',
    reported: true,
    document: () => ({ query: list, variables: { a: 'a'.repeat(900_000) } }),
  },
  {
    name: 'a name of 900 KB',
    reported: true,
    document: () => task({ name: `${' '.repeat(450_000)}${'n'.repeat(450_000)}` }),
  },
  {
    name: 'an email address of 900 KB',
    reported: true,
    document: () =>
      refused('startEmailContact', {
        fromEmailAddress: { emailAddress: `${'a.'.repeat(450_000)}@example.com` },
        destinationEmailAddress: `care@${'a.'.repeat(20_000)}com`,
        emailMessage: { subject: 's', body: 'b', contentType: 'TEXT_PLAIN' },
      }),
  },
  {
    name: 'a phone number of 900 KB',
    reported: true,
    document: () =>
      refused('startOutboundVoiceContact', {
        destinationPhoneNumber: `+${'1'.repeat(900_000)}`,
        caller: { queueId: 'q' },
        contactFlowId: 'f',
      }),
  },
  {
    name: '20,000 attributes with the same name',
    reported: true,
    document: () => task({ attributes: listOf(20_000, () => ({ name: 'a', value: 'v' })) }),
  },
  {
    name: 'an attribute of 900 KB',
    reported: true,
    document: () => task({ attributes: [{ name: 'a', value: 'v'.repeat(900_000) }] }),
  },
  {
    name: '9,000 invalid tags',
    document: () =>
      refused('tagContact', {
        contactId: 'c',
        tags: listOf(9_000, (n) => ({ key: `aws:${n}`, value: `${n}`.padEnd(60, 'v') })),
      }),
  },
  {
    name: '10 invalid mutations of 90 KB each',
    document: () => {
      const input = { name: '', source: { contactFlowId: '' }, description: 'd'.repeat(90_000) };
      return {
        query: `mutation(${times(10, (n) => `$i${n}: StartTaskContactInput!`)}) { ${times(10, (n) => `m${n}: startTaskContact(input: $i${n}) { __typename ... on ConnectInvalidInputError { violations { path message } } }`)} }`,
        variables: Object.fromEntries(listOf(10, (n) => [`i${n}`, input])),
      };
    },
  },
  ...[10, 1].map((count) => ({
    name: `routing data of 16,000 empty alternatives in ${count} ${count === 1 ? 'mutation' : 'mutations'}`,
    document: () => ({
      query: `mutation($i: UpdateContactRoutingDataInput!) { ${times(count, (n) => `m${n}: updateContactRoutingData(input: $i) { __typename }`)} }`,
      variables: {
        i: {
          contactId: 'cccccccc-0000-4000-8000-000000000015',
          routingSteps: [{ expression: { and: listOf(16_000, () => ({ or: [] })) } }],
        },
      },
    }),
  })),
  {
    name: 'an Accept header of 15 KB',
    reported: true,
    request: (unique) =>
      post(Buffer.from(`{"query":"{ __typename } #${unique}"}`), {
        accept: listOf(1_000, (n) => `a/b;q=0.${n}`)
          .join(',')
          .slice(0, 15_000),
      }),
  },
  {
    name: 'an Accept header of 15,000 quotes',
    reported: true,
    request: (unique) =>
      post(Buffer.from(`{"query":"{ __typename } #${unique}"}`), { accept: `a/b;c=${'"'.repeat(14_990)}` }),
  },
  {
    name: 'gzip of 100 MB',
    reported: true,
    request: () => post(hundredMegabytes(), { 'content-encoding': 'gzip' }),
  },
  {
    name: '100 tokens of 13.7 KB with invalid signatures',
    reported: true,
    setups: ['no-scopes'],
    send: { how: 'ask', repeat: 100 },
    request: (unique) =>
      post(Buffer.from('{"query":"{ __typename }"}'), { authorization: `Bearer ${unsigned('bench', unique, 10_000)}` }),
  },
  {
    name: '300 tokens with unknown key ids',
    reported: true,
    setups: ['no-scopes'],
    send: { how: 'ask', repeat: 300 },
    request: (unique) =>
      post(Buffer.from('{"query":"{ __typename }"}'), { authorization: `Bearer ${unsigned(unique, unique, 10)}` }),
  },
  {
    name: '300 documents of 100 KB',
    reported: true,
    limitMs: 60_000,
    send: { how: 'ask', repeat: 300 },
    document: () => ({ query: after(100_000, 50_000, '{ __typename }') }),
  },
  {
    name: '300 documents of 64 KB with 190 aliases',
    limitMs: 60_000,
    send: { how: 'ask', repeat: 300 },
    document: () => ({
      query: after(limits.documentBytes, 30_000, `{ connect { ${times(190, (n) => `f${n}: id`)} } }`),
    }),
  },
  {
    name: '4,000 documents of 64 KB that consist almost only of comments, gzip',
    gzip: true,
    limitMs: 120_000,
    send: { how: 'ask', repeat: 500, together: 8 },
    document: () => ({ query: atLimit('{ __typename }') }),
  },
  {
    name: '1,200 documents of 64 KB with 190 aliases, gzip',
    gzip: true,
    limitMs: 120_000,
    send: { how: 'ask', repeat: 150, together: 8 },
    document: () => ({ query: atLimit(`{ connect { ${times(190, (n) => `f${n}: id`)} } }`) }),
  },
  {
    name: '1,200 documents of 1,540 fields, gzip',
    gzip: true,
    limitMs: 120_000,
    send: { how: 'ask', repeat: 150, together: 8 },
    document: () => ({
      query: `{ connect { ${times(220, () => 'id alias arn status accessUrl createdAt statusReason')} } }`,
    }),
  },
  {
    name: '150 automatic persisted queries of 300 KB',
    reported: true,
    limitMs: 60_000,
    send: { how: 'ask', repeat: 150 },
    json: (unique) => {
      const query = `${after(300_000, 60_000, '{ __typename }')}#${unique}`;
      const sha256Hash = createHash('sha256').update(query).digest('hex');
      return JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } });
    },
  },
  {
    name: '1,000 different searches',
    reported: true,
    limitMs: 60_000,
    send: { how: 'ask', repeat: 1_000 },
    json: (unique) => JSON.stringify({ query: list, variables: { f: { name: { texts: [`name ${unique}`] } } } }),
  },
  {
    name: '1,000 contacts by reference, with quotas on',
    reported: true,
    setups: ['quotas'],
    document: () => ({
      query: 'query($r: [_Any!]!) { _entities(representations: $r) { ... on ConnectContact { description } } }',
      variables: { r: listOf(limits.references, (n) => ({ __typename: 'ConnectContact', id: contactId(n) })) },
    }),
  },
]);

const unsigned = (kid, subject, padding) =>
  `${base64url({ alg: 'RS256', kid })}.${base64url({ sub: subject, more: 'm'.repeat(padding) })}.${'s'.repeat(342)}`;

let packed;
function hundredMegabytes() {
  packed ??= gzipSync(Buffer.alloc(100_000_000, 0x20));
  return packed;
}
