import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as nextRound } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { PacedReads } from '../../../src/server/admission/paced-reads.js';
import { startServer } from '../../support/http-servers.js';

describe('what a socket has received', () => {
  const setUp = () => {
    const tasks: (() => void)[] = [];
    const received: string[] = [];
    let reads = 0;
    const socket = new Readable({ read: () => void reads++ });
    const paced = new PacedReads(socket, (task) => tasks.push(task));
    socket.on('data', (chunk) => received.push(String(chunk)));
    const runTurn = async () => {
      tasks.shift()?.();
      await nextRound();
    };
    return { paced, received, reads: () => reads, runTurn, socket, tasks };
  };

  test.each([
    ['short lines', 'ab\r\n'.repeat(1_000), 4],
    ['empty lines', '\n'.repeat(1_000), 500],
    ['empty lines with carriage returns', '\r\n'.repeat(100), 50],
    ['pipelined requests', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(100), 50],
    ['a request with a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}', 1],
    ['a chunked body', '1\r\n \r\n'.repeat(1_280), 10],
    ['an unfinished last line', `${'GET / HTTP/1.1\r\n'.repeat(300)}Host`, 2],
    ['exactly the lines of one turn', 'ab\n'.repeat(256), 1],
    ['one long line', 'x'.repeat(65_536), 1],
  ])('passes in turns: %s', async (_case, text, turns) => {
    const { paced, received, runTurn, socket, tasks } = setUp();
    await nextRound();
    expect(socket.push(Buffer.from(text))).toBe(false);
    for (let turn = 1; turn <= turns; turn++) {
      expect(paced.hasMore).toBe(true);
      expect(received).toHaveLength(turn - 1);
      await runTurn();
      expect(received.at(-1)?.split('\n').length).toBeLessThanOrEqual(257);
    }
    expect(received.join('')).toBe(text);
    expect(tasks).toHaveLength(0);
    expect(paced.hasMore).toBe(false);
  });

  test('is passed on before more is read', async () => {
    const { reads, runTurn, socket, tasks } = setUp();
    await nextRound();
    const before = reads();
    socket.push(Buffer.from('line\n'.repeat(257)));
    await runTurn();
    expect(reads()).toBe(before);
    await runTurn();
    expect(reads()).toBe(before + 1);
    expect(tasks).toHaveLength(0);
  });

  test('stays while the socket is held, and no more is read', async () => {
    const { paced, received, reads, runTurn, socket, tasks } = setUp();
    await nextRound();
    const before = reads();
    socket.push(Buffer.from('line\n'.repeat(512)));
    paced.hold();
    await runTurn();
    expect(received).toHaveLength(1);
    expect(tasks).toHaveLength(0);
    paced.release();
    await runTurn();
    paced.hold();
    await nextRound();
    expect(received.join('')).toBe('line\n'.repeat(512));
    expect(paced.hasMore).toBe(false);
    expect(reads()).toBe(before + 1);
    expect(socket.push(Buffer.from('x'))).toBe(false);
  });

  test('is dropped with the socket', async () => {
    const { received, runTurn, socket } = setUp();
    await nextRound();
    socket.push(Buffer.from('line\n'.repeat(1_000)));
    await runTurn();
    socket.destroy();
    await runTurn();
    expect(received).toHaveLength(1);
  });
});

describe('a connection', () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  const serve = async (handler: Parameters<typeof startServer>[0]) => {
    const server = await startServer(handler);
    closers.push(server.close);
    return server;
  };

  test('gets a response for each pipelined request that came before its client closed its half', async () => {
    const { url } = await serve((_request, response) => response.end());
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), allowHalfOpen: true });
    closers.push(() => socket.destroy());
    // The gateway takes a client that has closed its half for gone. So the last request may have no response.
    socket.end('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(501));
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text.match(/HTTP\/1\.1 200/g)?.length).toBeGreaterThanOrEqual(500);
  });

  test('has at most two pipelined requests parsed before the first has its response', async () => {
    let parsed = 0;
    const { url, server } = await serve(() => {});
    server.on('request', () => parsed++);
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    closers.push(() => socket.destroy());
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1_900));
    while (parsed === 0) await nextRound();
    for (let round = 0; round < 20; round++) await nextRound();
    expect(parsed).toBe(2);
  });

  test('with thousands of pipelined requests lets the first request of another one pass', async () => {
    const handled: string[] = [];
    const { url } = await serve((request, response) => {
      handled.push(request.url ?? '');
      response.end();
    });
    const open = () => {
      const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
      closers.push(() => socket.destroy());
      return socket.resume();
    };
    const [many, one] = [open(), open()];
    many.write('GET /many HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1_900));
    while (handled.length === 0) await nextRound();
    one.write('GET /one HTTP/1.1\r\nHost: a\r\n\r\n');
    while (!handled.includes('/one')) await nextRound();
    expect(handled.length).toBeLessThan(500);
  });

  test('receives a body of many lines unchanged', async () => {
    const bodies: string[] = [];
    const { url } = await serve(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.end();
    });
    const body = Array.from({ length: 50_000 }, (_, line) => `${line}\r\n`).join('');
    await fetch(url, { method: 'POST', body });
    expect(bodies).toEqual([body]);
  });
});
