import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import type { Caller } from '../ids/caller.js';
import type { Scope } from '../ids/scope.js';
import { own } from '../lib/own.js';
import { type ScopeTable, scopeTable, typeScopes } from './scopes.js';

interface CallerContext {
  readonly caller: Caller;
}

/** Required scopes; null if the scope table has no entry, so that access is refused to all authenticated callers. */
type Needs = readonly Scope[] | null;

/**
 * Guards the fields of a schema: a caller without the scopes in the table gets a FORBIDDEN error. Fields without
 * required scopes and federation's own fields stay unguarded; `_entities` checks each reference with `requireScopes`.
 */
export function guardSchema(schema: GraphQLSchema, table: ScopeTable = scopeTable()): void {
  const query = schema.getQueryType();
  const reachable = reachableFrom(schema, query);
  const roots = [query, schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    type.extensions = { ...type.extensions, needs: own(table, type.name) ?? [] };
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const below = objectTypes(schema, getNamedType(field.type)).map(
        (member) => own(table, member.name) ?? (reachable.has(member) ? null : []),
      );
      // A query field may rely on the scopes of the types that it returns. Other root fields need their own entry.
      const mustBeNamed = roots.includes(type) && (type !== query || below.length === 0);
      const needs = union([own(table, `${type.name}.${field.name}`) ?? (mustBeNamed ? null : []), ...below]);
      if (needs?.length === 0) continue;
      field.resolve = guarded(field.resolve ?? defaultFieldResolver, needs);
      // The calculation of a query's cost reads `needs`, to leave out refused fields.
      field.extensions = { ...field.extensions, needs };
    }
  }
}

/**
 * Returns the names of the object types that a query can reach and that have no entry in the table. Federation's own
 * types are left out.
 */
export function unnamedTypes(schema: GraphQLSchema, table: ScopeTable = typeScopes): string[] {
  const reachable = reachableFrom(schema, schema.getQueryType());
  return [...reachable].map(({ name }) => name).filter((name) => name !== 'Query' && !Object.hasOwn(table, name));
}

/** Checks that a caller has all required scopes. @throws GraphQLError FORBIDDEN that names the missing scopes. */
export function requireScopes({ scopes }: Caller, needs: Needs): void {
  if (scopes === null) return;
  if (needs === null) throw forbidden('No caller may use this, because the gateway does not define its scope.', []);
  const missing = needs.filter((scope) => !scopes.has(scope));
  if (missing.length > 0) throw forbidden(`This needs the scope ${missing.join(' and the scope ')}.`, missing);
}

/** Returns the scopes that a reference to an entity of this type requires. */
export function scopesOfType(typeName: string): Needs {
  return own(typeScopes, typeName) ?? null;
}

function guarded<Source>(
  resolve: GraphQLFieldResolver<Source, CallerContext>,
  needs: Needs,
): GraphQLFieldResolver<Source, CallerContext> {
  return (source, args, context, info) => {
    requireScopes(context.caller, needs);
    return resolve(source, args, context, info);
  };
}

/** Cached errors by message. Without the cache, each refused field of a page would create its own stack trace. */
const refusals = new Map<string, GraphQLError>();

function forbidden(message: string, requiredScopes: readonly Scope[]): GraphQLError {
  let refusal = refusals.get(message);
  if (!refusal) {
    refusal = new GraphQLError(message, { extensions: { code: 'FORBIDDEN', requiredScopes } });
    refusals.set(message, refusal);
  }
  return refusal;
}

function union(lists: readonly Needs[]): Needs {
  if (lists.includes(null)) return null;
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

/** Returns the possible object types of a type. */
function objectTypes(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}

function reachableFrom(
  schema: GraphQLSchema,
  type: GraphQLObjectType | null | undefined,
  found = new Set<GraphQLObjectType>(),
): Set<GraphQLObjectType> {
  if (!type || found.has(type)) return found;
  found.add(type);
  for (const field of Object.values(type.getFields())) {
    if (field.name === '_service') continue;
    for (const next of objectTypes(schema, getNamedType(field.type))) reachableFrom(schema, next, found);
  }
  return found;
}
