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
import { suggestForShortNamesOnly } from './suggestions.js';

/** Executable schema with its SDL. */
export interface Graph {
  /** Schema that the server executes. */
  readonly schema: GraphQLSchema;
  /** SDL of the subgraph, for composition. */
  readonly subgraphSdl: SubgraphSdl;
  /** SDL of the API, for clients. */
  readonly apiSdl: string;
}

/**
 * SDL with the directives `@authenticated` and `@requiresScopes` (`scopes`), and without them (`none`), for composition
 * tools that do not support them.
 */
export type SubgraphSdl = Readonly<Record<'scopes' | 'none', string>>;

/**
 * Builds the schema from resolver classes. type-graphql supports neither federation nor `@oneOf`. Its schema is
 * therefore printed with directives, prefixed with the subgraph header, and rebuilt with the same resolvers.
 *
 * @param entities Reference resolvers by type name.
 * @param served SDL that `_service` returns.
 * @throws Error when an input has lost its `@oneOf`, because it would then accept several fields.
 */
export async function buildGraph(
  // biome-ignore lint/complexity/noBannedTypes: as type-graphql declares a list of classes
  resolvers: readonly Function[],
  entities: Readonly<Record<string, ReferenceResolver>>,
  served: keyof SubgraphSdl = 'scopes',
): Promise<Graph> {
  const decorated = await buildSchema({
    // biome-ignore lint/complexity/noBannedTypes: type-graphql's own type
    resolvers: resolvers as NonEmptyArray<Function>,
    // Inputs are checked against the service model instead, before each call.
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // The check would run a full introspection, and the rebuilt schema is validated anyway.
    skipCheck: true,
  });
  const types = typesOf(decorated);
  const plain = `${subgraphHeader()}\n${print(types)}\n`;
  // The SDL is printed on first use, because most processes never serve it.
  const described = once(() => withCostDirectives(withScopeTags(types, schema), schema));
  const withoutScopes = once(() => `${subgraphHeader()}\n${print(described())}\n`);
  const withScopes = once(
    () => `${subgraphHeader('@authenticated', '@requiresScopes')}\n${print(withScopeDirectives(described()))}\n`,
  );
  const api = once(() => apiOf(plain));
  const subgraphSdl = {
    get none() {
      return withoutScopes();
    },
    get scopes() {
      return withScopes();
    },
  };
  // type-graphql's map serves scalars and enums. `declaredResolvers` replaces its resolvers of fields.
  const base = { ...(createResolversMap(decorated) as ResolverMap), ...declaredResolvers(decorated) };
  const resolverMap = mergeResolvers(
    base,
    federationResolvers(entities, () => subgraphSdl[served]),
  );
  // biome-ignore lint/suspicious/noExplicitAny: the two libraries name the same map differently
  const schema = buildSubgraphSchema([{ typeDefs: parse(plain), resolvers: resolverMap as any }]);
  assertOneOf(schema, plain);
  copyCosts(decorated, schema);
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

/** Returns a function that computes a value on the first call and then returns the same value. */
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
      // JavaScript runs the decorators of parameters from the last to the first, so the arguments are in reverse order.
      if (node.kind === Kind.FIELD_DEFINITION) return { ...node, arguments: [...(node.arguments ?? [])].reverse() };
      if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
        return { ...node, fields: commonFieldsLast(node.fields ?? []) };
      return undefined;
    },
  });
}

/** Moves the fields that all mutations have to the end. type-graphql puts inherited fields first. */
function commonFieldsLast(fields: readonly InputValueDefinitionNode[]): InputValueDefinitionNode[] {
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

/** Copies the declared costs to the rebuilt schema, because extensions are not part of the printed SDL. */
function copyCosts(from: GraphQLSchema, to: GraphQLSchema): void {
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

/** Removes the directives for composition, such as keys and links. */
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
