import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type CallParts, serveCall } from '../calls/call.js';
import { type Behaviours, Dispatcher, type WireWorld } from '../calls/dispatcher.js';
import { Faults } from '../calls/faults.js';
import { Ledger } from '../calls/ledger.js';
import { Quotas } from '../calls/quotas.js';
import type { FileRequest, FileResponse } from '../file-exchange.js';
import { FILES_PATH } from '../file-urls.js';
import { isAllowedHost } from './allowed-hosts.js';
import { CONTROL_PATH, control } from './control.js';

/** The only address that the emulator listens on. */
export const HOST = '127.0.0.1';

export interface WireOptions {
  readonly world: WireWorld;
  readonly behaviours: Behaviours;
  /** Handles requests to presigned URLs. Without this function there are no such URLs. */
  readonly files?: (request: FileRequest) => FileResponse;
  /** Default 0, which selects a free port. */
  readonly port?: number;
  /** Throttles calls by the default quotas of a new account. Default false. */
  readonly quotas?: boolean;
  /** Milliseconds added to every call. Default 0. */
  readonly latencyMs?: number;
  /** Host names accepted in the `Host` header besides the local ones. Default none. */
  readonly allowedHosts?: readonly string[];
  /** Receives the errors that are bugs of the emulator. By default they are written to stderr. */
  readonly onBug?: (operation: string, error: unknown) => void;
}

/** Events of the server. An event of a control request is emitted before the response to the request. */
export interface WireEvents {
  /** The emulator was reset. */
  reset: [];
  /** The world's clock was advanced. */
  clock: [];
}

/** A running server of Connect's protocol, for any world. */
export interface Wire {
  readonly url: string;
  readonly faults: Faults;
  readonly ledger: Ledger;
  /**
   * Emits an event on each reset and when a control request advances the clock, so that caches can be invalidated.
   */
  readonly events: EventEmitter<WireEvents>;
  /** Resets world, clock, faults, ledger, idempotency tokens and quotas to their initial state. */
  reset(): void;
  /** Destroys all sockets, including those of hanging calls. A second close has no effect. */
  close(): Promise<void>;
}

/** Connect's limit for a request body is undocumented. The largest documented members are far smaller. */
const MAX_BODY_BYTES = 1024 * 1024;
/** UpdateAttachedFilesConfiguration accepts size limits for attached files up to this value. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

const hostNotAllowed =
  'The Host header must be localhost or a loopback address. Other hosts must be listed in EMULATOR_ALLOWED_HOSTS.';

/**
 * Starts a server of Connect's HTTP protocol over a world.
 * @throws Error (such as EADDRINUSE) when the port is not available.
 */
export async function startWire(options: WireOptions): Promise<Wire> {
  const { world, behaviours, onBug = writeBug } = options;
  const dispatcher = new Dispatcher(world, behaviours, onBug);
  const faults = new Faults();
  const ledger = new Ledger();
  const quotas = options.quotas ? new Quotas() : null;
  const events = new EventEmitter<WireEvents>();
  const closing = new AbortController();
  const reset = () => {
    world.reset();
    world.clock.reset();
    dispatcher.clear();
    faults.clear();
    ledger.clear();
    quotas?.clear();
    events.emit('reset');
  };
  const advance = (ms: number) => {
    world.clock.advance(ms);
    events.emit('clock');
  };
  const calls: CallParts = {
    world,
    dispatcher,
    faults,
    ledger,
    quotas,
    latencyMs: options.latencyMs ?? 0,
    closing: closing.signal,
  };
  const allowedHosts = new Set(options.allowedHosts?.map((name) => name.toLowerCase()));
  const server = createServer((request, response) => {
    if (!isAllowedHost(request.headers.host, allowedHosts)) {
      // The connection is closed because the body was not read.
      sendJson(response, 421, { message: hostNotAllowed }, { connection: 'close' });
      return;
    }
    serve(request, response).catch((error: unknown) => {
      request.socket.destroy();
      if (!closing.signal.aborted && !isDisconnect(error)) onBug(`${request.method} ${request.url}`, error);
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
    if (options.files && path.startsWith(`${FILES_PATH}/`)) {
      const { method = '', headers } = request;
      const body = await readBody(request, MAX_FILE_BYTES);
      const fileResponse = options.files({ method, path, query: new URLSearchParams(query), headers, body });
      response.writeHead(fileResponse.status, fileResponse.headers).end(fileResponse.body);
      return;
    }
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === null) return sendJson(response, 413, { message: `The body must not exceed ${MAX_BODY_BYTES} bytes.` });
    if (path !== CONTROL_PATH && !path.startsWith(`${CONTROL_PATH}/`)) {
      return serveCall({ request, response, path, query: new URLSearchParams(query), body }, calls);
    }
    const { status, json, allow } = control(
      { method: request.method ?? '', path, origin: request.headers.origin, body: body.toString('utf8') },
      { world, faults, ledger, reset, advance },
    );
    sendJson(response, status, json, allow === undefined ? {} : { allow });
  }

  // Clients close idle connections earlier. A close by the server could look like an unscripted fault.
  server.keepAliveTimeout = 120_000;
  server.headersTimeout = 20_000;
  server.requestTimeout = 30_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await listen(server, options.port ?? 0);
  let closed: Promise<void> | undefined;
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    faults,
    ledger,
    events,
    reset,
    close: () => {
      closed ??= new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      return closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Reads the body. Returns null when it exceeds the limit; the rest is read and discarded so that the client can read
 * the response.
 */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : null;
}

function sendJson(response: ServerResponse, status: number, json: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(`${JSON.stringify(json, null, 2)}\n`);
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A client that disconnects while it sends its request is not a bug. */
function isDisconnect(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ECONNRESET';
}

function writeBug(operation: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`The emulator failed in ${operation}: ${text}\n`);
}
