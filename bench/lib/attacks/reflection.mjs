import { contactId } from '../world.mjs';
import { attacksOf, conflicts, limits, listOf, longName, times } from './parts.mjs';

const setups = ['open', 'no-scopes'];
const filtered = 'query($f: ConnectContactFilter) { connect { contacts(filter: $f) { nodes { id } } } }';
const numbered = (count, name, value) => Object.fromEntries(listOf(count, (n) => [name(n), value(n)]));
const longest = limits.documentBytes - 200;

/** Requests with errors that repeat parts of the request, often more than once. */
export const reflection = attacksOf('reflection', [
  {
    name: '60 unknown input fields beside a string of 1 MB, gzip',
    reported: true,
    setups,
    gzip: true,
    document: () => ({
      query: filtered,
      variables: {
        f: {
          name: {
            big: 'n'.repeat(1_030_000),
            ...numbered(
              60,
              (n) => `u${n}`,
              () => 1,
            ),
          },
        },
      },
    }),
  },
  {
    name: '60 unknown input fields with names of 15 KB',
    reported: true,
    setups,
    document: () => ({
      query: filtered,
      variables: {
        f: numbered(
          60,
          (n) => longName(15_000, `u${n}`),
          () => 1,
        ),
      },
    }),
  },
  {
    name: 'an invalid enum value of 900 KB',
    reported: true,
    setups,
    document: () => ({ query: filtered, variables: { f: { channels: ['C'.repeat(900_000)] } } }),
  },
  {
    name: 'an unknown input field with a name of 900 KB',
    reported: true,
    setups,
    document: () => ({ query: filtered, variables: { f: { ['m'.repeat(900_000)]: 1 } } }),
  },
  {
    name: 'an id of 900 KB',
    reported: true,
    setups,
    document: () => ({
      query: 'query($i: ID!) { connect { contact(id: $i) { id } } }',
      variables: { i: 'i'.repeat(900_000) },
    }),
  },
  {
    name: '50 invalid enum values of 18 KB in a list',
    document: () => ({
      query: filtered,
      variables: { f: { channels: listOf(50, (n) => longName(18_000, `C${n}`)) } },
    }),
  },
  {
    name: '50 objects of 18 KB where ids are expected',
    document: () => ({
      query: filtered,
      variables: { f: { queueIds: listOf(50, (n) => ({ text: longName(18_000, `q${n}`) })) } },
    }),
  },
  {
    name: 'a list of 900 KB where a number is expected',
    document: () => ({
      query: 'query($n: Int!) { connect { contacts(first: $n) { nodes { id } } } }',
      variables: { n: ['n'.repeat(900_000)] },
    }),
  },
  {
    name: 'a string of 900 KB where a number is expected',
    document: () => ({
      query: 'query($n: Int!) { connect { contacts(first: $n) { nodes { id } } } }',
      variables: { n: 'n'.repeat(900_000) },
    }),
  },
  {
    name: '40 invalid times of 22 KB',
    document: () => ({
      query: `query(${times(40, (n) => `$d${n}: DateTime!`)}) { ${times(40, (n) => `c${n}: connect { contacts(filter: { timeRange: { from: $d${n}, to: $d${n} } }) { nodes { id } } }`)} }`,
      variables: numbered(
        40,
        (n) => `d${n}`,
        () => 'd'.repeat(22_000),
      ),
    }),
  },
  {
    name: '50 variables that lack a required input field, beside a string of 18 KB',
    document: () => ({
      query: `query(${times(50, (n) => `$f${n}: ConnectTextFilter!`)}) { connect { ${times(50, (n) => `l${n}: contacts(filter: { name: $f${n} }) { nodes { id } }`)} } }`,
      variables: numbered(
        50,
        (n) => `f${n}`,
        () => ({ match: 'm'.repeat(18_000) }),
      ),
    }),
  },
  {
    name: 'a variable with a name of 32 KB and no value',
    document: () => {
      const name = 'v'.repeat(longest / 2);
      return { query: `query($${name}: ID!) { connect(instanceId: $${name}) { id } }` };
    },
  },
  {
    name: 'a variable with a name of 300 characters, 190 times where another type is expected',
    valid: false,
    document: () => {
      const name = 'v'.repeat(300);
      return {
        query: `query($${name}: Int) { ${times(190, (n) => `c${n}: connect(instanceId: $${name}) { id }`)} }`,
      };
    },
  },
  {
    name: 'a variable whose type is 2,000 nested lists, 190 times where another type is expected',
    valid: false,
    document: () => ({
      query: `query($v: ${'['.repeat(2_000)}Int${']'.repeat(2_000)}) { ${times(190, (n) => `c${n}: connect(instanceId: $v) { id }`)} }`,
    }),
  },
  {
    name: 'unknown arguments, types and fields with names of 15 KB',
    valid: false,
    document: () => ({
      query: `query($v: ${'T'.repeat(15_000)}) { connect(${'a'.repeat(15_000)}: 1) { ${'f'.repeat(15_000)} ...${'F'.repeat(15_000)} } }`,
    }),
  },
  {
    name: 'unknown names of 256 characters, 50 of each kind',
    valid: false,
    document: () => ({
      query: `query(${times(50, (n) => `$v${n}: ${longName(256, `T${n}`)}`)}) { ${times(50, (n) => `c${n}: connect(${longName(256, `a${n}`)}: 1) { ${longName(256, `f${n}`)} ...${longName(256, `F${n}`)} }`)} }`,
    }),
  },
  {
    name: 'a cycle of 170 fragments with names of 120 characters',
    valid: false,
    document: () => {
      const name = (n) => longName(120, `F${n}`);
      return {
        query: `{ ...${name(0)} } ${times(170, (n) => `fragment ${name(n)} on Query { ...${name((n + 1) % 170)} ...${name(0)} }`)}`,
      };
    },
  },
  {
    name: '38 selections of the same field that differ in the arguments of 24 fields',
    valid: false,
    document: () => ({ query: conflicts(38) }),
  },
  {
    name: 'an invalid literal of 64 KB',
    valid: false,
    document: () => ({ query: `{ connect { contacts(first: "${'x'.repeat(longest)}") { nodes { id } } } }` }),
  },
  {
    name: 'an invalid literal of 64 KB in 100 nested lists',
    valid: false,
    document: () => ({
      query: `{ connect { contacts(first: ${'['.repeat(100)}"${'x'.repeat(longest - 300)}"${']'.repeat(100)}) { nodes { id } } } }`,
    }),
  },
  {
    name: '60 unknown input fields of a literal beside a string of 60 KB',
    valid: false,
    document: () => ({
      query: `{ connect { contacts(filter: { name: { texts: ["${'x'.repeat(60_000)}"], ${times(60, (n) => `u${n}: 1`)} } }) { nodes { id } } } }`,
    }),
  },
  {
    name: 'an unknown operation name of 900 KB',
    json: (unique) =>
      JSON.stringify({ query: `query A { __typename } #${unique}`, operationName: 'B'.repeat(900_000) }),
  },
  {
    name: 'a reference whose type has a name of 900 KB',
    document: () => ({
      query: 'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      variables: { r: [{ __typename: 'T'.repeat(900_000), id: contactId(1) }] },
    }),
  },
  {
    name: 'an unknown path of 15 KB',
    request: (unique) => ({ path: `/${'p'.repeat(15_000)}${unique}` }),
  },
]);
