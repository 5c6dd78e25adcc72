import { expect, test } from '@jest/globals';
import { NewConnections } from '../../../src/server/admission/new-connections.js';

/** Opens connections for some seconds, each client at its rate. @returns The accepted part of each client's connections. */
function open(seconds: number, perSecond: Readonly<Record<string, number>>): Record<string, number> {
  let now = 0;
  const connections = new NewConnections(() => now);
  const opened: Record<string, number> = {};
  const accepted: Record<string, number> = {};
  for (; now < seconds * 1_000; now++) {
    for (const [client, rate] of Object.entries(perSecond)) {
      const due = Math.floor((rate * (now + 1)) / 1_000);
      for (let n = opened[client] ?? 0; n < due; n++) {
        opened[client] = n + 1;
        accepted[client] = (accepted[client] ?? 0) + Number(connections.accepts(client));
      }
    }
  }
  return Object.fromEntries(
    Object.keys(perSecond).map((client) => [client, (accepted[client] ?? 0) / (opened[client] ?? 1)]),
  );
}

test('connections up to the rate are all accepted, also those of one client', () => {
  expect(open(20, { proxy: 500 })).toEqual({ proxy: 1 });
  expect(open(1, { office: 1_000 })).toEqual({ office: 1 });
});

test('a client that opens more has only so many accepted, and the others lose none', () => {
  const part = open(20, { attacker: 5_000, browser: 5, balancer: 100 });
  expect(part).toMatchObject({ browser: 1, balancer: 1 });
  // 500 a second, less those of the others, and the burst.
  expect(part.attacker).toBeGreaterThan(0.08);
  expect(part.attacker).toBeLessThan(0.12);
});

test.each([2, 8, 50])('%i clients that open more together have only so many accepted', (count) => {
  const attackers = Object.fromEntries(Array.from({ length: count }, (_, n) => [`attacker ${n}`, 6_000 / count]));
  const part = open(20, { ...attackers, browser: 20, other: 1 });
  expect(part).toMatchObject({ browser: 1, other: 1 });
  const accepted = Object.keys(attackers).reduce((sum, name) => sum + (part[name] ?? 0), 0) / count;
  expect(accepted).toBeLessThan(0.3);
});

test('a client may open 20 a second, however many clients there are', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`client ${n}`, 10]));
  expect(open(5, { ...many, browser: 20 }).browser).toBe(1);
});

test('after a pause, a burst is accepted again', () => {
  let now = 0;
  const connections = new NewConnections(() => now);
  const burst = () => Array.from({ length: 3_000 }, () => connections.accepts('office')).filter(Boolean).length;
  expect(burst()).toBe(1_000);
  now += 10_000;
  expect(burst()).toBe(1_000);
});
