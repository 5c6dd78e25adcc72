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
import { own } from '../lib/own.js';
import { type Scope, type ScopeTable, scopeTable } from './scopes.js';

interface CallerContext {
  readonly caller: Caller;
}

/** The scopes that something needs; null where the table does not say, which refuses everybody. */
type Needs = readonly Scope[] | null;

/**
 * Makes a schema's fields refuse whoever has not the scopes of the table. Fields that need none are left as they are, and
 * so are those of federation itself: `_entities` looks at each reference by `requireScopes`.
 */
export function guardSchema(schema: GraphQLSchema, table: ScopeTable = scopeTable): void {
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
      // A query's field may leave it to what it leads to.
      const mustBeNamed = roots.includes(type) && (type !== query || below.length === 0);
      const needs = all([own(table, `${type.name}.${field.name}`) ?? (mustBeNamed ? null : []), ...below]);
      if (needs?.length === 0) continue;
      field.resolve = guarded(field.resolve ?? defaultFieldResolver, needs);
      // For those who look at a query before it is executed.
      field.extensions = { ...field.extensions, needs };
    }
  }
}

/** Object types that a query can reach, federation's own left out, but that the table does not name. */
export function unnamedTypes(schema: GraphQLSchema, table: ScopeTable = scopeTable): string[] {
  const reachable = reachableFrom(schema, schema.getQueryType());
  return [...reachable].map(({ name }) => name).filter((name) => name !== 'Query' && !Object.hasOwn(table, name));
}

/** @throws GraphQLError FORBIDDEN, which names the scopes that are missing. */
export function requireScopes({ scopes }: Caller, needs: Needs): void {
  if (scopes === null) return;
  if (needs === null) throw forbidden('Nobody is allowed this: the gateway does not say which scope it needs.', []);
  const missing = needs.filter((scope) => !scopes.has(scope));
  if (missing.length > 0) throw forbidden(`This needs the scope ${missing.join(' and the scope ')}.`, missing);
}

/** Scopes that a reference to an entity needs. */
export function scopesOfType(typeName: string): Needs {
  return own(scopeTable, typeName) ?? null;
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

/** By the scopes that are missing: a page of refused fields would otherwise make a stack trace for each. */
const refusals = new Map<string, GraphQLError>();

function forbidden(message: string, requiredScopes: readonly Scope[]): GraphQLError {
  let refusal = refusals.get(message);
  if (!refusal) {
    refusal = new GraphQLError(message, { extensions: { code: 'FORBIDDEN', requiredScopes } });
    refusals.set(message, refusal);
  }
  return refusal;
}

function all(lists: readonly Needs[]): Needs {
  if (lists.includes(null)) return null;
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

/** The object types that a value of this type may have. */
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
