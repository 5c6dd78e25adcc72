import { attacksOf, listOf, times } from './parts.mjs';

const setups = ['no-scopes'];

/** Documents that are costly to validate. */
export const validation = attacksOf('validation', [
  {
    name: '1,990 identical fields',
    reported: true,
    setups,
    valid: false,
    document: () => ({ query: `{ connect { ${times(1_990, () => 'id')} } }` }),
  },
  {
    name: '1,000 fragments',
    reported: true,
    setups,
    valid: false,
    document: () => ({
      query: `{ ${times(1_000, (n) => `...F${n}`)} } ${times(1_000, (n) => `fragment F${n} on Query { __typename }`)}`,
    }),
  },
  {
    name: '120 nested chains',
    reported: true,
    setups,
    document: () => ({
      query: `{ ${times(120, () => `connect { contact(id: "x") { ${'chain { nodes { '.repeat(5)} id ${'} }'.repeat(5)} } }`)} }`,
    }),
  },
  {
    name: '980 fields with the same name and different arguments of 900 bytes, gzip',
    reported: true,
    setups,
    gzip: true,
    valid: false,
    document: () => ({
      query: `{ connect { ${times(980, (n) => `queue(id: "${String(n).padEnd(900, 'x')}") { id }`)} } }`,
    }),
  },
  {
    name: '500 fields with the same name and different arguments of 95 bytes, gzip',
    setups,
    gzip: true,
    valid: false,
    document: () => ({
      query: `{ connect { ${times(500, (n) => `queue(id: "${String(n).padEnd(95, 'x')}") { id }`)} } }`,
    }),
  },
  {
    name: '990 fields with the same name and equal arguments',
    setups,
    valid: false,
    document: () => ({ query: `{ connect { ${times(990, () => 'queue(id: "q") { id }')} } }` }),
  },
  {
    name: '60 fragments, the first of which spreads all others',
    setups,
    document: () => ({
      query: `{ connect { ...F0 } } ${times(60, (n) => `fragment F${n} on ConnectInstance { id ${n === 0 ? times(59, (m) => `...F${m + 1}`) : ''} f${n}: id }`)}`,
    }),
  },
  {
    name: '700 fragments in 350 selections of the same field',
    setups,
    valid: false,
    document: () => ({
      query: `{ ${times(350, (n) => `connect { ...A${n} ...B${n} }`)} } ${times(350, (n) => `fragment A${n} on ConnectInstance { id } fragment B${n} on ConnectInstance { alias }`)}`,
    }),
  },
  {
    name: '6 nested levels that each select the next level twice',
    setups,
    document: () => {
      const level = (n) => (n === 0 ? 'id' : `chain { nodes { ${level(n - 1)} ${level(n - 1)} } }`);
      return { query: `{ connect { contact(id: "x") { ${level(6)} } } }` };
    },
  },
  {
    name: '1,250 operations that spread a chain of 250 fragments',
    setups,
    document: () => ({
      query: `${times(1_250, (n) => `query q${n}{...f0}`)} ${times(249, (n) => `fragment f${n} on Query{...f${n + 1}}`)} fragment f249 on Query{__typename}`,
      operationName: 'q0',
    }),
  },
  {
    name: '300 operations that use a variable 2,000 times through a fragment',
    setups,
    valid: false,
    document: () => ({
      query: `${times(300, (n) => `query q${n}($a:ID){...f}`)} fragment f on Query { connect { contacts(filter: { queueIds: [${times(2_000, () => '$a')}] }) { nodes { id } } } }`,
      operationName: 'q0',
    }),
  },
  {
    name: 'as many operations and fragments as the limits allow',
    setups,
    document: () => ({
      query: `${times(38, (n) => `query q${n}{...f0}`)} ${times(248, (n) => `fragment f${n} on Query{...f${n + 1}}`)} fragment f248 on Query{__typename}`,
      operationName: 'q0',
    }),
  },
  {
    name: '2,000 unused variables with values',
    reported: true,
    setups,
    valid: false,
    document: () => ({
      query: `query(${times(2_000, (n) => `$v${n}: Int`)}) { __typename }`,
      variables: Object.fromEntries(listOf(2_000, (n) => [`v${n}`, n])),
    }),
  },
  {
    name: 'a value of 4,900 nested lists',
    reported: true,
    setups,
    valid: false,
    document: () => ({ query: `{ connect(instanceId: ${'['.repeat(4_900)}${']'.repeat(4_900)}) { id } }` }),
  },
  {
    name: 'a value of 2,000 nested objects',
    reported: true,
    setups,
    valid: false,
    document: () => ({
      query: `{ connect { contacts(filter: ${'{tags:'.repeat(2_000)}1${'}'.repeat(2_000)}) { nodes { id } } } }`,
    }),
  },
  {
    name: 'a variable whose type is 4,900 nested lists',
    reported: true,
    setups,
    valid: false,
    document: () => ({
      query: `query($v: ${'['.repeat(4_900)}Int${']'.repeat(4_900)}) { connect(instanceId: $v) { id } }`,
    }),
  },
  {
    name: 'a literal list of 9,000 numbers where one id is expected',
    setups,
    valid: false,
    document: () => ({ query: `{ connect { contact(id: [${times(9_000, (n) => n % 10)}]) { id } } }` }),
  },
  {
    name: '200 unknown directives',
    setups,
    valid: false,
    document: () => ({ query: `{ ${times(200, (n) => `__typename @d${n}`)} }` }),
  },
  {
    name: '100 variables of unknown types whose names resemble many',
    valid: false,
    document: () => ({
      query: `query (${times(100, (n) => `$v${n}: connectcontacterotainsleerotainsleer${n}`)}) { __typename }`,
    }),
  },
  {
    name: '1,500 unknown fields whose names resemble many',
    valid: false,
    document: () => ({
      query: `{ connect { contact(id: "x") { ${times(1_500, (n) => `a${n}: conectedToUzerAt`)} } } }`,
    }),
  },
  {
    name: '1,900 nested inline fragments',
    setups,
    document: () => ({ query: `{ ${'... { '.repeat(1_900)} __typename ${'}'.repeat(1_900)} }` }),
  },
  {
    name: 'as many tokens as the limits allow',
    setups,
    document: () => ({
      query: `{ connect { contacts(filter: { queueIds: [${times(9_970, () => '"q"')}] }) { nodes { id } } } }`,
    }),
  },
]);
