import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { requireScopes, scopesOfType } from '../../auth/guards.js';
import { bareId, idProblem, maxIdLength, maxReadIdLength } from '../../ids/arn.js';
import { badUserInput } from '../bad-user-input.js';
import type { GatewayContext } from '../context.js';
import type { FieldCost } from '../cost/costs.js';
import { queryTooExpensive } from '../cost/query-too-expensive.js';
import { type EntityReference, type ReferenceResolver } from '../types/reference.js';

/**
 * Returns the SDL header that declares a subgraph. Federation stays at v2.9, because Hive refuses later versions.
 *
 * @param directives Further federation directives to import.
 */
export const subgraphHeader = (...directives: readonly string[]) => `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${imports('@key', '@shareable', '@composeDirective', '@tag', '@cost', '@listSize', ...directives)})
  @link(url: "https://spec.graphql.org/specified/v1.6", import: ["@oneOf"])
  @composeDirective(name: "@oneOf")

"""Exactly one field of the input object must be given, and it must not be null."""
directive @oneOf on INPUT_OBJECT
`;

function imports(...names: readonly string[]): string {
  return `[${names.map((name) => `"${name}"`).join(', ')}]`;
}

/** Directives for composition and routers, which clients do not need. */
export const federationDirectives = new Set([
  'key',
  'shareable',
  'composeDirective',
  'tag',
  'cost',
  'listSize',
  'link',
]);

/** Maximum references in one `_entities` field. The longest page has 1,000 flows, and routers send a field per page. */
const maxReferences = 1_000;

/**
 * Returns the resolvers of a subgraph's own fields. `_service` returns the published SDL; the library's version
 * contains definitions that one composer would copy into the supergraph. `_entities` resolves all references at the
 * same time, so that their reads are batched. A malformed or failed reference becomes null with an error; in the
 * library's resolver it would fail all references.
 */
export function federationResolvers(resolvers: Readonly<Record<string, ReferenceResolver>>, subgraphSdl: () => string) {
  return {
    Query: {
      _service: () => ({ sdl: subgraphSdl() }),
      _entities: (
        _root: unknown,
        { representations }: { representations: readonly unknown[] },
        context: GatewayContext,
        info: GraphQLResolveInfo,
      ) => {
        if (representations.length > maxReferences) {
          throw badUserInput(
            `\`representations\`: must have at most ${maxReferences} references, not ${representations.length}.`,
          );
        }
        return representations.map((representation) => resolveReference(representation, context, info));
      },
    },
    _Entity: { __resolveType: (entity: object) => entity.constructor.name },
  };

  async function resolveReference(
    representation: unknown,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): Promise<object | null> {
    // Only these members are read, because a reference may have any number of others.
    const { __typename: typeName, id, arn, instanceId } = Object(representation) as Record<string, unknown>;
    const reference = { id, arn, instanceId };
    const resolve = typeof typeName === 'string' && Object.hasOwn(resolvers, typeName) ? resolvers[typeName] : null;
    if (!resolve) throw badReference('`__typename` must be the name of an entity of this subgraph.');
    requireScopes(context.caller, scopesOfType(typeName as string));
    for (const [name, value] of Object.entries(reference)) {
      if (value !== undefined && typeof value !== 'string') throw badReference(`\`${name}\` must be a string.`);
    }
    if (!id && !arn) throw badReference('`id` or `arn` must be given.');
    for (const [name, value] of Object.entries(reference)) {
      const problem = typeof value === 'string' ? idProblem(value, maxReadIdLength) : null;
      if (problem) throw badReference(`\`${name}\` ${problem}`);
    }
    const selected = info.fieldNodes.flatMap((node) => fieldsOf(typeName as string, node.selectionSet, info));
    return resolve(reference as EntityReference, context, new Set(selected));
  }
}

/** Maximum references in one request: five pages, since a router requests several lists at once under aliases. */
const maxReferencesPerRequest = 5_000;

/** Cost of `_entities`: the number of different resources of each type. Their types add the cost of their fields. */
export const referencesCost: FieldCost = ({ args: { representations } }, scope, count) => {
  const references = Array.isArray(representations) ? representations : [];
  count.references += references.length;
  if (count.references > maxReferencesPerRequest) {
    throw queryTooExpensive(
      `This query has ${count.references} references to entities, but at most ${maxReferencesPerRequest} are allowed. Send several requests.`,
      { limit: maxReferencesPerRequest },
    );
  }
  const { instances } = count;
  return {
    ...{ countOf: countsByType(references), certain: scope.certain, known: 'reference' },
    ...{ candidateInstances: instances, staggered: instances > 1 },
  };
};

/** Returns the number of different resources of each type in a list of references. */
function countsByType(references: readonly unknown[]): ReadonlyMap<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const reference of references) {
    const { __typename: type, id, arn } = Object(reference) as Record<string, unknown>;
    const named = arn ?? id;
    // Longer ids are refused during execution, so they cost nothing.
    if (typeof type !== 'string' || typeof named !== 'string' || named.length > maxIdLength) continue;
    const known = ids.get(type);
    if (known) known.add(bareId(named));
    else ids.set(type, new Set([bareId(named)]));
  }
  return new Map([...ids].map(([type, { size }]) => [type, size]));
}

function badReference(message: string): Error {
  return badUserInput(`Not a reference to an entity of this subgraph: ${message}`);
}

/** Returns the names of the selected fields of a type, including those in fragments. */
function fieldsOf(
  typeName: string,
  selectionSet: SelectionSetNode | undefined,
  info: GraphQLResolveInfo,
  seen = new Set<SelectionSetNode>(),
): string[] {
  if (!selectionSet || seen.has(selectionSet)) return [];
  seen.add(selectionSet);
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [selection.name.value];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
    const condition = fragment?.typeCondition?.name.value;
    const applies = condition === undefined || condition === typeName || condition === '_Entity';
    return applies ? fieldsOf(typeName, fragment?.selectionSet, info, seen) : [];
  });
}
