import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type CallParts, serveCall } from '../calls/call.js';
import { type Behaviours, Dispatcher, type WireWorld } from '../calls/dispatcher.js';
import { Faults } from '../calls/faults.js';
import { Ledger } from '../calls/ledger.js';
import { Quotas } from '../calls/quotas.js';
import type { FileAnswer, FileRequest } from '../file-exchange.js';
import { FILES_PATH } from '../file-urls.js';
import { CONTROL_PATH, control } from './control.js';
import { isOwnName } from './own-names.js';

/** The emulator listens here only. */
export const HOST = '127.0.0.1';

export interface WireOptions {
  readonly world: WireWorld;
  readonly behaviours: Behaviours;
  /** Answers at presigned URLs; without it there are none. */
  readonly files?: (request: FileRequest) => FileAnswer;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Throttles as a new account does; off unless true. */
  readonly quotas?: boolean;
  /** Milliseconds added to every call; 0 unless given. */
  readonly latencyMs?: number;
  /** Names, beside those of this machine, by which it may be asked; none unless given. */
  readonly allowedHosts?: readonly string[];
  /** Where a behaviour's bugs are told; stderr unless given. */
  readonly onBug?: (operation: string, error: unknown) => void;
}

/** Emitted before the answer to the request that asked for it. */
export interface WireEvents {
  /** Everything is again as at the start. */
  reset: [];
  /** The world's time was moved forward. */
  clock: [];
}

/** A running wire: the protocol without a particular world. */
export interface Wire {
  readonly url: string;
  readonly faults: Faults;
  readonly ledger: Ledger;
  /** Tells whoever remembers something of the world that it has changed from outside. */
  readonly events: EventEmitter<WireEvents>;
  /** World, clock, faults, ledger, tokens and quotas are again as at the start. */
  reset(): void;
  /** Destroys all sockets, hanging ones as well. May be called again. */
  close(): Promise<void>;
}

/** Connect's own limit is not documented; its largest documented members are far below this. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** The most that an administrator can allow an attached file to have (UpdateAttachedFilesConfiguration). */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

const foreignName =
  'The emulator answers to localhost and loopback addresses only. Name further hosts in EMULATOR_ALLOWED_HOSTS.';

/**
 * Starts serving Connect's HTTP protocol over a world.
 * @throws Error (EADDRINUSE and the like) when the port cannot be had.
 */
export async function startWire(options: WireOptions): Promise<Wire> {
  const { world, behaviours, onBug = tellBug } = options;
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
    if (!isOwnName(request.headers.host, allowedHosts)) {
      // Its body is not read.
      sendJson(response, 421, { message: foreignName }, { connection: 'close' });
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
      const answer = options.files({ method, path, query: new URLSearchParams(query), headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === null) return sendJson(response, 413, { message: `A body has at most ${MAX_BODY_BYTES} bytes.` });
    if (path !== CONTROL_PATH && !path.startsWith(`${CONTROL_PATH}/`)) {
      return serveCall({ request, response, path, query: new URLSearchParams(query), body }, calls);
    }
    const { status, json, allow } = control(
      { method: request.method ?? '', path, origin: request.headers.origin, body: body.toString('utf8') },
      { world, faults, ledger, reset, advance },
    );
    sendJson(response, status, json, allow === undefined ? {} : { allow });
  }

  // Longer than clients keep idle connections: a reset that nobody scripted would look like a fault.
  server.keepAliveTimeout = 120_000;
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
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

/** Null when there is too much of it; the rest is read and thrown away, so that the client gets to see the answer. */
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

/** A client that goes away while it is sending is no bug. */
function isDisconnect(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ECONNRESET';
}

function tellBug(operation: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`The emulator failed at ${operation}: ${text}\n`);
}
