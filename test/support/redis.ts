import { createServer, type Socket } from 'node:net';

/** A server that speaks enough of Redis' protocol for the store of client tokens. */
export interface TestRedis {
  readonly url: string;
  /** Keys and values, as they are now. */
  readonly values: ReadonlyMap<string, string>;
  /** Connections that were made so far. */
  readonly connections: () => number;
  /** The error with which commands are refused, those that write or all; null for none. */
  refuses: { readonly commands: 'writes' | 'all'; readonly error: string } | null;
  /** Carries out the next command that fits, and breaks its connection in place of a reply. */
  losesReplyTo: ((command: string) => boolean) | null;
  /** Lets the time to live of all keys with this ending run out. */
  expire(ending: string): void;
  close(): Promise<void>;
}

export async function startTestRedis(): Promise<TestRedis> {
  const values = new Map<string, string>();
  const sockets = new Set<Socket>();
  const commands: Record<string, (args: string[]) => string> = {
    SET: ([key = '', value = '', ...options]) => {
      if (options.includes('NX') && values.has(key)) return '$-1\r\n';
      values.set(key, value);
      return '+OK\r\n';
    },
    GET: ([key = '']) => bulk(values.get(key)),
    DEL: (keys) => `:${keys.filter((key) => values.delete(key)).length}\r\n`,
    PING: () => '+PONG\r\n',
    INFO: () => bulk('redis_version:7.0.0\r\nloading:0\r\n'),
  };
  let connections = 0;
  const answer = (name: string, args: string[]): string => {
    const { refuses } = redis;
    const isRefused = refuses && (refuses.commands === 'all' || name === 'SET' || name === 'DEL');
    return isRefused ? `-${refuses.error}\r\n` : (commands[name]?.(args) ?? '+OK\r\n');
  };
  const server = createServer((socket) => {
    connections++;
    socket.setNoDelay();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
      for (let read = readCommand(text); read; read = readCommand(text)) {
        text = text.slice(read.length);
        const [name = '', ...args] = read.words;
        const reply = answer(name.toUpperCase(), args);
        if (redis.losesReplyTo?.([name, ...args].join(' '))) {
          redis.losesReplyTo = null;
          socket.destroy();
          return;
        }
        socket.write(reply, 'latin1');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    values,
    connections: () => connections,
    refuses: null,
    losesReplyTo: null,
    expire: (ending) => {
      for (const key of [...values.keys()]) if (key.endsWith(ending)) values.delete(key);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return redis;
}

function bulk(value: string | undefined): string {
  return value === undefined ? '$-1\r\n' : `$${value.length}\r\n${value}\r\n`;
}

/** The first command in a text, an array of bulk strings; null as long as it is not whole. */
function readCommand(text: string): { words: string[]; length: number } | null {
  const [head = '', count] = /^\*(\d+)\r\n/.exec(text) ?? [];
  if (!count) return null;
  const words: string[] = [];
  let at = head.length;
  while (words.length < Number(count)) {
    const [size = '', length] = /^\$(\d+)\r\n/.exec(text.slice(at)) ?? [];
    const end = at + size.length + Number(length);
    if (!length || text.length < end + 2) return null;
    words.push(text.slice(at + size.length, end));
    at = end + 2;
  }
  return { words, length: at };
}
