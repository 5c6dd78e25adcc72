import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { mutations as allMutations } from './lib/mutations/index.mjs';
import { type Answer, type Call, type Mutation, type Op, violationsOf } from './lib/verdict.mjs';

const aboutOne: Omit<Mutation, 'operation'> = {
  tokenIsConnects: false,
  subjectOf: ({ input }) => String(input.id),
  subjectOfCall: ({ input }) => String(input.Id),
  isCall: (input, call) => input.id === call.Id,
};
const mutations: Record<string, Mutation> = {
  move: {
    operation: 'Move',
    tokenIsConnects: true,
    subjectOf: ({ token }) => token,
    subjectOfCall: ({ token }) => token ?? '',
    passing: 'secret',
    resultOf: ({ contactId }) => contactId,
    isCall: (input, call) => input.id === call.Id,
  },
  stop: {
    operation: 'Stop',
    ...aboutOne,
  },
  record: { operation: 'Record', readsFirst: true, ...aboutOne },
  pause: { operation: 'Pause', absolute: true, ...aboutOne },
  put: { operation: 'Put', absolute: true, maySayNothing: true, ...aboutOne },
};
const success = { __typename: 'MoveSuccess', contactId: 'new' };
const done = { __typename: 'PauseSuccess' };
const refused = { __typename: 'ConnectInvalidRequestError' };
const throttled = { __typename: 'ConnectThrottlingError' };
const unknown = { __typename: 'ConnectOutcomeUnknownError' };
const conflict = { __typename: 'ConnectIdempotencyError' };
const lost = null;

const second = (number: number) => 1_700_000_000_000 + number * 1_000;
/** A mutation that was sent at second 0, 10, 20 ... and answered so. */
const op = (name: string, answers: readonly Answer[], more: Partial<Op> = {}): Op => ({
  name,
  input: { id: 'one' },
  token: 'token',
  sends: answers.map((answer, index) => ({ sentAt: second(index * 10), answeredAt: second(index * 10 + 1), answer })),
  others: [],
  ...more,
});
const call = (operation: string, more: Partial<Call> = {}): Call => ({
  operation,
  at: new Date(second(0)).toISOString(),
  token: operation === 'Move' ? 'token' : null,
  status: 200,
  changed: true,
  input: { Id: 'one' },
  ...more,
});
/** Uses of the token with another input, at second 2. */
const others = (...answers: readonly Answer[]) =>
  answers.map((answer) => ({ input: { id: 'other' }, sentAt: second(2), answeredAt: second(3), answer }));
const unchanged = { changed: false, status: 400 };
const rulesOf = (ops: readonly Op[], calls: readonly Call[]) =>
  violationsOf(ops, calls, mutations).map(({ rule }) => rule.replace(/^\w+: /, ''));

describe('the checker has nothing against', () => {
  test.each<[string, Op[], Call[]]>([
    ['a success that happened once', [op('move', [success])], [call('Move')]],
    [
      'one that was asked for again and recalled',
      [op('move', [lost, success, success])],
      [call('Move'), call('Move', unchanged)],
    ],
    [
      'credentials that are not told again',
      [
        op('move', [
          { ...success, secret: 'one' },
          { ...success, secret: null },
        ]),
      ],
      [call('Move')],
    ],
    ['a refusal that did not happen', [op('move', [refused])], [call('Move', unchanged)]],
    ['an unknown that happened', [op('move', [unknown, lost])], [call('Move')]],
    ['an unknown that did not', [op('stop', [unknown])], [call('Stop', unchanged)]],
    [
      'a throttle before a success',
      [op('move', [throttled, success])],
      [call('Move', { at: new Date(second(10)).toISOString() })],
    ],
    [
      'a call that was throttled, and made again',
      [op('stop', [{ __typename: 'StopSuccess' }])],
      [call('Stop', { changed: false, status: 429 }), call('Stop')],
    ],
    [
      'what is to be so again, after something else',
      [op('pause', [done]), op('pause', [done], { token: 'other' })],
      [call('Pause'), call('Pause')],
    ],
    [
      'a success that was found out, of what another has made so',
      [op('pause', [done]), op('pause', [done], { token: 'other' })],
      [call('Pause'), call('Pause', { ...unchanged, fault: 'resetAfterCommit' })],
    ],
    [
      'a success of what was so already',
      [op('put', [done]), op('put', [done], { token: 'other' })],
      [call('Put'), call('Put', { changed: false })],
    ],
    ['another input that was refused', [op('move', [success], { others: others(conflict) })], [call('Move')]],
    [
      'a success after a refusal that needed no call',
      [op('record', [refused, { __typename: 'RecordSuccess' }])],
      [call('Record', { at: new Date(second(10)).toISOString() })],
    ],
    [
      'one of two who stop the same being refused',
      [op('stop', [{ __typename: 'StopSuccess' }]), op('stop', [refused], { token: 'other' })],
      [call('Stop'), call('Stop', unchanged)],
    ],
  ])('%s', (_what, ops, calls) => {
    expect(rulesOf(ops, calls)).toEqual([]);
  });
});

describe('the checker finds', () => {
  test.each<[string, Op[], Call[]]>([
    ['it happened 2 times', [op('move', [success])], [call('Move'), call('Move')]],
    ['a success that did not happen', [op('move', [success])], [call('Move', unchanged)]],
    ['it happened, though every answer said that it did not', [op('move', [refused])], [call('Move')]],
    ['it happened, though every answer said that it did not', [op('stop', [throttled])], [call('Stop')]],
    [
      'it had happened when an answer said that nothing was applied',
      [op('move', [unknown, throttled, success])],
      [call('Move')],
    ],
    [
      'it happened 2 times, which is 1 too many',
      [op('pause', [done]), op('pause', [refused], { token: 'other' })],
      [call('Pause'), call('Pause')],
    ],
    [
      'a success before it had ever happened',
      [op('pause', [done]), op('pause', [unknown], { token: 'other' })],
      [call('Pause', { at: new Date(second(5)).toISOString() })],
    ],
    [
      '2 successes, though it happened 1 times and every call was answered',
      [op('pause', [done]), op('pause', [done], { token: 'other' })],
      [call('Pause'), call('Pause', unchanged)],
    ],
    ['a success that did not happen', [op('pause', [done])], [call('Pause', unchanged)]],
    ['it happened, though every answer said that it did not', [op('pause', [refused])], [call('Pause')]],
    ['a call that no client asked for', [], [call('Move')]],
    ['a call that no client asked for', [op('move', [unknown])], [call('Move', { token: 'remade' })]],
    [
      'a call with an input that no client gave with this token',
      [op('move', [success])],
      [call('Move'), call('Move', { input: { Id: 'other' }, changed: false })],
    ],
    [
      '2 calls for 1 tokens, of an operation of which Connect keeps no token',
      [op('stop', [unknown])],
      [call('Stop', unchanged), call('Stop', unchanged)],
    ],
    ['conclusive answers that differ', [op('move', [success, { ...success, contactId: 'another' }])], [call('Move')]],
    [
      'conclusive answers that differ',
      [
        op('move', [
          { ...success, secret: 'one' },
          { ...success, secret: 'another' },
        ]),
      ],
      [call('Move')],
    ],
    [
      'conclusive answers that differ',
      [op('stop', [refused, { __typename: 'ConnectContactNotFoundError' }])],
      [call('Stop', unchanged)],
    ],
    [
      'conclusive answers that differ',
      [op('record', [refused, { __typename: 'RecordSuccess' }])],
      [call('Record', unchanged), call('Record', { at: new Date(second(10)).toISOString(), status: 429 })],
    ],
    ['an answer that is none', [op('move', [{ broken: '<html>' }, success])], [call('Move')]],
    [
      'another input with the same token was not refused as such',
      [op('move', [success], { others: others(success) })],
      [call('Move')],
    ],
    [
      'one thing is the result of several mutations',
      [op('move', [success]), op('move', [success], { token: 'other' })],
      [call('Move'), call('Move', { token: 'other' })],
    ],
  ])('that %s', (rule, ops, calls) => {
    expect(rulesOf(ops, calls)).toEqual([rule]);
  });
});

/** The whole of it, for so few seconds that only gross faults show; `npm test` has built the gateway. */
async function chaos(...args: string[]): Promise<{ code: number | null; output: string }> {
  const program = new URL('./run.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, '--seconds', '8', '--kills', '1', '--seed', '4', ...args]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const [code] = await once(child, 'exit');
  return { code, output };
}

test('clients make every mutation of the schema', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
  expect(Object.keys(allMutations).sort()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort());
});

describe('a run', () => {
  test('finds nothing in the gateway as it is', async () => {
    const { code, output } = await chaos();
    expect(output).toMatch(/\| violations \| 0 \|/);
    expect(output).toMatch(/\| kills of the gateway \| 1 \|/);
    expect(code).toBe(0);
  }, 90_000);

  test.each([
    ['makes its tokens anew for each attempt', 'remade-tokens', 'a call that no client asked for'],
    ['forgets its tokens', 'forgetful-store', 'of an operation of which Connect keeps no token'],
  ])(
    'catches a gateway that %s, and shows the history with the seed',
    async (_what, sabotage, rule) => {
      const { code, output } = await chaos(
        '--sabotage',
        new URL(`./sabotage/${sabotage}.mjs`, import.meta.url).pathname,
      );
      expect(code).toBe(1);
      expect(output).toContain(rule);
      expect(output).toMatch(
        /VIOLATION, \d+ times: .*\n {2}\S+, again with --seed 4\n(.*\n)*? {4}\S+Z {2}client \d+ sends /,
      );
    },
    90_000,
  );
});
