import { once } from 'node:events';
import { createServer, IncomingMessage, type Server } from 'node:http';
import type { Server as NetServer, Socket } from 'node:net';
import { FairTurns } from '../../connect/limits/fair-turns.js';
import { AcceptPause } from '../admission/accept-pause.js';
import { NewConnections } from '../admission/new-connections.js';
import type { HttpError } from '../protocol/http-error.js';
import { type ClientAddresses, clientAddresses } from './client-address.js';
import { Connection } from './connection.js';
import type { CloseReason, ConnectionOwner } from './connection-owner.js';
import { ConnectionsByAddress } from './connections-by-address.js';
import { GatewayResponse } from './gateway-response.js';
import { GracefulShutdown } from './graceful-shutdown.js';
import { type RefusalHeaders, unknownExpectation } from './refusal.js';
import { UnsentResponses } from './unsent-responses.js';

export interface HttpServerSettings {
  /** Maximum number of open connections. */
  readonly maxConnections: number;
  /** Addresses and networks of proxies, whose connections carry many clients each. */
  readonly trustedProxies: readonly string[];
  /** Milliseconds in which a request must be received whole. */
  readonly receiveTimeoutMs: number;
  /**
   * Milliseconds in which a client must read its whole response. The connection is also closed if the client reads
   * nothing for a sixth of this time.
   */
  readonly sendTimeoutMs: number;
  /** Maximum bytes of all responses together that the kernel has not accepted yet; 64 MiB by default. */
  readonly maxUnsentBytes?: number;
  /** Headers of each refusal that is sent before the handler runs. */
  readonly refusalHeaders: RefusalHeaders;
}

/** Receives events that the handler does not see. */
export interface HttpServerObserver {
  /**
   * A new connection was closed at once. Either the limit was reached and no other connection may be closed for it, or too
   * many connections are opened, most of them by its client.
   */
  dropped(): void;
  /** A connection was closed to keep a limit, or at the shutdown before its client was done. */
  closed(reason: CloseReason): void;
  /** A request was refused before the handler ran. */
  refused(requestId: string, problem: HttpError): void;
}

/** Milliseconds in which the header of a request must be received. */
const headersTimeoutMs = 10_000;
/** Milliseconds between checks for slow requests. Node's default, 30 s, is longer than the limit for headers. */
const checkConnectionsMs = 500;
/** Longer than the usual idle timeout of load balancers, 60 s, so that the load balancer closes first. */
const keepAliveTimeoutMs = 65_000;
const defaultMaxUnsentBytes = 64 * 1024 * 1024;
/** Part of the maximum number of connections that requests in progress of one address may occupy when it is reached. */
const maxWorkingShare = 1 / 10;
/** Milliseconds for which a client may continue to send after the last response of its connection. */
const lingerMs = 2_000;

/**
 * HTTP servers with shared limits, one for each address that the gateway listens on.
 *
 * At the limit of connections, a new connection replaces one that waits for its client. A connection with a request in
 * progress is closed for this only if its address has more such connections than its share.
 */
export class HttpServers implements ConnectionOwner<Connection> {
  readonly refusalHeaders: RefusalHeaders;
  /** Identifies clients by their addresses. */
  readonly clients: ClientAddresses;
  readonly #settings: HttpServerSettings;
  readonly #observer: HttpServerObserver;
  readonly #connections = new Map<Socket, Connection>();
  readonly #waiting = new ConnectionsByAddress<Connection>();
  readonly #working = new ConnectionsByAddress<Connection>();
  readonly #newConnections = new NewConnections();
  readonly #unsent: UnsentResponses<Connection>;
  /** Connections that are closed in stages, with their deadlines on `performance.now()`; earliest first. */
  readonly #lingering = new Map<Connection, number>();
  readonly #servers: NetServer[] = [];
  readonly #shutdown = new GracefulShutdown(() => this.#connections.values());
  readonly #handlerTurns = new FairTurns(new AcceptPause(() => this.accepted));
  readonly #parserTurns = new FairTurns(new AcceptPause(() => this.accepted));
  #handler: (request: IncomingMessage, response: GatewayResponse) => void = () => {};
  #sweeper: NodeJS.Timeout | null = null;

  constructor(settings: HttpServerSettings, observer: HttpServerObserver) {
    this.#settings = settings;
    this.#observer = observer;
    this.refusalHeaders = settings.refusalHeaders;
    this.clients = clientAddresses(settings.trustedProxies);
    this.#unsent = new UnsentResponses({
      sendTimeoutMs: settings.sendTimeoutMs,
      maxUnsentBytes: settings.maxUnsentBytes ?? defaultMaxUnsentBytes,
    });
  }

  /** Number of connections accepted so far, including those that were closed at once. */
  accepted = 0;

  /** Number of open connections. */
  get openConnections(): number {
    return this.#connections.size;
  }

  /** Bytes of all unsent responses, at the last measurement. */
  get unsentBytes(): number {
    return this.#unsent.bytes;
  }

  /** Creates a server that does not listen yet. @param handler Handler of all servers; the current one by default. */
  create(handler = this.#handler): Server<typeof IncomingMessage, typeof GatewayResponse> {
    this.#handler = handler;
    const { receiveTimeoutMs } = this.#settings;
    const server = createServer({
      IncomingMessage,
      ServerResponse: GatewayResponse,
      connectionsCheckingInterval: checkConnectionsMs,
      headersTimeout: Math.min(headersTimeoutMs, receiveTimeoutMs),
      // Overrides the command line option `--insecure-http-parser`.
      insecureHTTPParser: false,
      keepAliveTimeout: keepAliveTimeoutMs,
      requestTimeout: receiveTimeoutMs,
      // `checkRequest` refuses a missing Host instead: Node's refusal has no body.
      requireHostHeader: false,
    });
    this.#servers.push(server);
    // Node would drop headers beyond its limit silently. Their total size is limited anyway.
    server.maxHeadersCount = 0;
    server.on('connection', (socket) => this.#open(socket));
    server.on('request', (request, response) => this.#connectionOf(request)?.receive(request, response, null));
    // The app sends `100 Continue` before it reads the body.
    server.on('checkContinue', (request, response) => this.#connectionOf(request)?.receive(request, response, null));
    server.on('checkExpectation', (request, response) => {
      this.#connectionOf(request)?.receive(request, response, unknownExpectation);
    });
    server.on('clientError', (error, socket) => {
      const connection = this.#connections.get(socket as Socket);
      if (connection) connection.handleParserError(error);
      else socket.destroy();
    });
    server.on('connect', (request, socket) => {
      const connection = this.#connectionOf(request);
      if (connection) connection.refuseTunnel();
      else socket.destroy();
    });
    return server;
  }

  /**
   * Stops listening, and resolves once all connections have ended. Idle connections end at once, others after their
   * response or at the limits of `GracefulShutdown`.
   *
   * @param graceMs Milliseconds after which all remaining connections are closed; 0 closes all at once.
   */
  async close(graceMs: number): Promise<void> {
    // Lets Node accept and read what has already arrived, so that no such request is lost.
    await new Promise(setImmediate);
    const closed = this.#servers.filter(({ listening }) => listening).map((server) => once(server.close(), 'close'));
    this.#shutdown.begin(graceMs);
    await Promise.all(closed);
    this.#shutdown.end();
  }

  handle(request: IncomingMessage, response: GatewayResponse): void {
    this.#handlerTurns.run(request.socket.remoteAddress ?? '', () => {
      if (!request.socket.destroyed) this.#handler(request, response);
    });
  }

  parse(connection: Connection, task: () => void): void {
    this.#parserTurns.run(connection.address, task);
  }

  waits(connection: Connection): void {
    if (!this.#isOpen(connection)) return;
    this.#working.delete(connection);
    this.#waiting.add(connection);
  }

  works(connection: Connection): void {
    this.#waiting.delete(connection);
    if (this.#isOpen(connection)) this.#working.add(connection);
  }

  sends(connection: Connection): void {
    if (!this.#isOpen(connection)) return;
    this.#unsent.add(connection);
    if (this.#unsent.size > 0) this.#sweepRegularly();
  }

  sent(connection: Connection): void {
    this.#unsent.delete(connection);
  }

  rests(connection: Connection): void {
    this.#shutdown.closeIfUnused(connection);
  }

  lingers(connection: Connection): void {
    if (!this.#isOpen(connection)) return;
    this.#lingering.set(connection, performance.now() + lingerMs);
    this.#sweepRegularly();
  }

  closed(connection: Connection, reason: CloseReason): void {
    this.#remove(connection);
    this.#observer.closed(reason);
  }

  refused(requestId: string, problem: HttpError): void {
    this.#observer.refused(requestId, problem);
  }

  #connectionOf({ socket }: IncomingMessage): Connection | undefined {
    return this.#connections.get(socket);
  }

  #open(socket: Socket): void {
    this.accepted++;
    const address = this.clients.ofConnection(socket.remoteAddress);
    if (!this.#newConnections.accepts(address)) {
      this.#observer.dropped();
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, address, this);
    this.#connections.set(socket, connection);
    this.#waiting.add(connection);
    socket.once('close', () => this.#remove(connection));
    if (this.#connections.size <= this.#settings.maxConnections) return;
    const surplus = this.#surplus(connection);
    if (surplus !== connection) {
      surplus.close('limit');
      return;
    }
    this.#remove(connection);
    this.#observer.dropped();
    socket.destroy();
  }

  /**
   * Selects the connection to close for a new one: a waiting connection, so that no request is lost. If an address has
   * more requests in progress than its share, its own new connections close no connection of others, and the new
   * connections of others close those of the address unless one is idle.
   */
  #surplus(newcomer: Connection): Connection {
    const waiting = this.#waiting.next();
    const working = this.#working.next();
    const share = maxWorkingShare * this.#settings.maxConnections;
    if (!working || this.#working.countOf(working.address) <= share) return waiting ?? newcomer;
    if (newcomer.address === working.address) return waiting?.address === working.address ? waiting : newcomer;
    return waiting?.isIdle ? waiting : working;
  }

  #remove(connection: Connection): void {
    this.#connections.delete(connection.socket);
    this.#waiting.delete(connection);
    this.#working.delete(connection);
    this.#unsent.delete(connection);
    this.#lingering.delete(connection);
  }

  #isOpen({ socket }: Connection): boolean {
    return this.#connections.has(socket);
  }

  /** Starts one timer for all connections. It stops when no connection needs a check. */
  #sweepRegularly(): void {
    if (this.#sweeper) return;
    const { sendTimeoutMs } = this.#settings;
    this.#sweeper = setInterval(() => this.#sweep(), Math.min(1_000, sendTimeoutMs / 60)).unref();
  }

  #sweep(): void {
    this.#unsent.sweep();
    const now = performance.now();
    for (const [connection, until] of this.#lingering) {
      if (until > now) break;
      connection.socket.destroy();
    }
    if (this.#unsent.size > 0 || this.#lingering.size > 0 || !this.#sweeper) return;
    clearInterval(this.#sweeper);
    this.#sweeper = null;
  }
}
