import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that decides itself what it sends, and whether it reads. */
export interface RawClient {
  readonly socket: Socket;
  /** What it has received so far. */
  readonly text: () => string;
  /** Resolves once so many texts that fit have been received; rejects when the connection closes before. */
  received(pattern: RegExp, times?: number): Promise<void>;
  /** Resolves once the other side has closed the connection; it must read to see it. */
  readonly ended: Promise<unknown>;
  /** Resolves once both sides have closed the connection. */
  readonly closed: Promise<unknown>;
}

export interface RawClientOptions {
  /** With false it takes nothing until `socket.resume()`. */
  readonly reads?: boolean;
  /** The address that it comes from. */
  readonly localAddress?: string;
}

export async function openRawClient(url: string, options: RawClientOptions = {}): Promise<RawClient> {
  const { reads = true, localAddress } = options;
  const { hostname, port } = new URL(url);
  const socket = connect({
    host: hostname.replace(/[[\]]/g, ''),
    port: Number(port),
    localAddress,
    // It goes on sending when the other side has finished.
    allowHalfOpen: true,
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const ended = Promise.race([new Promise((resolve) => socket.once('end', resolve)), closed]);
  socket.on('error', () => {});
  let text = '';
  if (reads) {
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
  }
  await once(socket, 'connect');
  const received = async (pattern: RegExp, times = 1) => {
    const isReceived = () => (text.match(new RegExp(pattern, 'g'))?.length ?? 0) >= times;
    while (!isReceived()) {
      const isClosed = await Promise.race([once(socket, 'data').then(() => false), ended.then(() => true)]);
      if (isClosed && !isReceived()) throw new Error(`The connection was closed after: ${text}`);
    }
  };
  return { socket, text: () => text, received, ended, closed };
}

/** The other ends of connections, as long as both are in this process. */
export interface ServerSockets {
  /** The other end of a client, once it has been accepted. */
  of(client: RawClient): Promise<Socket>;
  stop(): void;
}

/** Sees every connection that a server of this process accepts from now on. */
export function watchServerSockets(): ServerSockets {
  const sockets = new Map<number, Socket>();
  const accepted = new EventEmitter().setMaxListeners(0);
  const onSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    if (socket.remotePort === undefined) return;
    sockets.set(socket.remotePort, socket);
    accepted.emit('socket');
  };
  subscribe('net.server.socket', onSocket);
  return {
    async of({ socket: { localPort = -1 } }) {
      for (;;) {
        const found = sockets.get(localPort);
        if (found) return found;
        await once(accepted, 'socket');
      }
    },
    stop: () => void unsubscribe('net.server.socket', onSocket),
  };
}

/** Resolves once a socket has been closed, by whatever. */
export async function closeOf(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
}
