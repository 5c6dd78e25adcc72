import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { IncompleteBodies, maxChunks } from '../../../src/server/admission/incomplete-bodies.js';

/** Bytes that each chunk counts beside its content. */
const perChunk = 256;

function body(bodies: IncompleteBodies, caller: string) {
  const stream = new EventEmitter();
  const source = {
    closed: false,
    destroy() {
      this.closed = true;
    },
  };
  bodies.track(source, caller, stream as never);
  return { source, send: (bytes: number) => stream.emit('data', Buffer.alloc(bytes)), end: () => stream.emit('end') };
}

describe('bodies that have not come whole', () => {
  test('are counted until they have', () => {
    const bodies = new IncompleteBodies(10_000);
    const [one, other] = [body(bodies, 'a'), body(bodies, 'b')];
    one.send(300);
    other.send(200);
    one.send(100);
    expect(bodies.bytes).toBe(600 + 3 * perChunk);
    one.end();
    one.end();
    expect(bodies.bytes).toBe(200 + perChunk);
  });

  test('beyond the bound cost the caller with the most bytes the one begun first', () => {
    const closed: number[] = [];
    const bodies = new IncompleteBodies(1_000 + 4 * perChunk, () => void closed.push(1));
    const victim = body(bodies, 'b');
    victim.send(100);
    const many = [0, 1, 2].map(() => body(bodies, 'a'));
    for (const one of many) one.send(300);
    expect([victim, ...many].map(({ source }) => source.closed)).toEqual([false, false, false, false]);
    victim.send(100);
    expect([victim, ...many].map(({ source }) => source.closed)).toEqual([false, true, false, false]);
    expect([bodies.bytes, closed]).toEqual([800 + 4 * perChunk, [1]]);
  });

  test('that end or break off are not counted again', () => {
    const bodies = new IncompleteBodies(1_000);
    const one = body(bodies, 'a');
    one.send(2_000);
    expect([one.source.closed, bodies.bytes]).toEqual([true, 0]);
    one.end();
    expect(bodies.bytes).toBe(0);
  });

  test.each([1, 20, 40])(
    'in chunks of %d bytes are refused beyond a number of chunks, and not counted again',
    (size) => {
      const bodies = new IncompleteBodies(1_000_000_000);
      const one = body(bodies, 'a');
      for (let chunk = 0; chunk < maxChunks; chunk++) one.send(size);
      expect([one.source.closed, bodies.bytes]).toEqual([false, maxChunks * (size + perChunk)]);
      one.send(size);
      expect([one.source.closed, bodies.bytes]).toEqual([true, 0]);
      one.send(size);
      expect(bodies.bytes).toBe(0);
    },
  );

  test('in small chunks count as much as their memory', () => {
    const bodies = new IncompleteBodies(1_000_000);
    const many = Array.from({ length: 10 }, (_, caller) => body(bodies, String(caller)));
    for (let chunk = 0; chunk < 10_000; chunk++) for (const one of many) if (!one.source.closed) one.send(1);
    expect(bodies.bytes).toBeLessThanOrEqual(1_000_000);
    expect(many.filter(({ source }) => source.closed).length).toBeGreaterThanOrEqual(9);
  });
});
