import { readFileSync } from 'node:fs';
import { composeServices as composeByApollo } from '@apollo/composition';
import { expect, test } from '@jest/globals';
import { composeServices as composeByHive } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, isObjectType, parse, print } from 'graphql';
import { tagsOfScopes } from '../../src/graph/build/scope-directives.js';
import { scopes } from '../../src/ids/scope.js';
import { startTestGateway } from '../support/gateway.js';
import { hiveDemand } from '../support/hive-demand.mjs';
import { publishedSchema } from '../support/schema-files.js';

interface Costs {
  readonly weights: number;
  readonly sizes: number;
}

interface Composed {
  readonly errors: readonly string[];
  /** What a composer finds worth saying, though it composes. */
  readonly hints: readonly string[];
  readonly supergraph: DocumentNode;
  /** How many weights and sizes of lists a router learns. */
  readonly costs: Costs;
}

const nothing = parse('type Query { nothing: Int }');

/** The gateway's subgraph beside that of a customer relationship system, by the composers in use. */
const composers = {
  Apollo(subgraph) {
    const services = subgraphs(subgraph).map(({ name, url, definitions }) => ({ name, url, typeDefs: definitions }));
    const { errors = [], hints = [], supergraphSdl } = composeByApollo(services);
    return {
      errors: errors.map(String),
      hints: hints.map(({ definition, message }) => `${definition.code}: ${message}`),
      supergraph: supergraphSdl ? parse(supergraphSdl) : nothing,
      costs: costsIn(supergraphSdl ?? ''),
    };
  },
  Hive(subgraph) {
    const services = subgraphs(subgraph).map(({ name, url, definitions }) => ({ name, url, typeDefs: definitions }));
    const { errors = [], supergraphSdl } = composeByHive(services);
    return {
      errors: errors.map(String),
      hints: [],
      supergraph: supergraphSdl ? parse(supergraphSdl) : nothing,
      costs: costsIn(supergraphSdl ?? ''),
    };
  },
  Cosmo(subgraph) {
    const result = federateSubgraphs({
      subgraphs: subgraphs(subgraph),
      version: ROUTER_COMPATIBILITY_VERSION_ONE,
    });
    const costs = result.success ? result.subgraphConfigBySubgraphName.get('connect')?.costs : undefined;
    return {
      errors: result.success ? [] : result.errors.map(String),
      hints: result.warnings.map(({ message }) => message),
      supergraph: result.success ? result.federatedGraphAST : nothing,
      // They are no part of its supergraph's text: its router has them beside it.
      costs: {
        weights: costs ? costs.fieldWeights.size + costs.typeWeights.size : 0,
        sizes: costs?.listSizes.size ?? 0,
      },
    };
  },
} satisfies Record<string, (subgraph: string) => Composed>;
const names = Object.keys(composers) as (keyof typeof composers)[];

function costsIn(sdl: string): Costs {
  const used = (directive: string) => [...sdl.matchAll(new RegExp(`(?<!directive )@${directive}\\(`, 'g'))].length;
  return { weights: used('cost'), sizes: used('listSize') };
}

/** A composition takes most of a second, and most tests look at the same. */
const composed = new Map<string, Composed>();
function compose(name: keyof typeof composers, file: 'subgraph' | 'subgraph-without-scopes'): Composed {
  const key = `${name} ${file}`;
  const done = composed.get(key) ?? composers[name](publishedSchema(file));
  composed.set(key, done);
  return done;
}

function subgraphs(subgraph: string) {
  const crm = readFileSync(new URL('../../examples/supergraph/crm.graphql', import.meta.url), 'utf8');
  return [
    { name: 'connect', url: 'http://connect.test/graphql', definitions: parse(subgraph) },
    { name: 'crm', url: 'http://crm.test/graphql', definitions: parse(crm) },
  ];
}

function schemaOf({ supergraph }: Composed): GraphQLSchema {
  return buildASTSchema(supergraph, { assumeValidSDL: true });
}

function fieldsOf(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type.`);
  return Object.keys(type.getFields());
}

/** Every published text by every composer. */
const compositions = names.flatMap((name) =>
  (['subgraph', 'subgraph-without-scopes'] as const).map((file) => ({ name, file })),
);

test.each(compositions)(
  '$name composes $file with a foreign subgraph, without an error or a hint',
  ({ name, file }) => {
    const { errors, hints } = compose(name, file);
    expect({ errors, hints }).toEqual({ errors: [], hints: [] });
  },
);

test.each(names)('%s refuses the subgraph beside a foreign PageInfo when its own is not shareable', (name) => {
  const { errors } = composers[name](publishedSchema('subgraph').replace('PageInfo @shareable', 'PageInfo'));
  expect(errors.join('\n')).toContain('PageInfo');
});

test.each(compositions)('@oneOf survives in the supergraph that $name makes of $file', ({ name, file }) => {
  const text = print(compose(name, file).supergraph);
  for (const input of ['TransferDestinationInput', 'StartTaskSourceInput']) {
    expect(text).toMatch(new RegExp(`input ${input}\\b[^{]*@oneOf`));
  }
});

test.each(names)('scopes survive in the supergraph that %s makes, and leave what others own alone', (name) => {
  const text = print(compose(name, 'subgraph').supergraph);
  expect(text).toMatch(/type ConnectContact\b[^{]*@requiresScopes\(scopes: \[\["contacts:read"\]\]\)/);
  expect(text).toMatch(/\n {2}transferContact\([^)]*\): [^\n]*@requiresScopes\(scopes: \[\["contacts:write"\]\]\)/);
  expect(text).toMatch(/type ConnectInstance\b[^{]*@authenticated/);
  for (const own of ['PageInfo', 'Contact', 'User', 'Query']) {
    expect(text).toMatch(new RegExp(`type ${own}\\b(?![^{]*@(authenticated|requiresScopes))`));
  }
});

test.each(names)('there is nothing of scopes in the supergraph that %s makes of the text without them', (name) => {
  const text = print(compose(name, 'subgraph-without-scopes').supergraph);
  expect(text).not.toMatch(/@(authenticated|requiresScopes)|for: SECURITY/);
});

test.each(compositions)('costs and tags reach the router that $name composes $file for', ({ name, file }) => {
  const published = publishedSchema(file);
  const { costs, supergraph } = compose(name, file);
  expect(costs).toEqual(costsIn(published));
  expect(costs.weights).toBeGreaterThan(300);
  const tags = [...published.matchAll(/@tag\(name: "[\w-]+"\)/g)].map(String);
  expect([...print(supergraph).matchAll(/@tag\(name: "[\w-]+"\)/g)].map(String).sort()).toEqual(tags.sort());
});

test("Hive Gateway's demand control counts calls to Connect by them, and refuses what is beyond its limit", async () => {
  const queries = ['id', 'id queue { name }'].map((selection) => {
    return `{ connect { contacts(first: 50) { nodes { ${selection} } } } }`;
  });
  expect(await hiveDemand(print(compose('Hive', 'subgraph').supergraph), 60, queries)).toEqual([
    { cost: 51, refused: false },
    { cost: 101, refused: true },
  ]);
});

test.each(tagsOfScopes(scopes))('a contract that leaves out all that is tagged %s still composes', (tag) => {
  const tagged = `@tag(name: "${tag}")`;
  const published = publishedSchema('subgraph');
  expect(published).toContain(tagged);
  // As contracts do it.
  const variant = published.replaceAll(tagged, '@inaccessible').replace('"@tag"', '"@tag", "@inaccessible"');
  expect(composers.Apollo(variant)).toMatchObject({ errors: [], hints: [] });
});

test.each(compositions)(
  'names that $name finds in $file and another stay apart, and entities grow together',
  ({ name, file }) => {
    const schema = schemaOf(compose(name, file));
    expect(fieldsOf(schema, 'User')).toEqual(['id', 'email', 'connectUser']);
    expect(fieldsOf(schema, 'Contact')).toEqual(['id', 'company', 'channel', 'tags', 'calls', 'lastQueue']);
    expect(fieldsOf(schema, 'Tag')).toEqual(['label']);
    expect(fieldsOf(schema, 'Error')).toEqual(['message', 'code']);
    expect(fieldsOf(schema, 'ConnectUser')).toEqual(expect.arrayContaining(['username', 'employee']));
    expect(fieldsOf(schema, 'ConnectContact')).toEqual(expect.arrayContaining(['transferability', 'customer']));
    expect(fieldsOf(schema, 'Query').sort()).toEqual([
      ...['connect', 'connectInstances', 'contact', 'contacts', 'node', 'user'],
    ]);
  },
);

test.each([
  [undefined, 'subgraph'],
  ['scopes', 'subgraph'],
  ['none', 'subgraph-without-scopes'],
] as const)(
  'with SUBGRAPH_DIRECTIVES %s the running gateway answers `_service` with %s',
  async (subgraphDirectives, file) => {
    const gateway = await startTestGateway(subgraphDirectives && { settings: { subgraphDirectives } });
    const { data } = await gateway.graphql('{ _service { sdl } }').finally(() => gateway.close());
    expect(data._service.sdl).toBe(publishedSchema(file));
  },
);
