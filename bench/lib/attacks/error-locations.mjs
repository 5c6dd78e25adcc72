import { after, atLimit, attacksOf, conflicts, limits, listOf, times } from './parts.mjs';

const zeros = { r: listOf(limits.references, () => 0) };
const entities = (aliases) =>
  `query($r: [_Any!]!) { ${times(aliases, (n) => `a${n}: _entities(representations: $r) { __typename }`)} }`;
const forbiddenNames = (aliases) =>
  `{ connect { contacts(first: 100) { nodes { ${times(aliases, (n) => `n${n}: name`)} } } } }`;
const megabyte = 980_000;

/** Each fragment spreads the next one and the first one, which makes cycles of every length. */
const cycles = (fragments) => ({
  query: atLimit(
    `{ ...F0 } ${times(fragments, (n) => `fragment F${n} on Query { __typename ${n + 1 < fragments ? `...F${n + 1} ` : ''}...F0 }`)}`,
  ),
});

/**
 * Requests that cause many errors. The server scans the document to find the location of each error, so the documents have
 * 1 MB, or the largest size that is served.
 */
export const errorLocations = attacksOf('error locations', [
  {
    name: '1,000 invalid references under 20 aliases after 4,900 comment lines with 1 MB in all, gzip',
    reported: true,
    setups: ['open', 'no-scopes'],
    gzip: true,
    document: () => ({ query: after(megabyte, 200, entities(20)), variables: zeros }),
  },
  {
    name: '1,000 invalid references after one comment of 900 KB, gzip',
    reported: true,
    setups: ['open', 'no-scopes'],
    gzip: true,
    document: () => ({ query: after(900_000, 890_000, entities(1)), variables: zeros }),
  },
  {
    name: '100 contacts with 190 forbidden names each after 1 MB of comments, gzip',
    reported: true,
    setups: ['contacts-read'],
    gzip: true,
    document: () => ({ query: after(megabyte, 250, forbiddenNames(190)) }),
  },
  {
    name: '1,000 invalid references under 200 aliases after as many comments as the limits allow, gzip',
    gzip: true,
    document: () => ({ query: atLimit(entities(200)), variables: zeros }),
  },
  {
    name: '100 contacts with 190 forbidden names each after as many comments as the limits allow, gzip',
    setups: ['contacts-read'],
    gzip: true,
    document: () => ({ query: atLimit(forbiddenNames(190)) }),
  },
  {
    name: '38 selections of the same field, 24 conflicts in each pair',
    setups: ['no-scopes'],
    valid: false,
    document: () => ({ query: atLimit(conflicts(38)) }),
  },
  {
    name: '2 selections of the same field, 99 conflicting aliases',
    setups: ['no-scopes'],
    valid: false,
    document: () => ({
      query: atLimit(`{ connect { ${times(99, (n) => `x${n}: id`)} } connect { ${times(99, (n) => `x${n}: arn`)} } }`),
    }),
  },
  {
    name: '300 fragments that spread each other in cycles',
    setups: ['no-scopes'],
    valid: false,
    document: () => cycles(300),
  },
  {
    name: '1,990 unknown fields',
    setups: ['no-scopes'],
    valid: false,
    document: () => ({ query: atLimit(`{ ${times(1_990, (n) => `unknownField${n}`)} }`) }),
  },
  {
    name: '2,000 unused variables',
    setups: ['no-scopes'],
    valid: false,
    document: () => ({ query: atLimit(`query(${times(2_000, (n) => `$v${n}: Int`)}) { __typename }`) }),
  },
  {
    name: '1,200 unused fragments',
    setups: ['no-scopes'],
    valid: false,
    document: () => ({
      query: atLimit(`{ __typename } ${times(1_200, (n) => `fragment F${n} on Query { __typename }`)}`),
    }),
  },
  {
    name: '190 undefined variables',
    setups: ['no-scopes'],
    valid: false,
    document: () => ({ query: atLimit(`{ ${times(190, (n) => `c${n}: connect(instanceId: $v${n}) { id }`)} }`) }),
  },
  {
    name: '60 operations that use one undefined variable in a fragment of 190 fields',
    setups: ['no-scopes'],
    valid: false,
    document: () => ({
      query: atLimit(
        `${times(60, (n) => `query Q${n} { ...F }`)} fragment F on Query { ${times(190, (n) => `c${n}: connect(instanceId: $v) { id }`)} }`,
      ),
    }),
  },
  {
    name: '60 unknown fields of an input object after as many comments as the limits allow',
    document: () => ({
      query: atLimit('query($f: ConnectContactFilter) { connect { contacts(filter: $f) { nodes { id } } } }'),
      variables: { f: Object.fromEntries(listOf(60, (n) => [`u${n}`, n])) },
    }),
  },
  {
    name: '1,000 invalid references under 20 aliases after lines that end with a carriage return, gzip',
    setups: ['no-scopes'],
    gzip: true,
    document: () => ({
      query: atLimit(entities(20)).replaceAll('\n', '\r'),
      variables: zeros,
    }),
  },
  {
    name: 'a truncated document of 1 MB',
    setups: ['no-scopes'],
    gzip: true,
    valid: false,
    document: () => ({ query: after(megabyte, 200, '{ connect {') }),
  },
]);
