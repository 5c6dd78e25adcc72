import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { requestOf } from '../attacks/parts.mjs';

/** Milliseconds between two checks whether the gateway has closed the connections. */
const lookMs = 500;

/** The bytes of a request on the wire. */
function wireOf({ method, path, headers, body }, host) {
  const all = { host, ...headers, ...(body && { 'content-length': body.length }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body ?? Buffer.alloc(0)]);
}

/** Connections that an attack holds open. `open` calls `began` for each of them, and `release` closes them all. */
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
      // The gateway may reset it at any time. Some attacks test just that.
      socket.on('error', () => {});
      socket.once('close', () => this.closed++);
      this.sockets.push(socket);
      began(socket, n);
      // Opens the next one only when the gateway responds again: the attack is the sum of the connections, not a burst.
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
 * Waits until the gateway has at most `atMost` connections, or the time is up. It asks the gateway, because a client that
 * does not read does not notice that its connection is closed.
 * @returns the milliseconds until then; null if the time was up first.
 */
async function freed(accepted, atMost, holdMs, signal) {
  const startedAt = performance.now();
  while (performance.now() - startedAt < holdMs && !signal.aborted) {
    // Waits first: a connection that is not accepted yet would look like one that is closed.
    await sleep(lookMs);
    if ((await accepted()) <= atMost) return performance.now() - startedAt;
  }
  return null;
}

async function hold(held, target, holdMs, signal, { pipelined = 1, answered = false } = {}) {
  const opened = held.sockets.length;
  const ms = await freed(target.accepted, Math.floor(opened * 0.1), holdMs, signal);
  // Large kernel buffers can take whole responses. The gateway then holds only idle connections.
  const isTaken = ms === null && answered && (await target.unsentBytes()) === 0;
  const note = isTaken ? 'in kernel buffers' : ms === null ? 'held' : `closed after ${(ms / 1_000).toFixed(0)} s`;
  return {
    ...{ bytesIn: held.bytesIn, bytesOut: held.bytesOut, requests: opened * pipelined, status: null, code: null },
    ...{ closedAfterMs: isTaken ? 0 : ms, note },
    release: () => held.release(),
  };
}

/** Sends requests and does not read. With `nudgeMs`, keeps sending empty lines, which HTTP allows before a request. */
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

/** Sends requests, and reads `bytes` bytes of each response per second. */
export async function drip(attack, target, { connections, everyMs, bytes, holdMs }, next, signal) {
  const held = new Held(target);
  await held.open(connections, everyMs, signal, (socket) => {
    // With a listener for `readable`, the stream delivers data only to `read`.
    socket.on('readable', () => {});
    const made = requestOf(attack, next());
    held.write(socket, wireOf({ ...made, headers: { ...target.headers, ...made.headers } }, held.host));
  });
  held.every(1_000, (socket) => {
    held.bytesOut += socket.read(bytes)?.length ?? 0;
  });
  return hold(held, target, holdMs, signal, { answered: true });
}

/** Connections that stay idle after a response, as long as the gateway keeps them open. */
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

/** Connections whose request is never complete. */
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

/** Sends `first` complete requests, then the head of another and an endless body, as fast as it is read. */
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
    note: closedAfterMs === null ? 'the gateway kept reading' : `closed after ${(closedAfterMs / 1_000).toFixed(1)} s`,
  };
}
