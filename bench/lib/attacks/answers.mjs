import { getIntrospectionQuery } from 'graphql';
import { contactId, heavyQueueId, instanceId } from '../world.mjs';
import { attacksOf, limits, listOf, longName, times } from './parts.mjs';

const service = (outer, inner) =>
  `fragment F on _Service { ${times(inner, (n) => `b${n}: sdl`)} } { ${times(outer, (n) => `a${n}: _service { ...F }`)} }`;

const usual = getIntrospectionQuery();
const fragmentsAt = usual.indexOf('fragment ');
const introspectionBody = usual.slice(usual.indexOf('__schema'), usual.lastIndexOf('}', fragmentsAt));
const introspectionFragments = usual.slice(fragmentsAt);
const introspections = (aliases) =>
  `{ ${times(aliases, (n) => `a${n}: ${introspectionBody}`)} } ${introspectionFragments}`;

const entities = (aliases, fields, references) => ({
  query: `query($r: [_Any!]!) { ${times(aliases, (n) => `e${n}: _entities(representations: $r) { ...F }`)} } fragment F on _Entity { ... on ConnectContact { ${fields} } }`,
  variables: { r: references },
});
/** References with distinct ids of 100 characters. The response repeats the ids, and no call is made. */
const longReferences = (count = limits.references) =>
  listOf(count, (n) => ({
    __typename: 'ConnectContact',
    instanceId,
    id: longName(100, `id-${n}-`),
  }));
const shortReferences = () =>
  listOf(limits.references, (n) => ({
    __typename: 'ConnectContact',
    id: contactId(n),
    instanceId,
  }));
/** A query whose response has about this many bytes. */
const ofBytes = (bytes) => {
  const aliases = 90;
  const each = aliases * ('"b00":"",'.length + 100);
  return entities(
    1,
    times(aliases, (n) => `b${String(n).padStart(2, '0')}: id`),
    longReferences(Math.floor(bytes / each)),
  );
};

const wrongTask = (attributes) => ({ name: '', source: { contactFlowId: 'f' }, attributes });
const violations = (mutations, aliases, attributes) => ({
  query: `mutation($i: StartTaskContactInput!) { ${times(mutations, (n) => `m${n}: startTaskContact(input: $i) { ...V }`)} } fragment V on ConnectInvalidInputError { ${times(aliases, (n) => `v${n}: violations { path message }`)} }`,
  variables: { i: wrongTask(attributes) },
});
/** Attributes with names that Connect does not allow. */
const wrongAttributes = (count, length = 4) =>
  listOf(count, (n) => ({ name: `${longName(length, `a${n}`)} !`, value: '' }));

const contacts = (fields, lists = 1, filter = '') =>
  `{ connect { ${times(lists, (n) => `l${n}: contacts(first: 100${filter}) { nodes { ...F } }`)} } } fragment F on ConnectContact { ${fields} }`;
const heavy = `, filter: { queueIds: ["${heavyQueueId}"] }`;

/** Requests with responses that are many times as large. */
export const answers = attacksOf('response size', [
  { name: 'the SDL', reported: true, document: () => ({ query: '{ _service { sdl } }' }) },
  {
    name: 'the SDL under 200 aliases',
    reported: true,
    document: () => ({ query: `{ ${times(200, (n) => `a${n}: _service { sdl }`)} }` }),
  },
  { name: 'the SDL under 44 x 40 aliases', reported: true, document: () => ({ query: service(44, 40) }) },
  { name: 'the SDL under 160 x 40 aliases', reported: true, document: () => ({ query: service(160, 40) }) },
  {
    name: 'the SDL under 44 x 40 aliases, 2 requests at once',
    reported: true,
    send: { how: 'ask', together: 2 },
    document: () => ({ query: service(44, 40) }),
  },
  { name: '100 introspections', reported: true, document: () => ({ query: introspections(100) }) },
  {
    name: '1,000 ids under 10 x 90 aliases',
    reported: true,
    document: () =>
      entities(
        10,
        times(90, (n) => `b${n}: id`),
        longReferences(),
      ),
  },
  {
    name: '1,000 ids under 100 x 90 aliases',
    reported: true,
    document: () =>
      entities(
        100,
        times(90, (n) => `b${n}: id`),
        longReferences(),
      ),
  },
  {
    name: '1,000 invalid references under 100 aliases',
    reported: true,
    document: () =>
      entities(
        100,
        'id',
        listOf(limits.references, () => 0),
      ),
  },
  {
    name: '1,000 invalid references under 30 aliases, gzip',
    reported: true,
    setups: ['open', 'no-scopes'],
    gzip: true,
    document: () =>
      entities(
        30,
        'id',
        listOf(limits.references, () => 0),
      ),
  },
  {
    name: '1,000 violations under 190 aliases',
    reported: true,
    document: () => violations(1, 190, wrongAttributes(1_000)),
  },
  {
    name: '1,000 violations under 180 aliases of 10 mutations',
    reported: true,
    document: () => violations(10, 180, wrongAttributes(1_000)),
  },
  {
    name: '100 contacts with 190 forbidden names each',
    reported: true,
    setups: ['contacts-read'],
    document: () => ({ query: contacts(times(190, (n) => `n${n}: name`)) }),
  },
  {
    name: '100 contacts with 190 forbidden names each below an alias of 60 KB, gzip',
    setups: ['contacts-read'],
    gzip: true,
    document: () => ({
      query: `{ connect { contacts(first: 100) { ${longName(60_000, 'nodes')}: nodes { ${times(190, (n) => `n${n}: name`)} } } } }`,
    }),
  },
  {
    name: '100 contacts with 180 forbidden names each below aliases of 256 characters, gzip',
    setups: ['contacts-read'],
    gzip: true,
    document: () => ({
      query: `{ ${longName(256, 'c')}: connect { ${longName(256, 'l')}: contacts(first: 100) { ${longName(256, 'n')}: nodes { ${times(180, (n) => `${longName(256, `n${n}`)}: name`)} } } } }`,
    }),
  },
  {
    name: 'the type of a contact under 50 aliases',
    document: () => ({
      query: `{ ${times(50, (n) => `t${n}: __type(name: "ConnectContact") { ...T }`)} } fragment T on __Type { name description fields { name description args { name description } } }`,
    }),
  },
  {
    name: 'all descriptions under 180 aliases of types and fields',
    document: () => ({
      query: `{ __schema { types { ${times(90, (n) => `d${n}: description`)} fields { ${times(90, (n) => `e${n}: description`)} } } } }`,
    }),
  },
  {
    name: 'all fields of the types of all fields under 90 aliases',
    document: () => ({
      query: `{ __schema { types { fields { type { fields { ...F } ofType { fields { ...F } } } } } } } fragment F on __Field { ${times(90, (n) => `d${n}: description`)} }`,
    }),
  },
  {
    name: 'type names of 1,000 references under 190 aliases',
    setups: ['open', 'no-scopes'],
    document: () => ({
      query: `query($r: [_Any!]!) { _entities(representations: $r) { ${times(190, (n) => `t${n}: __typename`)} } }`,
      variables: { r: shortReferences() },
    }),
  },
  {
    name: 'type names of 1,000 references under 50 x 150 aliases',
    document: () =>
      entities(
        50,
        times(149, (n) => `t${n}: __typename`),
        shortReferences(),
      ),
  },
  {
    name: '100 contacts with 190 descriptions of 4 KB each',
    document: () => ({
      query: contacts(
        times(190, (n) => `d${n}: description`),
        1,
        heavy,
      ),
    }),
  },
  {
    name: '100 contacts with all attributes under 100 aliases',
    document: () => ({
      query: contacts(
        times(100, (n) => `a${n}: attributes { name value }`),
        1,
        heavy,
      ),
    }),
  },
  {
    name: '100 contacts with tags in lists under 9 x 180 aliases',
    document: () => ({
      query: contacts(
        times(180, (n) => `t${n}: tags { key value }`),
        9,
      ),
    }),
  },
  {
    name: 'edges and nodes of 100 contacts under 90 aliases each',
    document: () => ({
      query: `{ connect { contacts(first: 100) { ${times(90, (n) => `n${n}: nodes { ...F } e${n}: edges { cursor node { ...F } }`)} } } } fragment F on ConnectContact { id arn name description }`,
    }),
  },
  {
    name: '1,000 violations with paths of 900 characters under 190 aliases',
    document: () => violations(1, 190, wrongAttributes(1_000, 900)),
  },
  {
    name: '9,000 violations under 90 aliases',
    document: () => violations(1, 90, wrongAttributes(9_000)),
  },
  {
    name: 'a query with 190 lists that asks for its cost',
    request: (unique) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-connect-cost': '1' },
      body: Buffer.from(
        JSON.stringify({ query: `{ connect { ${times(190, (n) => `q${n}: queues { nodes { id } }`)} } } #${unique}` }),
      ),
    }),
  },
  { name: 'a response just below 10 MiB', document: () => ofBytes(limits.answerBytes * 0.97) },
  { name: 'a response just above 10 MiB', document: () => ofBytes(limits.answerBytes * 1.03) },
  {
    name: 'responses just below 10 MiB, 4 at once',
    send: { how: 'ask', together: 4 },
    document: () => ofBytes(limits.answerBytes * 0.97),
  },
  {
    name: '60 responses of 100 contacts under 180 aliases, at once',
    send: { how: 'ask', together: 60 },
    document: () => ({
      query: `{ connect { contacts(first: 100) { nodes { ${times(180, (n) => `a${n}: arn`)} } } } }`,
    }),
  },
  {
    name: '50 documents of 990 identical fields, at once',
    valid: false,
    send: { how: 'ask', together: 50 },
    document: () => ({ query: `{ ${times(990, () => 'connect { id }')} }` }),
  },
]);
