import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What a proxy was asked for. */
export interface ProxyRequest {
  readonly method: string;
  /** A host and a port for CONNECT, a whole URL else. */
  readonly target: string;
  readonly authorization: string | undefined;
}

/** A proxy on a port of its own, which resolves names by itself. */
export interface TestProxy {
  /** Without credentials. */
  readonly url: string;
  readonly requests: readonly ProxyRequest[];
  /** Ports of this machine by host and port, such as `sts.example.invalid:443`. */
  readonly routes: Map<string, number>;
  /** How it refuses: a status, or that it closes the connection; null lets through what it has a route for. */
  refusal: number | 'close' | null;
  close(): Promise<void>;
}

/** @param credentials The user and password that it wants, with a colon; none unless given. */
export async function startTestProxy(credentials?: string): Promise<TestProxy> {
  const requests: ProxyRequest[] = [];
  const routes = new Map<string, number>();
  const sockets = new Set<Socket>();
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer();

  /** The port that a request is for, or how it is refused. */
  const routeOf = ({ method = '', url = '', headers }: IncomingMessage, host: string) => {
    const authorization = headers['proxy-authorization'];
    requests.push({ method, target: url, authorization });
    if (proxy.refusal !== null) return { refusal: proxy.refusal };
    if (wanted && authorization !== wanted) return { refusal: 407 };
    const port = routes.get(host);
    return port === undefined ? { refusal: 502 } : { port };
  };
  server.on('connect', (request, socket: Socket) => {
    const { port, refusal } = routeOf(request, request.url ?? '');
    if (refusal === 'close') return void socket.destroy();
    if (port === undefined) return void socket.end(`HTTP/1.1 ${refusal} Refused\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => {
        socket.destroy();
        onward.destroy();
      });
    }
  });
  server.on('request', (incoming, outgoing) => {
    const { hostname, port: given, pathname, search } = new URL(incoming.url ?? '', 'http://none.invalid');
    const { port, refusal } = routeOf(incoming, `${hostname}:${given || 80}`);
    if (refusal === 'close') return void incoming.socket.destroy();
    if (port === undefined) return void outgoing.writeHead(refusal ?? 502).end();
    const { method } = incoming;
    const { 'proxy-authorization': _authorization, ...headers } = incoming.headers;
    const onward = forward({ host: '127.0.0.1', port, method, path: pathname + search, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: TestProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    routes,
    refusal: null,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
