import { once } from 'node:events';
import { createServer, IncomingMessage, type Server } from 'node:http';
import type { Server as NetServer, Socket } from 'node:net';
import { HandlerTurns } from '../admission/handler-turns.js';
import type { HttpError } from '../protocol/http-error.js';
import { Answer } from './answer.js';
import { type ClientAddresses, clientAddresses } from './client-address.js';
import { Connection } from './connection.js';
import type { CloseReason, ConnectionOwner } from './connection-owner.js';
import { type MoreHeaders, unknownExpectation } from './refusal.js';
import { UnreadAnswers } from './unread-answers.js';
import { WaitingConnections } from './waiting-connections.js';
import { WindDown } from './wind-down.js';

export interface HttpServerSettings {
  /** How many connections there may be at a time. */
  readonly maxConnections: number;
  /** Addresses and networks whose connections carry many clients each. */
  readonly trustedProxies: readonly string[];
  /** Milliseconds in which a request must have come whole. */
  readonly receiveTimeoutMs: number;
  /** Milliseconds in which an answer must have left whole; nothing of it may have left for a sixth of them. */
  readonly sendTimeoutMs: number;
  /** Bytes of all answers together that wait for their clients; 64 MiB unless given. */
  readonly maxUnsentBytes?: number;
  /** Pipelined requests of all connections together that wait for their turn; 10,000 unless given. */
  readonly maxQueuedRequests?: number;
  /** Sent with each refusal that comes before the handler. */
  readonly refusalHeaders: MoreHeaders;
}

/** Told of what the handler does not see. */
export interface HttpServerObserver {
  /** A new connection was closed at once, since there are as many as may be, and the gateway works for all of them. */
  dropped(): void;
  /** A connection was closed to keep a limit. */
  closed(reason: CloseReason): void;
  /** A request was refused before the handler saw it. */
  refused(requestId: string, problem: HttpError): void;
}

/** Milliseconds in which the header of a request must have come. */
const headersTimeoutMs = 10_000;
/** Milliseconds between two looks for requests that come too slowly: Node's own 30 s would double the times above. */
const checkConnectionsMs = 500;
/** Longer than the idle time of usual load balancers, 60 s, so that it is they who close. */
const keepAliveTimeoutMs = 65_000;
const defaultMaxUnsentBytes = 64 * 1024 * 1024;
/** Some 40 MiB. */
const defaultMaxQueuedRequests = 10_000;
/** Milliseconds for which a client may go on sending after the answer that ends its connection. */
const lingerMs = 2_000;

/**
 * HTTP servers that share their limits, and treat their connections alike: one for each address that a gateway listens on.
 *
 * At the limit of connections, one that waits for its client is closed in favour of a new one; never one that the gateway
 * works for.
 */
export class HttpServers implements ConnectionOwner<Connection> {
  readonly refusalHeaders: MoreHeaders;
  /** Tells clients apart by their addresses. */
  readonly clients: ClientAddresses;
  readonly #settings: HttpServerSettings;
  readonly #observer: HttpServerObserver;
  readonly #connections = new Map<Socket, Connection>();
  readonly #waiting = new WaitingConnections<Connection>();
  readonly #unread: UnreadAnswers<Connection>;
  /** When the time of those that are closed in stages is over; the first one first. */
  readonly #lingering = new Map<Connection, number>();
  /** Those with pipelined requests that wait. */
  readonly #pipelining = new Set<Connection>();
  readonly #servers: NetServer[] = [];
  readonly #windDown = new WindDown(() => this.#connections.values());
  #queuedRequests = 0;
  readonly #turns = new HandlerTurns();
  #handler: (request: IncomingMessage, answer: Answer) => void = () => {};
  #sweeper: NodeJS.Timeout | null = null;

  constructor(settings: HttpServerSettings, observer: HttpServerObserver) {
    this.#settings = settings;
    this.#observer = observer;
    this.refusalHeaders = settings.refusalHeaders;
    this.clients = clientAddresses(settings.trustedProxies);
    this.#unread = new UnreadAnswers({
      sendTimeoutMs: settings.sendTimeoutMs,
      maxUnsentBytes: settings.maxUnsentBytes ?? defaultMaxUnsentBytes,
    });
  }

  /** How many connections are open. */
  get openConnections(): number {
    return this.#connections.size;
  }

  /** Bytes of answers that wait for their clients, as last looked at. */
  get unsentBytes(): number {
    return this.#unread.bytes;
  }

  /** Makes a server that does not listen yet. All of them have the handler of the first. */
  create(handler = this.#handler): Server<typeof IncomingMessage, typeof Answer> {
    this.#handler = handler;
    const { receiveTimeoutMs } = this.#settings;
    const server = createServer({
      IncomingMessage,
      ServerResponse: Answer,
      connectionsCheckingInterval: checkConnectionsMs,
      headersTimeout: Math.min(headersTimeoutMs, receiveTimeoutMs),
      // Whatever Node is told on its command line.
      insecureHTTPParser: false,
      keepAliveTimeout: keepAliveTimeoutMs,
      requestTimeout: receiveTimeoutMs,
      // Node's own refusal has no body.
      requireHostHeader: false,
    });
    this.#servers.push(server);
    // Node would leave those beyond its limit out without a word; their bytes are limited all the same.
    server.maxHeadersCount = 0;
    server.on('connection', (socket) => this.#open(socket));
    server.on('request', (request, answer) => this.#of(request)?.receive(request, answer, null));
    // Answered with 100 by whoever begins to read the body.
    server.on('checkContinue', (request, answer) => this.#of(request)?.receive(request, answer, null));
    server.on('checkExpectation', (request, answer) => {
      this.#of(request)?.receive(request, answer, unknownExpectation);
    });
    server.on('clientError', (error, socket) => {
      const connection = this.#connections.get(socket as Socket);
      if (connection) connection.broken(error);
      else socket.destroy();
    });
    server.on('connect', (request, socket) => {
      const connection = this.#of(request);
      if (connection) connection.refuseTunnel();
      else socket.destroy();
    });
    return server;
  }

  /**
   * Takes no more connections, and resolves once all have ended: those without a request at once, those with one after
   * its answer.
   *
   * @param graceMs Milliseconds after which no connection is left, whatever its client does; with 0 all are closed at once.
   */
  async close(graceMs: number): Promise<void> {
    // By then all is accepted and read that has arrived: a request among it would be lost.
    await new Promise(setImmediate);
    const closed = this.#servers.filter(({ listening }) => listening).map((server) => once(server.close(), 'close'));
    this.#windDown.begin(graceMs);
    await Promise.all(closed);
    this.#windDown.end();
  }

  handle(request: IncomingMessage, answer: Answer): void {
    this.#turns.run(request.socket.remoteAddress ?? '', () => {
      if (!request.socket.destroyed) this.#handler(request, answer);
    });
  }

  waits(connection: Connection): void {
    if (this.#isOpen(connection)) this.#waiting.add(connection);
  }

  works(connection: Connection): void {
    this.#waiting.delete(connection);
  }

  sends(connection: Connection): void {
    if (!this.#isOpen(connection)) return;
    this.#unread.add(connection);
    if (this.#unread.size > 0) this.#sweepRegularly();
  }

  sent(connection: Connection): void {
    this.#unread.delete(connection);
  }

  queued(connection: Connection, difference: number): void {
    this.#queuedRequests += difference;
    if (connection.queueLength > 0) this.#pipelining.add(connection);
    else this.#pipelining.delete(connection);
    if (this.#queuedRequests <= (this.#settings.maxQueuedRequests ?? defaultMaxQueuedRequests)) return;
    let longest = connection;
    for (const other of this.#pipelining) if (other.queueLength > longest.queueLength) longest = other;
    longest.close('pipelining');
  }

  rests(connection: Connection): void {
    this.#windDown.rests(connection);
  }

  lingers(connection: Connection): void {
    if (!this.#isOpen(connection)) return;
    this.#lingering.set(connection, performance.now() + lingerMs);
    this.#sweepRegularly();
  }

  closed(connection: Connection, reason: CloseReason): void {
    this.#forget(connection);
    this.#observer.closed(reason);
  }

  refused(requestId: string, problem: HttpError): void {
    this.#observer.refused(requestId, problem);
  }

  #of({ socket }: IncomingMessage): Connection | undefined {
    return this.#connections.get(socket);
  }

  #open(socket: Socket): void {
    const connection = new Connection(socket, this.clients.ofConnection(socket.remoteAddress), this);
    this.#connections.set(socket, connection);
    this.#waiting.add(connection);
    socket.once('close', () => this.#forget(connection));
    if (this.#connections.size <= this.#settings.maxConnections) return;
    const victim = this.#waiting.next();
    if (victim && victim !== connection) {
      victim.close('limit');
      return;
    }
    this.#forget(connection);
    this.#observer.dropped();
    socket.destroy();
  }

  #forget(connection: Connection): void {
    this.#connections.delete(connection.socket);
    this.#waiting.delete(connection);
    this.#unread.delete(connection);
    this.#lingering.delete(connection);
    connection.forgetQueue();
  }

  #isOpen({ socket }: Connection): boolean {
    return this.#connections.has(socket);
  }

  /** One timer for all connections, and only while there is something to look at. */
  #sweepRegularly(): void {
    if (this.#sweeper) return;
    const { sendTimeoutMs } = this.#settings;
    this.#sweeper = setInterval(() => this.#sweep(), Math.min(1_000, sendTimeoutMs / 60)).unref();
  }

  #sweep(): void {
    this.#unread.sweep();
    const now = performance.now();
    for (const [connection, until] of this.#lingering) {
      if (until > now) break;
      connection.socket.destroy();
    }
    if (this.#unread.size > 0 || this.#lingering.size > 0 || !this.#sweeper) return;
    clearInterval(this.#sweeper);
    this.#sweeper = null;
  }
}
