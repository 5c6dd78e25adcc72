import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isInputObjectType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { guardSchema } from '../../auth/guards.js';
import { boundFields } from '../cost/bounded-fields.js';
import { mutationCost } from '../cost/costs.js';
import { type ReferenceResolver } from '../types/reference.js';
import { DateTime } from '../types/scalars.js';
import { withCostDirectives } from './cost-directives.js';
import { declaredResolvers, type ResolverMap } from './declared-resolvers.js';
import { federationDirectives, federationResolvers, referencesCost, subgraphHeader } from './federation.js';
import { withScopeDirectives, withScopeTags } from './scope-directives.js';
import { suggestForShortNamesOnly } from './short-suggestions.js';

export interface Graph {
  /** The schema that the server executes. */
  readonly schema: GraphQLSchema;
  /** The subgraph as composition reads it. */
  readonly subgraphSdl: SubgraphSdl;
  /** The API as a client sees it. */
  readonly apiSdl: string;
}

/** `without-scopes` is for composition by what refuses `@authenticated` and `@requiresScopes`. */
export type SubgraphSdl = Readonly<Record<'with-scopes' | 'without-scopes', string>>;

/**
 * Builds the schema from resolver classes. type-graphql knows neither federation nor `@oneOf`, so its schema is printed
 * with directives, given the subgraph's header, and built anew around the same resolvers.
 *
 * @param entities Reference resolvers by type name.
 * @param served Which of its texts the subgraph shows of itself.
 * @throws Error when a `@oneOf` was lost on the way: such an input would accept both of its fields.
 */
export async function buildGraph(
  // biome-ignore lint/complexity/noBannedTypes: as type-graphql declares a list of classes
  resolvers: NonEmptyArray<Function>,
  entities: Readonly<Record<string, ReferenceResolver>>,
  served: keyof SubgraphSdl = 'with-scopes',
): Promise<Graph> {
  const decorated = await buildSchema({
    resolvers,
    // Inputs are held against the service model instead, by the operation runner.
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // It would be held against GraphQL's rules by a whole introspection; what is made of it below is, too.
    skipCheck: true,
  });
  const types = typesOf(decorated);
  const plain = `${subgraphHeader()}\n${print(types)}\n`;
  // Made and printed for who asks: most starts serve none of them to anybody.
  const described = once(() => withCostDirectives(withScopeTags(types, schema), schema));
  const withoutScopes = once(() => `${subgraphHeader()}\n${print(described())}\n`);
  const withScopes = once(
    () => `${subgraphHeader('@authenticated', '@requiresScopes')}\n${print(withScopeDirectives(described()))}\n`,
  );
  const api = once(() => apiOf(plain));
  const subgraphSdl = {
    get 'without-scopes'() {
      return withoutScopes();
    },
    get 'with-scopes'() {
      return withScopes();
    },
  };
  // Scalars and enums as the library maps them; what is called, directly.
  const base = { ...(createResolversMap(decorated) as ResolverMap), ...declaredResolvers(decorated) };
  const resolverMap = mergeResolvers(
    base,
    federationResolvers(entities, () => subgraphSdl[served]),
  );
  // biome-ignore lint/suspicious/noExplicitAny: the two libraries name the same map differently
  const schema = buildSubgraphSchema([{ typeDefs: parse(plain), resolvers: resolverMap as any }]);
  assertOneOf(schema, plain);
  carryCosts(decorated, schema);
  guardSchema(schema);
  boundFields(schema);
  suggestForShortNamesOnly(schema);
  return {
    schema,
    subgraphSdl,
    get apiSdl() {
      return api();
    },
  };
}

/** A value that is made when it is first wanted. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function typesOf(schema: GraphQLSchema): DocumentNode {
  return visit(parse(printSchemaWithDirectives(schema)), {
    enter(node) {
      if (node.kind === Kind.SCHEMA_DEFINITION) return null;
      // JavaScript runs the decorators of parameters from the last to the first.
      if (node.kind === Kind.FIELD_DEFINITION) return { ...node, arguments: [...(node.arguments ?? [])].reverse() };
      if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) return { ...node, fields: ownFirst(node.fields ?? []) };
      return undefined;
    },
  });
}

/** What all mutations take stands behind what one is about; inherited fields come first from the library. */
function ownFirst(fields: readonly InputValueDefinitionNode[]): InputValueDefinitionNode[] {
  const isCommon = ({ name }: InputValueDefinitionNode) => ['clientToken', 'instanceId'].includes(name.value);
  return [...fields.filter((field) => !isCommon(field)), ...fields.filter(isCommon)];
}

function mergeResolvers(base: ResolverMap, added: ResolverMap): ResolverMap {
  const both = Object.entries(added).map(([type, fields]) => {
    return [type, { ...(base[type] as object | undefined), ...(fields as object) }];
  });
  return { ...base, ...Object.fromEntries(both) };
}

function assertOneOf(schema: GraphQLSchema, sdl: string): void {
  for (const [, name = ''] of sdl.matchAll(/^input (\w+) @oneOf/gm)) {
    const type = schema.getType(name);
    if (!isInputObjectType(type) || !type.isOneOf) throw new Error(`The input ${name} has lost its @oneOf.`);
  }
}

/** What stands beside types and fields is not printed. */
function carryCosts(from: GraphQLSchema, to: GraphQLSchema): void {
  const mutations = to.getMutationType();
  for (const type of Object.values(to.getTypeMap())) {
    const decorated = from.getType(type.name);
    if (!isObjectType(type) || !isObjectType(decorated)) continue;
    type.extensions = { ...type.extensions, cost: decorated.extensions.cost };
    for (const [name, { extensions }] of Object.entries(decorated.getFields())) {
      const field = type.getFields()[name];
      const cost = extensions.cost ?? (type === mutations ? mutationCost : undefined);
      if (field) field.extensions = { ...field.extensions, cost };
    }
  }
  const references = to.getQueryType()?.getFields()._entities;
  if (references) references.extensions = { ...references.extensions, cost: referencesCost };
}

/** Without what is for composition: keys, links and the like. */
function apiOf(subgraphSdl: string): string {
  const document = visit(parse(subgraphSdl), {
    enter(node) {
      const forComposition =
        node.kind === Kind.SCHEMA_EXTENSION ||
        (node.kind === Kind.DIRECTIVE && federationDirectives.has(node.name.value));
      return forComposition ? null : undefined;
    },
  });
  return `${print(document)}\n`;
}
