import { describe, expect, test } from '@jest/globals';
import { FairQueue, type Priority, type Queued } from '../../../src/connect/limits/fair-queue.js';

interface Call extends Queued {
  readonly name: string;
}

const call = (caller: string, priority: Priority = 'client', name = `${caller} ${priority}`): Call => ({
  caller: { id: caller },
  priority,
  name,
});

function queueOf(...calls: Call[]): FairQueue<Call> {
  const queue = new FairQueue<Call>();
  for (const one of calls) queue.add(one);
  return queue;
}

/** The calls in the order of their turns. */
function drain(queue: FairQueue<Call>): Call[] {
  const order: Call[] = [];
  for (let next = queue.next(); next; next = queue.next()) order.push(next);
  return order;
}

const namesOf = (calls: readonly Call[]) => calls.map(({ name }) => name);

/** Numbers that look random and are the same in each run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('turns', () => {
  test('go round robin over the callers, at whatever priority they ask', () => {
    const queue = queueOf(
      ...Array.from({ length: 4 }, (_, index) => call('a', 'finishing', `a${index}`)),
      ...Array.from({ length: 2 }, (_, index) => call('b', 'client', `b${index}`)),
      call('c', 'client', 'c0'),
    );
    expect(namesOf(drain(queue))).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'a2', 'a3']);
  });

  test('go by priority within a caller, and by age within a priority', () => {
    const queue = queueOf(
      call('a', 'client', 'client 1'),
      call('a', 'finishing', 'finishing 1'),
      call('a', 'client', 'client 2'),
      call('a', 'finishing', 'finishing 2'),
    );
    expect(namesOf(drain(queue))).toEqual(['finishing 1', 'finishing 2', 'client 1', 'client 2']);
  });

  test('go to the background when no caller waits, whoever the background calls are for', () => {
    const queue = queueOf(call('a', 'background', 'refresh'), call('a'), call('b'), call('b', 'finishing'));
    expect(namesOf(drain(queue))).toEqual(['a client', 'b finishing', 'b client', 'refresh']);
  });

  test('are not gained by leaving and coming back: the caller goes to the end of the row', () => {
    const first = call('a');
    const queue = queueOf(first, call('b'), call('c'));
    expect(queue.remove(first)).toBe(true);
    expect(queue.remove(first)).toBe(false);
    queue.add(call('a'));
    expect(namesOf(drain(queue))).toEqual(['b client', 'c client', 'a client']);
  });
});

const callers = ['a', 'b', 'c', 'd', 'e'];
const mix: Priority[] = ['finishing', 'client', 'client', 'background'];

/** A queue somewhere in its life, one who comes to it, and how many calls of others may come afterwards. */
function scene(seed: number) {
  const below = numbersFrom(seed);
  const any = (): Call => {
    const priority = mix[below(mix.length)] ?? 'client';
    return call(priority === 'background' ? 'the gateway' : (callers[below(callers.length)] ?? 'a'), priority);
  };
  const queue = queueOf(...Array.from({ length: below(25) }, any));
  // Some have been served, so that the row does not begin where it began.
  for (let served = below(5); served > 0; served--) queue.next();
  const newcomer = any();
  const expected = new Map(callers.slice(0, below(callers.length + 1)).map((caller) => [caller, below(4)]));
  return { queue, newcomer, expected };
}

describe('the turns before a call', () => {
  test('are those that it then waits for, with those who come meanwhile', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const { queue, newcomer, expected } = scene(seed);
      const promised = queue.turnsBefore(newcomer, queue.placeOf(newcomer));
      const atMost = queue.turnsBefore(newcomer, queue.placeOf(newcomer), expected);
      queue.add(newcomer);
      const inLine = queue.turnsBefore(newcomer, queue.lineOf(newcomer).indexOf(newcomer));
      const waiting = drain(queue);
      // The row is the order of the first turns.
      const meanwhile = queueOf(...waiting);
      for (const [caller, count] of expected) {
        // Its own go behind it.
        if (newcomer.priority !== 'background' && caller === newcomer.caller.id) continue;
        for (let come = 0; come < count; come++) meanwhile.add(call(caller));
      }
      const turns = { promised, inLine, waited: waiting.indexOf(newcomer), atMost };
      const waited = waiting.indexOf(newcomer);
      expect({ seed, ...turns }).toEqual({
        seed,
        ...{ promised: waited, inLine: waited, waited, atMost: drain(meanwhile).indexOf(newcomer) },
      });
    }
  });

  test('and its place count each call once: no call is lost, and none has two turns', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { queue, newcomer } = scene(seed);
      const before = queue.size;
      queue.add(newcomer);
      expect(queue.calls).toHaveLength(before + 1);
      const served = drain(queue);
      expect({ seed, served: new Set(served).size, left: queue.size }).toEqual({ seed, served: before + 1, left: 0 });
    }
  });
});
