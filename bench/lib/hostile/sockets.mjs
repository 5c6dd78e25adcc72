import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestOf } from '../attacks/parts.mjs';

/** Milliseconds between two looks at whether the gateway has given the connections up. */
const lookMs = 500;

/** The bytes of a request as they go over the wire. */
function wireOf({ method, path, headers, body }, host) {
  const all = { host, ...headers, ...(body && { 'content-length': body.length }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body ?? Buffer.alloc(0)]);
}

/** Connections that are held: opened one after the other, each told `began`, all closed by `release`. */
class Held {
  sockets = [];
  closed = 0;
  bytesIn = 0;
  bytesOut = 0;
  timers = [];

  constructor(target) {
    const { hostname, port, host } = new URL(target.url);
    Object.assign(this, { hostname, port: Number(port), host, target });
  }

  async open(connections, everyMs, signal, began) {
    for (let n = 0; n < connections && !signal.aborted; n++) {
      const socket = connect({ host: this.hostname, port: this.port });
      // It may be reset at any time, which is what some of this is about.
      socket.on('error', () => {});
      socket.once('close', () => this.closed++);
      this.sockets.push(socket);
      began(socket, n);
      // The next one comes when the gateway is done with this: it is the sum of them that is to be seen.
      if (everyMs > 0) await sleep(everyMs).then(this.target.accepted);
    }
  }

  write(socket, bytes) {
    if (socket.destroyed || bytes.length === 0) return;
    this.bytesIn += bytes.length;
    socket.write(bytes);
  }

  every(ms, act) {
    this.timers.push(setInterval(() => this.sockets.forEach((socket) => void act(socket)), ms));
  }

  release() {
    for (const timer of this.timers) clearInterval(timer);
    for (const socket of this.sockets) socket.destroy();
  }
}

/**
 * Waits until the gateway has no more connections than this, or the time is up: a client that does not read is not told
 * that its connection is gone.
 * @returns milliseconds until then, or null.
 */
async function freed(accepted, atMost, holdMs, signal) {
  const startedAt = performance.now();
  while (performance.now() - startedAt < holdMs && !signal.aborted) {
    // Not at once: a connection that has not been accepted yet is none that was given up.
    await sleep(lookMs);
    if ((await accepted()) <= atMost) return performance.now() - startedAt;
  }
  return null;
}

async function hold(held, target, holdMs, signal, { pipelined = 1, answered = false } = {}) {
  const opened = held.sockets.length;
  const ms = await freed(target.accepted, Math.floor(opened * 0.1), holdMs, signal);
  // A kernel with large buffers takes whole answers. The gateway then holds nothing but idle connections.
  const isTaken = ms === null && answered && (await target.unsentBytes()) === 0;
  const note = isTaken ? 'taken by the kernel' : ms === null ? 'held' : `closed after ${(ms / 1_000).toFixed(0)} s`;
  return {
    ...{ bytesIn: held.bytesIn, bytesOut: held.bytesOut, requests: opened * pipelined, status: null, code: null },
    ...{ closedAfterMs: isTaken ? 0 : ms, note },
    release: () => held.release(),
  };
}

/** Asks and does not read. With `nudgeMs` blanks go on being sent, which HTTP allows before a request. */
export async function unread(attack, target, { connections, everyMs, pipelined = 1, nudgeMs, holdMs }, next, signal) {
  const held = new Held(target);
  const request = () => {
    const made = requestOf(attack, next());
    return wireOf({ ...made, headers: { ...target.headers, ...made.headers } }, held.host);
  };
  await held.open(connections, everyMs, signal, (socket) => {
    socket.pause();
    held.write(socket, Buffer.concat(Array.from({ length: pipelined }, request)));
  });
  if (nudgeMs) held.every(nudgeMs, (socket) => held.write(socket, '\r\n'));
  return hold(held, target, holdMs, signal, { pipelined, answered: true });
}

/** Asks, and reads so many bytes in a second. */
export async function drip(attack, target, { connections, everyMs, bytes, holdMs }, next, signal) {
  const held = new Held(target);
  await held.open(connections, everyMs, signal, (socket) => {
    // Whoever listens for this has to read by itself.
    socket.on('readable', () => {});
    const made = requestOf(attack, next());
    held.write(socket, wireOf({ ...made, headers: { ...target.headers, ...made.headers } }, held.host));
  });
  held.every(1_000, (socket) => {
    held.bytesOut += socket.read(bytes)?.length ?? 0;
  });
  return hold(held, target, holdMs, signal, { answered: true });
}

/** Connections that sit idle after an answer, in so far as the gateway keeps them. */
export async function idle(attack, target, { connections, againMs, holdMs }, next, signal) {
  const held = new Held(target);
  const askOnce = (socket) => held.write(socket, wireOf(requestOf(attack, next()), held.host));
  await held.open(connections, 5, signal, (socket) => {
    socket.on('data', (chunk) => {
      held.bytesOut += chunk.length;
    });
    askOnce(socket);
  });
  if (againMs) held.every(againMs, askOnce);
  await sleep(holdMs, undefined, { signal }).catch(() => {});
  const { bytesIn, bytesOut, closed } = held;
  return {
    ...{ bytesIn, bytesOut, requests: connections, status: null, code: null },
    note: `${closed} of ${connections} closed`,
    release: () => held.release(),
  };
}

/** Connections whose request never becomes whole. */
export async function stall(_attack, target, { connections, bytes, trickle, holdMs }, _next, signal) {
  const held = new Held(target);
  await held.open(connections, 5, signal, (socket) => {
    socket.on('data', (chunk) => {
      held.bytesOut += chunk.length;
    });
    held.write(socket, bytes());
  });
  if (trickle) held.every(trickle.everyMs, (socket) => held.write(socket, trickle.bytes));
  return hold(held, target, holdMs, signal);
}

/**
 * Connections that are opened at once, send the same bytes and read what comes back. Ends when nothing more has come for
 * `lookMs`.
 */
export async function burst(_attack, target, { connections, bytes, requests }, _next, signal) {
  const held = new Held(target);
  const sent = bytes();
  let heard = true;
  await held.open(connections, 0, signal, (socket) => {
    socket.on('data', (chunk) => {
      held.bytesOut += chunk.length;
      heard = true;
    });
    held.write(socket, sent);
  });
  for (; heard && !signal.aborted; await sleep(lookMs)) heard = false;
  held.release();
  const { bytesIn, bytesOut, closed } = held;
  return {
    ...{ bytesIn, bytesOut, requests: connections * requests, status: null, code: null },
    note: `${closed} of ${connections} closed`,
  };
}

const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 0x78), Buffer.from('\r\n')]);

/** A head, and then a body without end, as fast as it is taken; `first` are whole requests that are made before. */
export async function endless(_attack, target, { head, mostBytes, mostMs, first = 0 }, _next, signal) {
  const { hostname, port } = new URL(target.url);
  const { authorization } = target.headers;
  const withToken =
    authorization && !/^authorization:/m.test(head)
      ? head.replace('\r\n', `\r\nauthorization: ${authorization}\r\n`)
      : head;
  for (let n = 0; n < first; n++) {
    await fetch(new URL('/graphql', target.url), { method: 'POST', headers: target.headers, body: '{}' }).then(
      (answer) => answer.arrayBuffer(),
    );
  }
  const socket = connect({ host: hostname, port: Number(port) });
  let bytesOut = 0;
  let text = '';
  const closed = once(socket, 'close').catch(() => {});
  socket.on('error', () => {});
  socket.on('data', (data) => {
    bytesOut += data.length;
    text = `${text}${data.toString('latin1')}`.slice(0, 2_000);
  });
  const startedAt = performance.now();
  let bytesIn = 0;
  socket.write(withToken);
  while (!socket.destroyed && !socket.writableEnded && bytesIn < mostBytes && !signal.aborted) {
    if (performance.now() - startedAt > mostMs) break;
    bytesIn += chunk.length;
    if (!socket.write(chunk)) {
      await Promise.race([once(socket, 'drain').catch(() => {}), closed, sleep(mostMs)]);
    }
  }
  const closedAfterMs = socket.destroyed || socket.writableEnded ? performance.now() - startedAt : null;
  socket.destroy();
  return {
    ...{ bytesIn, bytesOut, requests: 1, closedAfterMs },
    status: Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]) || null,
    code: /"code":"(\w+)"/.exec(text)?.[1] ?? null,
    note: closedAfterMs === null ? 'went on being read' : `closed after ${(closedAfterMs / 1_000).toFixed(1)} s`,
  };
}
