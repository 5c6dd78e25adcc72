import { hash } from 'node:crypto';
import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { PageTrail } from '../../connect/reads/pages.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { badUserInput } from '../bad-user-input.js';
import type { GatewayContext } from '../context.js';
import { CostOfField, sameResources } from '../cost/costs.js';
import { cursorExpired, maxPageRows, type PageStart } from './cursor.js';
import { DateTime } from './scalars.js';

@Directive('@shareable')
@ObjectType({ description: 'Page information as defined by Relay, for forward pagination only.' })
export class PageInfo {
  @Field({
    description:
      'Whether there is a next page. A page can have fewer nodes than `first`, or none, without being the last page.',
  })
  hasNextPage!: boolean;

  @Field({ description: 'Whether there is a previous page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge. Null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor for the argument `after` of the next page. It is the cursor of the last edge, if the page has edges. Null on an empty last page.',
  })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** Returns a base class with the fields of an edge type. */
export function edgeOf<Node extends object>(node: ClassType<Node>) {
  @ObjectType()
  abstract class NodeEdge implements Edge<Node> {
    @Field({
      description:
        'Cursor for the argument `after`, to continue after this node. Valid for a few minutes, and only for this caller and this list.',
    })
    cursor!: string;

    @CostOfField(sameResources)
    @Field(() => node, { description: 'Item of this edge.' })
    node!: Node;
  }
  return NodeEdge;
}

export interface Connection<Node> {
  readonly edges: Edge<Node>[];
  readonly nodes: Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
  readonly status: string | null;
  readonly asOf: Date;
}

/** Returns a base class with the fields of a connection type. */
export function connectionOf<Node extends object>(node: ClassType<Node>, edge: ClassType<Edge<Node>>) {
  @ObjectType()
  abstract class NodeConnection {
    @CostOfField(sameResources)
    @Field(() => [edge], { nullable: true, description: 'Nodes of this page, each with its cursor.' })
    edges!: Edge<Node>[] | null;

    @CostOfField(sameResources)
    @Field(() => [node], { nullable: true, description: 'Nodes of this page.' })
    nodes!: Node[] | null;

    @Field(() => PageInfo, { description: 'Position of this page in the list.' })
    pageInfo!: PageInfo;

    @Field(() => DateTime, { description: 'Time when the list was read from Connect.' })
    asOf!: Date;
  }
  return NodeConnection;
}

/** Returns a base class with the fields of a connection type for a list whose length Connect reports. */
export function countedConnectionOf<Node extends object>(node: ClassType<Node>, edge: ClassType<Edge<Node>>) {
  @ObjectType()
  abstract class CountedConnection extends connectionOf(node, edge) {
    @Field(() => Int, {
      nullable: true,
      description: 'Approximate number of items in the whole list. Null if Connect does not return it.',
    })
    totalCount!: number | null;
  }
  return CountedConnection;
}

/** A list of Connect that is read page by page. */
export interface PagedList<Query, Row> {
  /** Identity of the list: the field's path and its arguments, without those of paging. */
  readonly name: string;
  /** Returns the query for a first page. Later pages use the query in their cursor. */
  readonly query: () => Query;
  /** Maximum number of rows that one call may request. */
  readonly maxPageSize: number;
  /** Milliseconds for which other requests may use a page. */
  readonly sharedForMs: number;
  /** Reads a page. Must make its calls with the given session, on behalf of all requests that wait for the page. */
  readonly read: (connect: ConnectSession, query: Query, token: string | undefined, size: number) => Promise<Page<Row>>;
  /** Returns the id of a row. Rows without an id are left out. */
  readonly idOf?: (row: Row) => string | undefined;
  /** Returns the ids of the resources in a row that mutations can change. A change of one invalidates the page. */
  readonly about?: (row: Row) => readonly (string | undefined)[];
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly token: string | null | undefined;
  readonly totalCount?: number | null;
  /** Status of the listed data, if Connect returns one. */
  readonly status?: string | null;
}

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** Maximum number of calls for one page of a client. Connect may return empty pages of its own, each with another token. */
export const maxCallsOfPage = 5;

/**
 * Reads one page of a list, with up to `maxCallsOfPage` calls until it has `first` rows. If a cursor points into a page
 * of Connect, that page is read again and the rows before the cursor are skipped. Cursors are created only when a
 * client selects them.
 *
 * @param maxFirst The largest `first` that a client may request.
 * @throws GraphQLError BAD_USER_INPUT, CURSOR_EXPIRED.
 * @throws ConnectReadError
 */
export async function readConnection<Query, Row, Node>(
  context: GatewayContext,
  list: PagedList<Query, Row>,
  { first, after }: PageArguments,
  toNode: (row: Row) => Node,
  maxFirst = list.maxPageSize,
): Promise<Connection<Node>> {
  assertFirst(first, maxFirst);
  const { cursors } = context;
  // A hash keeps the name short, because the name is hashed again for the signature of each cursor.
  const listName = hash('sha256', JSON.stringify([context.caller.id, list.name]), 'base64url');
  const from = typeof after === 'string' ? cursors.decode<Query>(listName, after) : null;
  let start = from?.page;
  let skip = from?.offset ?? 0;
  let asOf: Date | null = null;
  let totalCount: number | null = null;
  let status: string | null = null;
  let more = true;
  const edges: Edge<Node>[] = [];
  let continuation: (() => string) | null = null;
  for (let calls = 0; edges.length < first && more && calls < maxCallsOfPage; calls++) {
    const size = Math.min(list.maxPageSize, skip + first - edges.length);
    const page = await readShared(context, list, start, size);
    asOf ??= page.asOf;
    if (page.totalCount != null && page.totalCount >= 0) totalCount = page.totalCount;
    status = page.status ?? status;
    const here = cursorsFrom(start ?? page.start);
    const next = page.next && cursorsFrom(page.next);
    const taken = page.rows.slice(0, skip + first - edges.length);
    for (const [index, row] of taken.entries()) {
      if (index < skip) continue;
      const last = index === page.rows.length - 1;
      // The cursor after the last row of Connect's page points to the next page, so this page is not read again.
      const cursor = () => (last && next ? next(0) : here(index + 1));
      edges.push({
        get cursor() {
          return cursor();
        },
        node: toNode(row),
      });
    }
    continuation = next && (() => next(0));
    start = page.next ?? undefined;
    more = start !== undefined || taken.length < page.rows.length;
    skip = 0;
  }
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: from !== null,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      // An empty page may still have a next page.
      get endCursor() {
        return edges.at(-1)?.cursor ?? continuation?.() ?? null;
      },
    },
    totalCount,
    status,
    asOf: asOf ?? context.connect.now(),
  };

  function cursorsFrom(page: PageStart<Query>): (offset: number) => string {
    let id: string | undefined;
    return (offset) => {
      id ??= cursors.store(page);
      return cursors.encode(listName, id, offset);
    };
  }
}

/** Checks the argument `first`. @throws GraphQLError BAD_USER_INPUT */
export function assertFirst(first: number, maxFirst: number): void {
  if (first >= 1 && first <= maxFirst) return;
  throw badUserInput(`\`first\`: must be between 1 and ${maxFirst}, not ${first}.`);
}

/** A page with its start and the start of the next page. All requests that share the page get the same objects. */
interface SharedPage<Query, Row> extends Omit<Page<Row>, 'token'> {
  readonly start: PageStart<Query>;
  readonly next: PageStart<Query> | null;
  readonly asOf: Date;
}

/** Reads a page, or uses the same page that another request has just read. */
function readShared<Query, Row>(
  { connect }: GatewayContext,
  list: PagedList<Query, Row>,
  given: PageStart<Query> | undefined,
  size: number,
): Promise<SharedPage<Query, Row>> {
  // The key of a first page has no query, because the query's time window may move. Requests share the page with its
  // window.
  const key = JSON.stringify([list.name, given?.query ?? null, given?.token ?? null, size]);
  const read = async (connect: ConnectSession) => {
    const start = given ?? { query: list.query(), token: undefined };
    try {
      const { token, ...page } = await list.read(connect, start.query, start.token, size);
      const trail = (start.trail ?? PageTrail.start).next(token);
      if (page.rows.length > maxPageRows) throw tooManyRows(page.rows.length);
      const next = trail && token ? { query: start.query, token, trail } : null;
      const rows = list.idOf ? page.rows.filter((row) => list.idOf?.(row)) : page.rows;
      return { ...page, rows, start, next, asOf: connect.now() };
    } catch (error) {
      throw start.token && refusesToken(error) ? cursorExpired() : error;
    }
  };
  const about = ({ rows }: SharedPage<Query, Row>) => rows.flatMap((row) => list.about?.(row) ?? []);
  return connect.shareRead(key, list.sharedForMs, read, about);
}

function tooManyRows(rows: number): ConnectReadError {
  return ConnectReadError.unexpected(
    '',
    `Connect returned a page of ${rows} rows, but the gateway reads at most ${maxPageRows} rows per page.`,
  );
}

/** Whether Connect refused a page token. It reports an expired token as an invalid request or parameter. */
function refusesToken(error: unknown): boolean {
  return (
    error instanceof ConnectReadError &&
    error.failure.kind === 'refused' &&
    ['InvalidRequestException', 'InvalidParameterException'].includes(error.failure.exception)
  );
}
