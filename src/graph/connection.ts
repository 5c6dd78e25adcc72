import { GraphQLError } from 'graphql';
import { type ClassType, Directive, Field, ObjectType } from 'type-graphql';
import { ConnectReadError } from '../connect/read-error.js';
import type { GatewayContext } from './context.js';
import { cursorExpired, type PageStart } from './cursor.js';
import { DateTime } from './scalars.js';

@Directive('@shareable')
@ObjectType({ description: 'Page information as Relay defines it; forward only.' })
export class PageInfo {
  @Field({ description: 'Whether there is more after this page.' })
  hasNextPage!: boolean;

  @Field({ description: 'Whether anything comes before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge, to be given as `after`; null on an empty page.',
  })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** The fields of an edge type over nodes of one type. */
export function edgeOf<Node extends object>(node: ClassType<Node>) {
  @ObjectType()
  abstract class NodeEdge implements Edge<Node> {
    @Field({
      description: 'Marks the place after this node; holds for some minutes, for this caller and this list only.',
    })
    cursor!: string;

    @Field(() => node, { description: 'What stands at this place.' })
    node!: Node;
  }
  return NodeEdge;
}

export interface Connection<Node> {
  readonly edges: Edge<Node>[];
  readonly nodes: Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
  readonly asOf: Date;
}

/** The fields of a connection type over edges of one type. */
export function connectionOf<Node extends object>(node: ClassType<Node>, edge: ClassType<Edge<Node>>) {
  @ObjectType()
  abstract class NodeConnection {
    @Field(() => [edge], { nullable: true, description: 'The nodes of this page, each with its cursor.' })
    edges!: Edge<Node>[] | null;

    @Field(() => [node], { nullable: true, description: 'The nodes of this page.' })
    nodes!: Node[] | null;

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => DateTime, { description: 'When the list was read from Connect.' })
    asOf!: Date;
  }
  return NodeConnection;
}

/** A list of Connect's that is read page by page. */
export interface PagedList<Query, Row> {
  /** What tells this list from others: the field's path and its arguments but for the page. */
  readonly name: string;
  /** What to ask for; a cursor brings back the query of its own first page instead. */
  readonly query: Query;
  /** The most rows that one call may ask for. */
  readonly maxPageSize: number;
  readonly read: (
    query: Query,
    token: string | undefined,
    size: number,
  ) => Promise<{ rows: readonly Row[]; token: string | undefined; totalCount?: number | null }>;
}

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/**
 * Reads one page of a list, with a call to Connect for every `maxPageSize` rows and none that the page does not need.
 * A cursor that stands inside a page of Connect's reads that page again and drops what came before.
 *
 * @param maxFirst The most that a client may ask for at once.
 * @throws GraphQLError BAD_USER_INPUT, CURSOR_EXPIRED; ConnectReadError
 */
export async function readConnection<Query, Row, Node>(
  context: GatewayContext,
  list: PagedList<Query, Row>,
  { first, after }: PageArguments,
  toNode: (row: Row) => Node,
  maxFirst = list.maxPageSize,
): Promise<Connection<Node>> {
  if (first < 1 || first > maxFirst) {
    throw new GraphQLError(`\`first\`: must be between 1 and ${maxFirst}, not ${first}.`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
  const { cursors } = context;
  const listName = JSON.stringify([context.caller.id, list.name]);
  const from = after
    ? cursors.decode<Query>(listName, after)
    : { page: { query: list.query, token: undefined } satisfies PageStart<Query>, offset: 0 };
  const { query } = from.page;
  const asOf = context.connect.now();
  const edges: Edge<Node>[] = [];
  let totalCount: number | null = null;
  let { token } = from.page;
  let skip = from.offset;
  let more = true;
  while (edges.length < first && more) {
    const size = Math.min(list.maxPageSize, skip + first - edges.length);
    const pageId = cursors.remember({ query, token });
    const page = await list.read(query, token, size).catch((error: unknown) => {
      throw token && refusesToken(error) ? cursorExpired() : error;
    });
    const nextId = page.token ? cursors.remember({ query, token: page.token }) : null;
    const taken = page.rows.slice(0, skip + first - edges.length);
    for (const [index, row] of taken.entries()) {
      if (index < skip) continue;
      const last = index === page.rows.length - 1;
      // After the last row of Connect's page the next one begins: no need to read this one again.
      const cursor = last && nextId ? cursors.encode(listName, nextId, 0) : cursors.encode(listName, pageId, index + 1);
      edges.push({ cursor, node: toNode(row) });
    }
    totalCount = page.totalCount ?? totalCount;
    token = page.token;
    more = token !== undefined || taken.length < page.rows.length;
    skip = 0;
  }
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
    asOf,
  };
}

/** Connect does not say that a token has expired; it finds the request or the parameter not valid. */
function refusesToken(error: unknown): boolean {
  return (
    error instanceof ConnectReadError &&
    error.failure.kind === 'refused' &&
    ['InvalidRequestException', 'InvalidParameterException'].includes(error.failure.exception)
  );
}
