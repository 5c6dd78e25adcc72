import { contactId } from '../world.mjs';
import { attacksOf, limits, listOf, longName, times } from './parts.mjs';

const keys = (length) => ({ k: ['k'.repeat(length)] });
const tags = (count) => times(count, (n) => `t${n}: tags(keys: $k) { key }`);
const manyInstances = (instances, fields) => ({
  query: `query($k: [String!]) { ${times(instances, (n) => `c${n}: connect { ...F }`)} } fragment F on ConnectInstance { ${tags(fields)} }`,
  variables: keys(900_000),
});

const branches = ['initialContact', 'previousContact', 'relatedContact'];
/** Fragments that each spread the next one in `width` branches: when expanded, level n holds `own` width ** n times. */
function tree({ levels, own, width = 3, alias = () => '' }) {
  return times(levels, (level) => {
    const below =
      level === levels - 1
        ? ''
        : times(width, (n) => `${alias(level, n)}${branches[n % branches.length]} { ...G${level + 1} }`);
    return `fragment G${level} on ConnectContact { ${below ? own : own || 'id'} ${below} }`;
  });
}
const contactTree = (levels, contacts, variables) => ({
  query: `query($k: [String!]) { connect { ${times(contacts, (n) => `c${n}: contact(id: "x${n}") { ...G0 }`)} } } ${tree({ levels, own: 'tags(keys: $k) { key }' })}`,
  variables,
});
const longAliases = (levels, length) => ({
  query: `{ connect { contact(id: "x") { ...G0 } } } ${tree({
    levels,
    own: 'description',
    width: 2,
    alias: (level, n) => `${longName(length, `a${level}b${n}`)}: `,
  })}`,
});
const literal = `["${'k'.repeat(limits.documentBytes - 2_000)}"]`;

/** Requests whose cost is the size of a variable or a name, multiplied by the places in the query that use it. */
export const costCounting = attacksOf('cost counting', [
  {
    name: 'a string of 900 KB as the keys of 200 tags fields',
    reported: true,
    document: () => ({ query: `query($k: [String!]) { connect { ${tags(200)} } }`, variables: keys(900_000) }),
  },
  {
    name: 'a string of 900 KB as the keys of 190 tags fields under each of 9 instances',
    reported: true,
    document: () => manyInstances(9, 190),
  },
  {
    name: 'a string of 900 KB as the keys of 160 tags fields under each of 30 instances, gzip',
    reported: true,
    setups: ['open', 'no-scopes'],
    gzip: true,
    document: () => manyInstances(30, 160),
  },
  {
    name: 'a string of 1 MB in a tree of 7 levels of contacts, gzip',
    reported: true,
    setups: ['open', 'no-scopes', 'rate-limited'],
    gzip: true,
    document: () => contactTree(7, 1, keys(1_040_000)),
  },
  {
    name: 'a string of 1 MB in trees of 6 levels below 3 contacts',
    reported: true,
    document: () => contactTree(6, 3, keys(1_040_000)),
  },
  {
    name: 'fragments that select more than 5,000 fields',
    reported: true,
    setups: ['open', 'no-scopes'],
    document: () => ({
      query: `{ connect { contact(id: "x") { ...G0 } b: contact(id: "y") { ...G2 } } } ${tree({ levels: 12, own: '', width: 2, alias: (_, n) => `a${n}: ` })}`,
    }),
  },
  {
    name: '110,000 keys in a tree of 7 levels of contacts, gzip',
    gzip: true,
    document: () => contactTree(7, 1, { k: listOf(110_000, (n) => String(n)) }),
  },
  {
    name: 'a string of 900 KB as the instanceId of 45 instances with 100 fields each, gzip',
    gzip: true,
    document: () => ({
      query: `query($i: ID) { ${times(45, (n) => `c${n}: connect(instanceId: $i) { ...F }`)} } fragment F on ConnectInstance { ${times(100, (n) => `q${n}: queue(id: "q${n}") { name }`)} }`,
      variables: { i: 'i'.repeat(900_000) },
    }),
  },
  {
    name: 'an input object of 900 KB as the filter of 190 lists, gzip',
    gzip: true,
    document: () => ({
      query: `query($f: ConnectContactFilter) { connect { ${times(190, (n) => `l${n}: contacts(first: 1, filter: $f) { nodes { id } }`)} } }`,
      variables: { f: { name: { texts: ['n'.repeat(900_000)] } } },
    }),
  },
  {
    name: '40,000 ids in the filter of 90 lists under each of 10 instances, gzip',
    gzip: true,
    document: () => ({
      query: `query($f: ConnectContactFilter) { ${times(10, (n) => `c${n}: connect { ...F }`)} } fragment F on ConnectInstance { ${times(90, (n) => `l${n}: contacts(first: 1, filter: $f) { nodes { id } }`)} }`,
      variables: { f: { queueIds: listOf(40_000, (n) => `queue-${n}`) } },
    }),
  },
  {
    name: '30,000 inner lists in the tag filter of 190 lists, gzip',
    gzip: true,
    document: () => ({
      query: `query($t: [[ConnectTagFilter!]!]!) { connect { ${times(190, (n) => `l${n}: contacts(first: 1, filter: { tags: { any: $t } }) { nodes { id } }`)} } }`,
      variables: { t: listOf(30_000, () => [{ key: 'k' }]) },
    }),
  },
  {
    name: '45,000 metrics in each of 190 lists, gzip',
    gzip: true,
    document: () => ({
      query: `query($m: [ConnectCurrentMetricNameInput!]!) { connect { ${times(190, (n) => `l${n}: currentMetrics(first: 1, metrics: $m, filter: { of: { queueIds: ["q"] } }) { nodes { __typename } }`)} } }`,
      variables: { m: listOf(45_000, () => 'CONTACTS_IN_QUEUE') },
    }),
  },
  {
    name: 'a cursor of 900 KB in 190 lists, gzip',
    gzip: true,
    document: () => ({
      query: `query($c: String) { connect { contact(id: "x") { ${times(190, (n) => `l${n}: chain(after: $c) { totalCount }`)} } } }`,
      variables: { c: 'c'.repeat(900_000) },
    }),
  },
  {
    name: '20,000 file ids for each of 190 contacts, gzip',
    gzip: true,
    document: () => ({
      query: `query($f: [ID!]!) { connect { ${times(190, (n) => `c${n}: contact(id: "c${n}") { attachedFiles(ids: $f) { id } }`)} } }`,
      variables: { f: listOf(20_000, (n) => `${contactId(n)}`) },
    }),
  },
  {
    name: '1,000 references of 900 bytes shared by 200 aliases, gzip',
    gzip: true,
    document: () => ({
      query: `query($r: [_Any!]!) { ${times(200, (n) => `e${n}: _entities(representations: $r) { __typename }`)} }`,
      variables: {
        r: listOf(limits.references, (n) => ({
          __typename: 'ConnectContact',
          id: contactId(n),
          more: 'x'.repeat(850),
        })),
      },
    }),
  },
  {
    name: 'a reference with 80,000 fields shared by 200 aliases, gzip',
    gzip: true,
    document: () => ({
      query: `query($r: [_Any!]!) { ${times(200, (n) => `e${n}: _entities(representations: $r) { __typename }`)} }`,
      variables: {
        r: [{ __typename: 'ConnectContact', ...Object.fromEntries(listOf(80_000, (n) => [`m${n}`, 0])) }],
      },
    }),
  },
  {
    name: 'aliases of 2,500 characters in a tree of 12 levels, gzip',
    gzip: true,
    document: () => longAliases(12, 2_500),
  },
  {
    name: 'aliases of 256 characters in a tree of 12 levels, gzip',
    gzip: true,
    document: () => longAliases(12, limits.nameLength),
  },
  {
    name: 'a literal of 62 KB in a tree of 7 levels, gzip',
    gzip: true,
    document: () => ({
      query: `{ connect { contact(id: "x") { ...G0 } } } ${tree({ levels: 7, own: '...T' })} fragment T on ConnectContact { tags(keys: ${literal}) { key } }`,
    }),
  },
  {
    name: 'a default value of 62 KB in a tree of 7 levels, gzip',
    gzip: true,
    document: () => ({
      query: `query($k: [String!] = ${literal}) { connect { contact(id: "x") { ...G0 } } } ${tree({ levels: 7, own: 'tags(keys: $k) { key }' })}`,
    }),
  },
  {
    name: '20 fields with @skip at each place of a tree of 6 levels, gzip',
    gzip: true,
    document: () => ({
      query: `query($s: Boolean = false) { connect { contact(id: "x") { ...G0 } } } ${tree({ levels: 6, own: times(20, () => '... @skip(if: $s) { id }') })}`,
    }),
  },
]);
