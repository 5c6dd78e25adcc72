import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import {
  type Answer,
  type Away,
  type Call,
  type Mutation,
  type Op,
  type RecordChange,
  type Send,
  violationsOf,
} from './lib/verdict.mjs';

const mutations: Record<string, Mutation> = {
  move: {
    operation: 'Move',
    tokenIsConnects: true,
    subjectOf: ({ token }) => token,
    subjectOfCall: ({ token }) => token ?? '',
    isCall: (input, call) => input.id === call.Id,
  },
  stop: {
    operation: 'Stop',
    tokenIsConnects: false,
    subjectOf: ({ input }) => String(input.id),
    subjectOfCall: ({ input }) => String(input.Id),
    isCall: (input, call) => input.id === call.Id,
  },
};
const moved = { __typename: 'MoveSuccess', contactId: 'new' };
const stopped = { __typename: 'StopSuccess' };
const refused = { __typename: 'ConnectInvalidRequestError', message: 'No.', retryable: false };
const missing = { __typename: 'ConnectContactNotFoundError', message: 'Gone.', retryable: false };
const denied = { __typename: 'ConnectAccessDeniedError', message: 'Denied.', retryable: false };
const throttled = { __typename: 'ConnectThrottlingError', message: 'This request applied nothing.', retryable: true };
const doubtful = {
  ...throttled,
  message: `${throttled.message} An earlier call with this token may have been applied: the store is or was away.`,
};
const unavailable = {
  __typename: 'ConnectUnavailableError',
  message: 'The gateway cannot keep client tokens at the moment.',
  retryable: true,
};
const unknown = { __typename: 'ConnectOutcomeUnknownError', message: 'Unknown.', retryable: true };
const lost = { ...unknown, retryable: false };
const conflict = { __typename: 'ConnectIdempotencyError', message: 'Another input.', retryable: false };

const second = (number: number) => 1_700_000_000_000 + number * 1_000;
/** Sent at a second and answered a tenth of it later. */
const sent = (at: number, answer: Answer, by = 'A'): Send => ({
  ...{ sentAt: second(at), answeredAt: second(at + 0.1), answer, by },
});
const op = (name: string, sends: Send[], others: Op['others'] = []): Op => ({
  ...{ name, input: { id: 'one' }, token: 'token', sends, others },
});
const other = (at: number, answer: Answer, by = 'A') => ({ ...sent(at, answer, by), input: { id: 'other' } });
const call = (operation: string, at: number, more: Partial<Call> = {}): Call => ({
  operation,
  at: new Date(second(at)).toISOString(),
  token: operation === 'Move' ? 'token' : null,
  status: 200,
  changed: true,
  input: { Id: 'one' },
  ...more,
});
const unchanged = { changed: false, status: 400 };
const output = { output: { ContactId: 'new' } };
const refusal = (kind: string) => ({ refusal: { kind } });
const begun = (at: number): RecordChange => ({ at: second(at), step: 'begun', answer: null });
const answered = (at: number, answer: RecordChange['answer']): RecordChange => ({
  ...{ at: second(at), step: 'answered', answer },
});
const released = (at: number): RecordChange => ({ at: second(at), step: 'release', answer: null });

/** The store is away from second 10 to 20, and settled at 32. */
const absences = [{ from: second(10), to: second(20), lost: [] }];
/** What happened, of which the record says `changes`, and which gateway A did not survive if `diesAt` is given. */
function rulesOf(ops: Op[], calls: Call[], changes: RecordChange[], diesAt?: number): string[] {
  const deaths = diesAt === undefined ? [] : [{ by: 'A', at: second(diesAt) }];
  const away: Away = { absences, deaths, changesOf: () => changes };
  return violationsOf(ops, calls, mutations, away).map(({ rule }) => rule.replace(/^\w+: /, ''));
}

describe('of a store that was away the checker has nothing against', () => {
  test.each<[what: string, ops: Op[], calls: Call[], changes: RecordChange[], diesAt?: number]>([
    [
      'a success that is recorded when it is back',
      [op('move', [sent(12, moved), sent(40, moved)])],
      [call('Move', 12)],
      [answered(21, output)],
    ],
    ['a success that its gateway did not live to record', [op('move', [sent(12, moved)])], [call('Move', 12)], [], 15],
    [
      'a throttle that doubts, of what had happened',
      [op('move', [sent(8, unknown), sent(12, doubtful), sent(40, moved)])],
      [call('Move', 8)],
      [begun(8), answered(40, output)],
    ],
    [
      'a throttle without doubt of a call whose gateway did not live to record it',
      [op('move', [sent(12, unknown), sent(40, throttled), sent(41, moved)])],
      [call('Move', 12)],
      [answered(41, output)],
      15,
    ],
    [
      'a throttle of a request that joined one from before',
      [op('move', [{ ...sent(9.9, throttled), answeredAt: second(10.4) }, sent(10.3, throttled), sent(40, moved)])],
      [call('Move', 40)],
      [begun(9.9), released(10.2), begun(40), answered(40, output)],
    ],
    [
      'a record of another input, which another gateway answered meanwhile',
      [op('move', [sent(12, refused), sent(40, conflict)], [other(13, missing, 'B')])],
      [call('Move', 12, unchanged), call('Move', 13, { ...unchanged, input: { Id: 'other' } })],
      [answered(21, refusal('ConnectContactNotFoundError'))],
    ],
    [
      'a refusal that another gateway could not know of',
      [op('move', [sent(12, refused, 'A'), sent(13, moved, 'B'), sent(40, moved, 'A')])],
      [call('Move', 12, unchanged), call('Move', 13)],
      [answered(21, output)],
    ],
    [
      'a call that began before, and its answer, which came then',
      [op('stop', [{ ...sent(9.9, stopped), answeredAt: second(10.4) }, sent(12, stopped), sent(40, stopped)])],
      [call('Stop', 10.2)],
      [begun(9.9), answered(21, output)],
    ],
    [
      'a token that its gateway did not live to free',
      [op('stop', [sent(9.9, unavailable), sent(12, unavailable), sent(40, lost)])],
      [],
      [begun(9.9)],
      15,
    ],
    [
      'a stop that is not made, and is made afterwards',
      [op('stop', [sent(12, unavailable), sent(40, stopped)])],
      [call('Stop', 40)],
      [begun(40), answered(40, output)],
    ],
    [
      'another input that Connect refused, or that was not made',
      [
        op('move', [sent(8, moved)], [other(12, conflict), other(13, { ...unknown })]),
        { ...op('stop', [sent(8, stopped)], [other(12, unavailable)]), token: 'another' },
      ],
      [call('Move', 8), call('Move', 12, { ...unchanged, input: { Id: 'other' } }), call('Stop', 8)],
      [begun(8), answered(8, output)],
    ],
    [
      'another input that Connect took, since it had refused the first',
      [op('move', [sent(12, refused)], [other(13, moved)])],
      [call('Move', 12, unchanged), call('Move', 13, { input: { Id: 'other' } })],
      [answered(21, refusal('ConnectInvalidRequestError'))],
    ],
    [
      'missing permissions, and a success when they are there',
      [op('move', [sent(2, denied), sent(3, moved)])],
      [call('Move', 2, unchanged), call('Move', 3)],
      [begun(2), released(2), begun(3), answered(3, output)],
    ],
    ['a token in doubt whose gateway died at it', [op('stop', [sent(8, null), sent(40, lost)])], [], [begun(8)], 12],
  ])('%s', (_what, ops, calls, changes, ...[diesAt]) => {
    expect(rulesOf(ops, calls, changes, diesAt)).toEqual([]);
  });
});

describe('of a store that was away the checker finds', () => {
  test.each<[rule: string, ops: Op[], calls: Call[], changes: RecordChange[], diesAt?: number]>([
    [
      'a call while the store was away, of an operation of which Connect keeps no token',
      [op('stop', [sent(12, unknown), sent(40, stopped)])],
      [call('Stop', 12)],
      [answered(40, output)],
    ],
    [
      'a conclusive answer to what could not be called without the store',
      [op('stop', [sent(12, missing), sent(40, missing)])],
      [call('Stop', 40, unchanged)],
      [begun(40), answered(40, refusal('ConnectContactNotFoundError'))],
    ],
    [
      'no doubt about an earlier call, though the store was away',
      [op('move', [sent(12, throttled), sent(40, moved)])],
      [call('Move', 40)],
      [begun(40), answered(40, output)],
    ],
    [
      'no doubt about an earlier call, though the store was away',
      [op('move', [sent(12, denied), sent(40, moved)])],
      [call('Move', 40)],
      [begun(40), answered(40, output)],
    ],
    [
      'it had happened when an answer said that nothing was applied',
      [op('move', [sent(12, unknown), sent(40, denied), sent(41, moved)])],
      [call('Move', 12)],
      [answered(41, output)],
    ],
    [
      'an answer said that the store was away, though it was there',
      [op('stop', [sent(40, unavailable), sent(41, stopped)])],
      [call('Stop', 41)],
      [begun(41), answered(41, output)],
    ],
    ['an answer that was never recorded', [op('move', [sent(12, moved)])], [call('Move', 12)], []],
    ['an answer that was never recorded', [op('move', [sent(12, moved)])], [call('Move', 12)], [], 33],
    [
      'an answer that is not the recorded one',
      [op('stop', [sent(8, missing)])],
      [call('Stop', 8, unchanged)],
      [begun(8), answered(21, output)],
    ],
    [
      'an answer that is not the recorded one',
      [op('move', [sent(12, refused)])],
      [call('Move', 12, unchanged)],
      [answered(21, refusal('ConnectContactNotFoundError'))],
    ],
    [
      'an answer that is not the recorded one',
      [op('move', [sent(12, refused)], [other(13, missing)])],
      [call('Move', 12, unchanged), call('Move', 13, { ...unchanged, input: { Id: 'other' } })],
      [answered(21, refusal('ConnectContactNotFoundError'))],
    ],
    [
      'a recorded answer was changed',
      [op('move', [sent(8, moved), sent(40, moved)])],
      [call('Move', 8)],
      [begun(8), answered(8, output), released(21), answered(40, output)],
    ],
    [
      'a recorded answer was changed',
      [op('move', [sent(8, moved)])],
      [call('Move', 8)],
      [begun(8), answered(8, output), begun(21)],
    ],
    [
      'a token without a call whose outcome stays unknown',
      [op('stop', [sent(12, unavailable), sent(40, lost)])],
      [],
      [begun(10)],
    ],
    [
      'conclusive answers that differ',
      [op('move', [sent(12, refused), sent(13, missing)])],
      [call('Move', 12, unchanged)],
      [answered(21, refusal('ConnectInvalidRequestError'))],
    ],
    [
      'another input with the same token was not refused as such',
      [op('move', [sent(8, moved)], [other(12, moved)])],
      [call('Move', 8)],
      [begun(8), answered(8, output)],
    ],
    [
      'another input with the same token was not refused as such',
      [op('stop', [sent(8, stopped)], [other(12, stopped)])],
      [call('Stop', 8)],
      [begun(8), answered(8, output)],
    ],
  ])('that %s', (rule, ops, calls, changes, ...[diesAt]) => {
    expect(rulesOf(ops, calls, changes, diesAt)).toEqual([rule]);
  });
});

describe('a success after a recorded refusal', () => {
  const changes = [begun(8), answered(8, refusal('ConnectInvalidRequestError'))];
  const calls = (at: number) => [call('Move', 8, unchanged), call('Move', at)];

  const corrected = [...changes, answered(24, output)];

  test('is accepted from a gateway that could not read the record, and corrects it', () => {
    const sends = [sent(8, refused), sent(12, moved, 'B'), sent(13, refused), sent(23, refused), sent(40, moved)];
    expect(rulesOf([op('move', sends)], calls(12), corrected)).toEqual([]);
  });

  test('is accepted from a gateway that did not live to correct the record', () => {
    const sends = [sent(8, refused, 'B'), sent(12, moved), sent(40, refused, 'B')];
    expect(rulesOf([op('move', sends)], calls(12), changes, 15)).toEqual([]);
  });

  test.each<[what: string, sends: Send[], changes: RecordChange[], rule: string]>([
    ['leaves the refusal', [sent(8, refused), sent(12, moved)], changes, 'an answer that is not the recorded one'],
    [
      'is followed by the refusal',
      [sent(8, refused), sent(12, moved), sent(40, refused)],
      corrected,
      'conclusive answers that differ',
    ],
    ['was told by nobody', [sent(8, refused), sent(12, unknown)], corrected, 'a recorded answer was changed'],
    [
      'is replaced by a refusal',
      [sent(8, moved), sent(12, refused)],
      [answered(8, output), answered(24, refusal('ConnectInvalidRequestError'))],
      'a recorded answer was changed',
    ],
    [
      'is replaced by another success',
      [sent(8, moved), sent(12, moved)],
      [answered(8, output), answered(24, { output: { ContactId: 'another' } })],
      'a recorded answer was changed',
    ],
  ])('is a violation if it %s', (_what, sends, recordChanges, rule) => {
    expect(rulesOf([op('move', sends)], calls(12), recordChanges)).toContain(rule);
  });

  test('is a violation while the store works, and from an operation whose token only the gateway knows', () => {
    expect(rulesOf([op('move', [sent(8, refused), sent(60, moved)])], calls(60), changes)).toContain(
      'conclusive answers that differ',
    );
    const stops = [call('Stop', 8, unchanged), call('Stop', 12)];
    expect(rulesOf([op('stop', [sent(8, refused), sent(12, stopped)])], stops, changes)).not.toEqual([]);
  });
});

/** A short run with absences of the store; the test command has built the gateway. */
async function chaos(seed = 7, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = new URL('./run.mjs', import.meta.url).pathname;
  const options = ['--store-away', '--seconds', '15', '--kills', '0', '--seed', String(seed)];
  const child = spawn(process.execPath, [program, ...options, ...args]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const [code] = await once(child, 'exit');
  return { code, output };
}

describe('a run with absences of the store', () => {
  test('finds nothing in the gateway as it is, and says what it met', async () => {
    const { code, output } = await chaos();
    expect(output).toMatch(/\| violations \| 0 \|/);
    expect(output).toMatch(/\| absences of the store \| [1-9]/);
    expect(output).toMatch(/\| {3}with a call of Connect in flight \| [1-9]/);
    expect(output).toMatch(/\| answers recorded late \| [1-9]/);
    expect(code).toBe(0);
  }, 150_000);

  test.each([
    ['makes every call without its store', 'reckless-without-store', 'a call while the store was away'],
    ['takes every token for a new one', 'certain-without-store', 'no doubt about an earlier call'],
    ['never records what it did meanwhile', 'never-recorded', 'an answer that was never recorded'],
    ['does not connect again', 'never-back', 'an answer said that the store was away, though it was there'],
  ])(
    'catches a gateway that %s',
    async (_what, sabotage, rule) => {
      const path = new URL(`./sabotage/${sabotage}.mjs`, import.meta.url).pathname;
      // A short run has few absences, and not each of them meets what the sabotage breaks.
      for (const seed of [7, 21, 42]) {
        const { code, output } = await chaos(seed, '--sabotage', path);
        if (code !== 0 && output.includes(rule)) return;
      }
      throw new Error('No run has found it.');
    },
    300_000,
  );

  test('says how to install what it needs', async () => {
    const child = spawn(process.execPath, [new URL('./run.mjs', import.meta.url).pathname, '--store-away'], {
      env: { PATH: '' },
    });
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const [code] = await once(child, 'exit');
    expect(output).toBe(
      '--store-away needs redis-server, which is not installed (Debian: apt-get install redis-server).\n',
    );
    expect(code).toBe(1);
  });
});
