import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { IncompleteBodies } from '../../../src/server/admission/incomplete-bodies.js';

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
    const bodies = new IncompleteBodies(1_000);
    const [one, other] = [body(bodies, 'a'), body(bodies, 'b')];
    one.send(300);
    other.send(200);
    one.send(100);
    expect(bodies.bytes).toBe(600);
    one.end();
    one.end();
    expect(bodies.bytes).toBe(200);
  });

  test('beyond the bound cost the caller with the most bytes the one begun first', () => {
    const closed: number[] = [];
    const bodies = new IncompleteBodies(1_000, () => void closed.push(1));
    const victim = body(bodies, 'b');
    victim.send(100);
    const many = [0, 1, 2].map(() => body(bodies, 'a'));
    for (const one of many) one.send(300);
    expect([victim, ...many].map(({ source }) => source.closed)).toEqual([false, false, false, false]);
    victim.send(100);
    expect([victim, ...many].map(({ source }) => source.closed)).toEqual([false, true, false, false]);
    expect([bodies.bytes, closed]).toEqual([800, [1]]);
  });

  test('that end or break off are not counted again', () => {
    const bodies = new IncompleteBodies(1_000);
    const one = body(bodies, 'a');
    one.send(2_000);
    expect([one.source.closed, bodies.bytes]).toEqual([true, 0]);
    one.end();
    expect(bodies.bytes).toBe(0);
  });
});
