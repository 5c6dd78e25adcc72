import { Arg, Field, ID, InputType, Int } from 'type-graphql';
import { type DirectoryKind, type DirectoryRecords, lookUps } from '../../connect/directory/directory.js';
import type { RecordCache } from '../../connect/directory/record-cache.js';
import { loadRecord } from '../../connect/session/loaders.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { resourceNouns } from '../../ids/arn.js';
import { type MaybePromise, whenKnown } from '../../lib/maybe-promise.js';
import type { GatewayContext } from '../context.js';
import { byIdCost } from '../cost/costs.js';
import { resourceId } from '../resource-id.js';
import { searchText } from '../search-text.js';
import { type Connection, type Page, type PageArguments, readConnection } from './connection.js';
import { ConnectTagFilter, tagConditions } from './tag.js';

/** Decorator of the argument `id` with the id or ARN of a resource. */
export const IdArg = (kind: DirectoryKind) =>
  Arg('id', () => ID, { description: `Id or ARN of ${resourceNouns[kind]}.` });

export const FirstArg = (maxFirst: number, defaultValue = 100) =>
  Arg('first', () => Int, {
    defaultValue,
    description: `Maximum number of items to return, 1 to ${maxFirst.toLocaleString('en')}.`,
  });

export const AfterArg = () =>
  Arg('after', () => String, {
    nullable: true,
    description: 'Cursor to continue after: the `endCursor` of the previous page.',
  });

/** Cost of a field that returns one directory resource by its id. */
export const resourceByIdCost = (kind: DirectoryKind) => byIdCost((place, count) => count.lookUp(lookUps[kind], place));

/**
 * Reads one directory resource by its id or ARN; null if the instance has no such resource.
 * @throws GraphQLError BAD_USER_INPUT for an invalid id.
 * @throws ConnectReadError
 */
export function resourceById<Kind extends DirectoryKind, Node>(
  kind: Kind,
  instance: { readonly id: string },
  idOrArn: string,
  { connect }: GatewayContext,
  nodeOf: (instanceId: string, record: DirectoryRecords[Kind]) => Node,
): MaybePromise<Node | null> {
  const id = resourceId(kind, idOrArn, instance.id, connect.instances);
  if (id === null) return null;
  const record = loadRecord(connect.loaders, kind, { instanceId: instance.id, id });
  return whenKnown(record, (known) => known && nodeOf(instance.id, known));
}

/** A list of directory resources that Connect returns page by page. */
export interface DirectoryList<Query, Row, Node> {
  /** Identity of the list: the field's path and the parts of its parents that distinguish it from other lists. */
  readonly name: string;
  readonly query: Query;
  /** Maximum number of rows that one call may request. */
  readonly maxPageSize: number;
  /** Reads a page. Must make its calls with the given session, on behalf of all requests that wait for the page. */
  readonly read: (
    connect: ConnectSession,
    input: Query & { InstanceId: string; NextToken: string | undefined; MaxResults: number },
  ) => Promise<Page<Row>>;
  /** Cache to fill with the records of the list, if rows are whole records. */
  readonly cache?: RecordCache<Row & object>;
  /** Returns the id of a row. Rows without an id are left out. */
  readonly idOf?: (row: Row) => string | undefined;
  readonly nodeOf: (instanceId: string, row: Row) => Node;
}

/** Reads one page of a directory list. @throws GraphQLError BAD_USER_INPUT, CURSOR_EXPIRED. @throws ConnectReadError */
export function readDirectory<Query, Row extends object, Node>(
  context: GatewayContext,
  instance: { readonly id: string },
  page: PageArguments,
  { name, query, maxPageSize, read, cache, idOf, nodeOf }: DirectoryList<Query, Row, Node>,
): Promise<Connection<Node>> {
  const list = {
    name: `${name} ${JSON.stringify([instance.id, query])}`,
    query: () => query,
    maxPageSize,
    ...(idOf && { idOf }),
    about: (row: Row) => [idOf?.(row) ?? cache?.idOf(row)],
    sharedForMs: context.connect.shared.directory.listSharedMs,
    read: async (connect: ConnectSession, query: Query, NextToken: string | undefined, MaxResults: number) => {
      const startedAt = performance.now();
      const result = await read(connect, { ...query, InstanceId: instance.id, NextToken, MaxResults });
      cache?.prime(instance.id, result.rows, startedAt);
      return result;
    },
  };
  return readConnection(context, list, page, (row) => nodeOf(instance.id, row));
}

/** Waits for a list; null if the resource that the list belongs to does not exist. @throws ConnectReadError */
export async function nullIfGone<List>(list: Promise<List>): Promise<List | null> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof ConnectReadError && error.isNotFound) return null;
    throw error;
  }
}

@InputType()
export abstract class NamedFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Text that the name contains, ignoring case. 2 to 25 characters.',
  })
  nameContains?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text that the description contains, ignoring case. 2 to 25 characters.',
  })
  descriptionContains?: string | null;

  @Field(() => [ConnectTagFilter], { nullable: true, description: 'Tags that each result must have.' })
  tags?: ConnectTagFilter[] | null;
}

interface StringCondition {
  readonly StringCondition: {
    readonly FieldName: string;
    readonly ComparisonType: 'CONTAINS' | 'EXACT';
    readonly Value: string;
  };
}

/** Returns a condition that a field contains a text; null without a text. @throws GraphQLError BAD_USER_INPUT */
export function contains(
  FieldName: string,
  argument: string,
  text: string | null | undefined,
  minLength = 2,
  maxLength = 25,
): StringCondition | null {
  const Value = searchText(`filter.${argument}`, text, minLength, maxLength);
  return Value ? { StringCondition: { FieldName, ComparisonType: 'CONTAINS', Value } } : null;
}

/** Returns a condition that a field has one of the values; null without values. */
export function isOneOf(FieldName: string, values: readonly string[] | null | undefined) {
  if (!values?.length) return null;
  return {
    OrConditions: values.map((Value) => ({ StringCondition: { FieldName, ComparisonType: 'EXACT' as const, Value } })),
  };
}

/** Combines the conditions that are not null into search criteria with AND; undefined if all are null. */
export function allOf<Conditions extends readonly (object | null)[]>(...conditions: Conditions) {
  type Condition = Exclude<Conditions[number], null>;
  const AndConditions = conditions.filter((condition): condition is Condition => condition !== null);
  return AndConditions.length > 0 ? { AndConditions } : undefined;
}

/** Returns the search criteria for name, description, tags and more conditions. @throws GraphQLError BAD_USER_INPUT */
export function searchInputOf<Conditions extends readonly (object | null)[]>(
  filter: NamedFilter | null | undefined,
  ...more: Conditions
) {
  const AndConditions = tagConditions(filter?.tags);
  return {
    SearchCriteria: allOf(
      contains('name', 'nameContains', filter?.nameContains),
      contains('description', 'descriptionContains', filter?.descriptionContains),
      ...more,
    ),
    SearchFilter: AndConditions && { TagFilter: { AndConditions } },
  };
}
