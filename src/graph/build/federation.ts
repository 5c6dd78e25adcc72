import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import { requireScopes, scopesOfType } from '../../auth/guards.js';
import { bareId, idProblem, maxIdLength, maxReadIdLength } from '../../ids/arn.js';
import { badUserInput } from '../bad-user-input.js';
import type { GatewayContext } from '../context.js';
import type { FieldCost } from '../cost/costs.js';
import { queryTooExpensive } from '../cost/query-too-expensive.js';
import { type EntityReference, type ReferenceResolver } from '../types/reference.js';

/**
 * The header that makes the printed types a subgraph. Federation stays at v2.9: Hive refuses later ones.
 *
 * @param directives Which more of federation's are used.
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

/** Directives that mean something to composition only. */
export const federationDirectives = new Set([
  'key',
  'shareable',
  'composeDirective',
  'tag',
  'cost',
  'listSize',
  'link',
]);

/** As many as the longest page has, 1,000 flows; a router asks once for each page. */
const maxReferences = 1_000;

/**
 * The fields that make a subgraph. `_service` answers with the published text: the library's own carries definitions
 * along that one composer would put into everybody's supergraph. In `_entities` each reference is resolved by itself,
 * all at once so that their reads go out together: one that is malformed, unknown or fails is null with an error of its
 * own, where the library's resolver fails them all.
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
        return representations.map((representation) => resolveOne(representation, context, info));
      },
    },
    _Entity: { __resolveType: (entity: object) => entity.constructor.name },
  };

  async function resolveOne(
    representation: unknown,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): Promise<object | null> {
    // Members by name: a reference may have any number of others, and all aliases share it.
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

/** As many as five pages of references: a router that asks for several lists at once puts them under aliases. */
const maxReferencesPerRequest = 5_000;

/** References cost what the types that they name cost; here only their different names are counted. */
export const referencesCost: FieldCost = ({ args: { representations } }, place, count) => {
  const references = Array.isArray(representations) ? representations : [];
  count.references += references.length;
  if (count.references > maxReferencesPerRequest) {
    throw queryTooExpensive(
      `This query holds ${count.references} references to entities; at most ${maxReferencesPerRequest} are served. Ask in several requests.`,
      { limit: maxReferencesPerRequest },
    );
  }
  const { instances } = count;
  return {
    ...{ countOf: namesByType(references), certain: place.certain, known: 'reference' },
    ...{ tries: instances, apart: instances > 1 },
  };
};

/** How many different things of each type a list of references names. */
function namesByType(references: readonly unknown[]): ReadonlyMap<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const reference of references) {
    const { __typename: type, id, arn } = Object(reference) as Record<string, unknown>;
    const named = arn ?? id;
    // Longer names are refused, and need no reading here.
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

/** Names of the fields that are selected of a type, within fragments too. */
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
