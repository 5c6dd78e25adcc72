import { hash } from 'node:crypto';
import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { PageTrail } from '../../connect/reads/pages.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { badUserInput } from '../bad-user-input.js';
import type { GatewayContext } from '../context.js';
import { CostOfField, sameThings } from '../cost/costs.js';
import { cursorExpired, maxPageRows, type PageStart } from './cursor.js';
import { DateTime } from './scalars.js';

@Directive('@shareable')
@ObjectType({ description: 'Page information as Relay defines it; forward only.' })
export class PageInfo {
  @Field({
    description:
      'Whether there is more after this page, which may hold fewer nodes than were asked for, or none, and not be the last.',
  })
  hasNextPage!: boolean;

  @Field({ description: 'Whether anything comes before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the next page begins, to be given as `after`: the cursor of the last edge, if there is one.',
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

    @CostOfField(sameThings)
    @Field(() => node, { description: 'The item of this edge.' })
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

/** The fields of a connection type over edges of one type. */
export function connectionOf<Node extends object>(node: ClassType<Node>, edge: ClassType<Edge<Node>>) {
  @ObjectType()
  abstract class NodeConnection {
    @CostOfField(sameThings)
    @Field(() => [edge], { nullable: true, description: 'The nodes of this page, each with its cursor.' })
    edges!: Edge<Node>[] | null;

    @CostOfField(sameThings)
    @Field(() => [node], { nullable: true, description: 'The nodes of this page.' })
    nodes!: Node[] | null;

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => DateTime, { description: 'When the list was read from Connect.' })
    asOf!: Date;
  }
  return NodeConnection;
}

/** The fields of a connection type over a list of which Connect says how long it is. */
export function countedConnectionOf<Node extends object>(node: ClassType<Node>, edge: ClassType<Edge<Node>>) {
  @ObjectType()
  abstract class CountedConnection extends connectionOf(node, edge) {
    @Field(() => Int, {
      nullable: true,
      description: 'How many there are in the whole list, about; null where Connect does not say.',
    })
    totalCount!: number | null;
  }
  return CountedConnection;
}

/** A list of Connect's that is read page by page. */
export interface PagedList<Query, Row> {
  /** Identity of the list: the field's path and its arguments but for the page. */
  readonly name: string;
  /** What to ask for, when the first page is read; a cursor brings back the query of its own first page. */
  readonly query: () => Query;
  /** The most rows that one call may ask for. */
  readonly maxPageSize: number;
  /** Milliseconds for which a page that was read serves other requests too. */
  readonly sharedForMs: number;
  /** Makes its calls by the session that it is given, which stands for all requests that wait for the page. */
  readonly read: (connect: ConnectSession, query: Query, token: string | undefined, size: number) => Promise<Page<Row>>;
  /** What a row is known by; a row without it is left out, since nothing could be asked about it. */
  readonly idOf?: (row: Row) => string | undefined;
  /** Ids of what a row tells of that mutations change: a page is let go of when one of them has changed. */
  readonly about?: (row: Row) => readonly (string | undefined)[];
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly token: string | null | undefined;
  readonly totalCount?: number | null;
  /** How far what is listed has come, where Connect says so. */
  readonly status?: string | null;
}

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** Calls that one page may take: Connect may answer with empty pages and ever another token. */
export const maxCallsOfPage = 5;

/**
 * Reads one page of a list, with a call to Connect for every `maxPageSize` rows and none that the page does not need.
 * A cursor that stands inside a page of Connect's reads that page again and drops what came before. Only what is made a
 * cursor of is remembered: cursors are made when they are asked for.
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
  assertFirst(first, maxFirst);
  const { cursors } = context;
  // Short: each cursor of the page is signed with it.
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
      // After the last row of Connect's page the next one begins: no need to read this one again.
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
      // A page may be empty and yet not the last.
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
      id ??= cursors.remember(page);
      return cursors.encode(listName, id, offset);
    };
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
export function assertFirst(first: number, maxFirst: number): void {
  if (first >= 1 && first <= maxFirst) return;
  throw badUserInput(`\`first\`: must be between 1 and ${maxFirst}, not ${first}.`);
}

/** A page with where it and the next one start, each the same object for all who share the page. */
interface SharedPage<Query, Row> extends Omit<Page<Row>, 'token'> {
  readonly start: PageStart<Query>;
  readonly next: PageStart<Query> | null;
  readonly asOf: Date;
}

/** Reads a page, or takes it from another request that has just read the same. */
function readShared<Query, Row>(
  { connect }: GatewayContext,
  list: PagedList<Query, Row>,
  given: PageStart<Query> | undefined,
  size: number,
): Promise<SharedPage<Query, Row>> {
  // The first page's query may hold a window that moves with the time; whoever shares the page shares its window.
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
    `Connect gave a page of ${rows} rows; at most ${maxPageRows} are read of one.`,
  );
}

/** Connect does not say that a token has expired; it finds the request or the parameter not valid. */
function refusesToken(error: unknown): boolean {
  return (
    error instanceof ConnectReadError &&
    error.failure.kind === 'refused' &&
    ['InvalidRequestException', 'InvalidParameterException'].includes(error.failure.exception)
  );
}
