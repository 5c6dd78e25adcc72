import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getIntrospectionQuery,
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { graphqlBody } from '../attacks/parts.mjs';
import { flowId } from '../world.mjs';

/** Levels of `ofType` in the usual introspection query, as GraphiQL and code generators send it. */
const typeDepth = 13;
/** Fields that Connect refuses for contacts other than chats, and for contacts that are not waiting. */
const refusedForMost = new Set(['realtimeAnalysis', 'metrics']);

const schema = buildSchema(readFileSync(new URL('../../../schema/subgraph.graphql', import.meta.url), 'utf8'), {
  assumeValid: true,
});

/** The calls that a field itself makes, according to `@cost` in the published schema. */
function weightOf({ astNode }) {
  const cost = astNode?.directives.find(({ name }) => name.value === 'cost');
  return Number(cost?.arguments[0]?.value.value ?? 0);
}

/** Selects all fields of a type and of the objects below it, each type once on a path. `takes` filters them. */
function fieldsOf(type, takes, way = [type.name]) {
  return Object.values(type.getFields())
    .filter((field) => takes(weightOf(field), way.length) && !refusedForMost.has(field.name))
    .filter(({ args }) => args.every(({ type, defaultValue }) => !isNonNullType(type) || defaultValue !== undefined))
    .flatMap(({ name, type }) => {
      const below = getNamedType(type);
      if (!isCompositeType(below)) return [name];
      if (!isObjectType(below)) return [`${name} { __typename }`];
      const seen = way.includes(below.name);
      const fields = seen
        ? ['id'].filter((key) => below.getFields()[key])
        : fieldsOf(below, takes, [...way, below.name]);
      return fields.length > 0 ? [`${name} { ${fields.join(' ')} }`] : [];
    });
}

const contact = schema.getType('ConnectContact');
const page = (fields) => `{ connect { contacts(first: 100) { nodes { ${fields.join(' ')} } } } }`;

/** Escapes characters that are not ASCII, six bytes for each, as some JSON encoders do. */
const escaped = (text) =>
  text.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Starts ten tasks with attributes and descriptions nearly as large as Connect allows, in all 1 MiB of variables. */
function tenTasks(unique) {
  const names = Array.from({ length: 10 }, (_, n) => n);
  const query = `mutation(${names.map((n) => `$i${n}: StartTaskContactInput!`).join(' ')}) { ${names.map((n) => `m${n}: startTaskContact(input: $i${n}) { __typename ... on StartTaskContactSuccess { contactId clientToken } ... on ConnectError { message } }`).join(' ')} }`;
  const input = (n) => ({
    name: `Task ${n}`,
    source: { contactFlowId: flowId(1) },
    description: 'é'.repeat(3_800),
    attributes: Array.from({ length: 13 }, (_, m) => ({ name: `attribute_${m}`, value: 'ü'.repeat(1_000) })),
  });
  return escaped(graphqlBody({ query, variables: Object.fromEntries(names.map((n) => [`i${n}`, input(n)])) }, unique));
}

const document = (query) => (unique) => graphqlBody({ query, variables: {} }, unique);

/** The most expensive requests that clients send for good reasons. No attack may cost much more. */
export const legitimate = [
  {
    name: 'one introspection',
    needsIntrospection: true,
    body: document(getIntrospectionQuery({ typeDepth })),
    isRight: (text) => text.startsWith('{"data":{"__schema"'),
  },
  {
    name: '100 contacts with every field that makes no call',
    body: document(page(fieldsOf(contact, (weight) => weight === 0))),
    isRight: (text) => text.startsWith('{"data":{"connect":{"contacts"'),
  },
  {
    name: '100 contacts with every field, including those that make calls',
    body: document(page(fieldsOf(contact, (weight, depth) => weight === 0 || depth === 1))),
    isRight: (text) => text.startsWith('{"data":{"connect":{"contacts"'),
  },
  {
    name: '10 mutations with 1 MiB of variables',
    changes: true,
    body: tenTasks,
    isRight: (text) => text.split('StartTaskContactSuccess').length === 11,
  },
];
