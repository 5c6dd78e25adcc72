import {
  __Directive,
  __EnumValue,
  __Field,
  __InputValue,
  __Schema,
  __Type,
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { bytesOfObject, bytesPerPromise, extraBytesOf, type ResponseBudget } from './response-budget.js';

/** Part of the request's context that is used here. */
interface BudgetContext {
  /** Absent if the schema is executed outside the gateway. */
  readonly response?: ResponseBudget | undefined;
}

type Resolver = GraphQLFieldResolver<unknown, BudgetContext | undefined>;

/** Charges the value of a field or list item to the budget. @returns The value to use. @throws GraphQLError */
type Charge = (value: unknown, budget: ResponseBudget, info: GraphQLResolveInfo) => unknown;

/**
 * Applies the request's response budget to all fields of a schema. Each value is charged before graphql-js completes
 * it, and errors are counted. A value of Connect outside the range of its type becomes an error with the code
 * CONNECT_UNEXPECTED.
 */
export function boundFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__')) boundFieldsOf(type, schema);
  }
}

function boundFieldsOf(type: GraphQLObjectType, schema: GraphQLSchema | null): void {
  for (const field of Object.values(type.getFields())) {
    field.resolve = bounded(
      field.resolve ?? defaultFieldResolver,
      chargeOf(field.type, schema),
      field.type,
    ) as typeof field.resolve;
  }
}

// The introspection types belong to graphql-js, and all schemas of the process share them. Without a budget in the
// context their fields work as before.
for (const type of [__Schema, __Type, __Field, __InputValue, __EnumValue, __Directive]) boundFieldsOf(type, null);

function bounded(resolve: Resolver, charge: Charge, type: GraphQLOutputType): Resolver {
  const charged: Charge = (value, budget, info) => {
    try {
      if (budget.isSpent) return stopped(type, budget, info);
      return charge(value, budget, info);
    } catch (error) {
      if (budget.isSpent) return stopped(type, budget, info);
      throw budget.failure(error, info);
    }
  };
  /** Whether the field has returned a promise before. Asynchronous fields start in batches, one per turn. */
  let resolvesLater = false;
  const run = (...[source, args, context, info]: Parameters<Resolver>): unknown => {
    const budget = context?.response;
    if (!budget) return resolve(source, args, context, info);
    if (budget.isSpent) return stopped(type, budget, info);
    let value: unknown;
    try {
      value = resolve(source, args, context, info);
    } catch (error) {
      throw budget.failure(error, info);
    }
    if (!isPromise(value)) return charged(value, budget, info);
    resolvesLater = true;
    // The promise is always awaited, because an unhandled rejection would end the process.
    budget.spend(bytesPerPromise);
    return value.then(
      (settled) => budget.resume(() => charged(settled, budget, info)),
      (error) => {
        throw budget.failure(error, info);
      },
    );
  };
  const isLeaf = isLeafType(getNamedType(type));
  return (source, args, context, info) => {
    const budget = context?.response;
    if (!budget || (isLeaf && !resolvesLater)) return run(source, args, context, info);
    return budget.start(() => run(source, args, context, info), resolvesLater);
  };
}

/**
 * Returns a placeholder for a field after the budget is spent. Clients never receive it, because an error replaces the
 * query's data or the mutation's result. The field cannot throw instead: if one field of a list throws and another
 * rejects later, graphql-js leaves the rejection unhandled. Only the field of a later mutation throws, so that the
 * mutation is not executed.
 */
function stopped(type: GraphQLOutputType, budget: ResponseBudget, info: GraphQLResolveInfo): unknown {
  if (info.path.prev === undefined && info.operation.operation === 'mutation') {
    throw budget.failure(budget.stop(info.path), info);
  }
  budget.stop(info.path);
  return placeholder(type);
}

function placeholder(type: GraphQLOutputType): unknown {
  if (!isNonNullType(type)) return null;
  const { ofType } = type;
  if (isListType(ofType)) return [];
  if (isEnumType(ofType)) return ofType.getValues()[0]?.value;
  if (!isLeafType(ofType)) return {};
  if (ofType.name === 'Boolean') return false;
  if (ofType.name === 'DateTime') return new Date(0);
  return ofType.name === 'Int' || ofType.name === 'Float' ? 0 : '';
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function chargeOf(type: GraphQLOutputType, schema: GraphQLSchema | null): Charge {
  if (isNonNullType(type)) return chargeOf(type.ofType, schema);
  if (isListType(type)) return chargeOfList(chargeOf(type.ofType, schema));
  if (isLeafType(type)) return chargeOfLeaf(type);
  const members = isAbstractType(type) ? (schema?.getPossibleTypes(type) ?? []) : [type];
  return (value, budget, info) => {
    if (value === null || value === undefined) return value;
    let bytes = 0;
    for (const member of members) bytes = Math.max(bytes, bytesOfObject(member, info));
    budget.charge(bytes);
    return value;
  };
}

function chargeOfList(chargeItem: Charge): Charge {
  return (list, budget, info) => {
    if (!Array.isArray(list)) return list;
    if (!list.some(isPromise)) {
      for (const item of list) chargeItem(item, budget, info);
      return list;
    }
    const items = list.map((item, index) =>
      Promise.resolve(item).then(
        (settled) => budget.resume(() => settled),
        (error) => {
          throw budget.failure(error, info, index);
        },
      ),
    );
    try {
      budget.charge(list.length * bytesPerPromise);
      for (const item of list) chargeItem(item, budget, info);
    } catch (error) {
      // The items are not awaited any more, so their rejections must not end the process.
      for (const item of items) item.catch(() => {});
      throw error;
    }
    return items;
  };
}

function chargeOfLeaf(type: GraphQLLeafType): Charge {
  const fits = fitsOf(type);
  return (value, budget) => {
    if (value === null || value === undefined) return value;
    if (!fits(value)) throw outOfRange(type);
    if (typeof value === 'string') {
      const bytes = extraBytesOf(value);
      if (bytes > 0) budget.charge(bytes);
    }
    return value;
  };
}

/** The first and the last time of RFC 3339, whose years are 0000 to 9999. */
const firstMoment = Date.parse('0000-01-01T00:00:00.000Z');
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z');

/** Returns a function that checks whether a value can be serialized as this type. */
function fitsOf(type: GraphQLLeafType): (value: unknown) => boolean {
  const serializes = (value: unknown) => {
    try {
      type.serialize(value);
      return true;
    } catch {
      return false;
    }
  };
  switch (type.name) {
    case 'Int':
      return (value) => (typeof value === 'number' ? (value | 0) === value : serializes(value));
    case 'Float':
      return (value) => (typeof value === 'number' ? Number.isFinite(value) : serializes(value));
    case 'String':
    case 'ID':
      return (value) => typeof value === 'string' || serializes(value);
    case 'DateTime':
      // Compared by number, because serializing a date costs more than all other work for the field.
      return (value) => value instanceof Date && value.getTime() >= firstMoment && value.getTime() <= lastMoment;
    case 'Boolean':
      return (value) => typeof value === 'boolean' || serializes(value);
    default:
      return serializes;
  }
}

function outOfRange({ name }: GraphQLLeafType): GraphQLError {
  return new GraphQLError(`Connect's value is outside the range of ${name}.`, {
    extensions: { code: 'CONNECT_UNEXPECTED', retryable: false },
  });
}
