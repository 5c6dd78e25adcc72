import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import type { MutationOperation } from '../../../src/connect/calls/operation.js';
import { IdempotentCall } from '../../../src/connect/mutations/idempotent-call.js';
import type { MutationSteps } from '../../../src/connect/mutations/steps.js';
import { ConnectSession, type Shared } from '../../../src/connect/session/session.js';
import type { CallFailure, CallResult } from '../../../src/errors/call-failure.js';
import { ConnectReadError } from '../../../src/errors/read-error.js';
import { type EarlierCall, type Ending, Idempotency, type Once } from '../../../src/idempotency/idempotency.js';
import { MemoryStore } from '../../../src/idempotency/memory-store.js';
import { testLog } from '../../support/log.js';
import { request } from '../../support/shared-calls.js';

type Operation = MutationOperation<object, object, never>;
type Steps = MutationSteps<object, object, object, object, never>;

const facts = { awsRequestId: null, retryAfterMs: null };
const reset: CallFailure = { ...facts, kind: 'unknown', cause: 'reset' };
const throttled: CallFailure = { ...facts, kind: 'throttled' };
const refused: CallFailure = { ...facts, kind: 'refused', exception: 'AccessDeniedException' };

/** A mutation whose calls end as they are told to. */
function mutationOf(options: {
  repeat?: 'token' | 'never';
  results?: CallResult<object>[];
  tokens?: object;
  steps?: Partial<Steps>;
}) {
  const { repeat = 'never', results = [], steps = {} } = options;
  const limits = { maxPerCaller: 10, ttlMs: 60_000 };
  const store = new MemoryStore(limits, { recordEvicted() {}, recordRefused() {} });
  const tokens = options.tokens ?? new Idempotency(store, testLog().log);
  const made: object[] = [];
  const shared = {
    tokens,
    runner: {
      run: async (_operation: object, input: object) => {
        made.push(input);
        return results.shift() ?? { ok: true, output: {}, awsRequestId: null };
      },
    },
    reads: { invalidate() {} },
    directory: { invalidate() {} },
  } as unknown as Shared;
  const operation = {
    ...{ name: 'StopContact', repeat, requires: [], exceptions: [], changes: {}, howToCheck: 'Look.' },
  } as unknown as Operation;
  const call = { instanceId: 'i', clientToken: 't', input: { ContactId: 'c' } };
  const all: Steps = { toCommand: () => ({}), toSuccess: () => ({ __typename: 'Success' }), ...steps };
  const send = () =>
    new IdempotentCall<object, object, object, never, object, never>(
      new ConnectSession(request().scope, shared),
      operation,
      call,
      all,
    ).result();
  return { send, made };
}

/** Tokens of which an earlier call is known as given, with the ending of the call that is made. */
function tokensWith(earlier: EarlierCall) {
  const endings: Ending<unknown>[] = [];
  const once = async (_use: object, _options: object, make: (earlier: EarlierCall) => Promise<Ending<unknown>>) => {
    const ending = await make(earlier);
    endings.push(ending);
    return { ...ending, replayed: false };
  };
  return { once, endings };
}

test.each<[once: Once<unknown>, type: string, fields: object]>([
  [
    { kind: 'under-way' },
    'ConnectOutcomeUnknownError',
    {
      message: 'Another request with this token is still under way. Whether StopContact was applied is not known.',
      retryable: true,
    },
  ],
  [{ kind: 'other-input' }, 'ConnectIdempotencyError', { clientToken: 't', retryable: false }],
  [
    { kind: 'store-failed' },
    'ConnectUnavailableError',
    {
      message: expect.stringContaining('StopContact is not safe without a record. This request applied nothing.'),
      retryable: true,
    },
  ],
  [
    { kind: 'full', reason: 'caller', limit: 7 },
    'ConnectUnavailableError',
    { message: expect.stringContaining('7'), retryable: true },
  ],
])('a token that is %j makes no call', async (once, type, fields) => {
  const { send, made } = mutationOf({ tokens: { once: async () => once } });
  const result = await send();
  expect(result.constructor.name).toBe(type);
  expect(result).toMatchObject(fields);
  expect(made).toEqual([]);
});

test('a read that fails as the outcome is looked for leaves it unknown', async () => {
  const reconcile = async () => {
    throw new ConnectReadError('DescribeContact', throttled);
  };
  const { send, made } = mutationOf({ results: [{ ok: false, failure: reset }], steps: { reconcile } });
  expect((await send()).constructor.name).toBe('ConnectOutcomeUnknownError');
  expect((await send()).constructor.name).toBe('ConnectOutcomeUnknownError');
  expect(made).toHaveLength(1);
});

test('a bug as the outcome is looked for is thrown, and the call is not made again', async () => {
  const reconcile = async () => {
    throw new TypeError('a bug');
  };
  const { send, made } = mutationOf({ results: [{ ok: false, failure: reset }], steps: { reconcile } });
  await expect(send()).rejects.toThrow('a bug');
  await expect(send()).rejects.toThrow('a bug');
  expect(made).toHaveLength(1);
});

test.each([TypeError, ConnectReadError] as const)('a failed read before the call makes none: %p', async (kind) => {
  const prepare = async () => {
    throw kind === TypeError ? new TypeError('a bug') : new ConnectReadError('DescribeContact', throttled);
  };
  const { send, made } = mutationOf({ steps: { prepare } });
  if (kind === TypeError) await expect(send()).rejects.toThrow('a bug');
  else expect((await send()).constructor.name).toBe('ConnectThrottlingError');
  expect(made).toEqual([]);
});

test.each<[earlier: EarlierCall, failure: CallFailure, kind: Ending<unknown>['kind'], type: string, doubt: boolean]>([
  ['none', throttled, 'not-applied', 'ConnectThrottlingError', false],
  ['unknown', throttled, 'not-applied', 'ConnectThrottlingError', true],
  ['open', throttled, 'open', 'ConnectOutcomeUnknownError', true],
  ['none', refused, 'not-applied', 'ConnectAccessDeniedError', false],
  ['unknown', refused, 'not-applied', 'ConnectOutcomeUnknownError', true],
  ['open', refused, 'open', 'ConnectOutcomeUnknownError', true],
  ['none', reset, 'open', 'ConnectOutcomeUnknownError', false],
  ['unknown', reset, 'open', 'ConnectOutcomeUnknownError', false],
  ['open', reset, 'open', 'ConnectOutcomeUnknownError', true],
])('after an earlier call that is %s, the failure %j ends as %s with %s', async (earlier, failure, ...ends) => {
  const [kind, type, doubt] = ends;
  const tokens = tokensWith(earlier);
  const { send } = mutationOf({ repeat: 'token', tokens, results: [{ ok: false, failure }] });
  const result = (await send()) as { message: string };
  expect(tokens.endings).toMatchObject([{ kind }]);
  expect(result.constructor.name).toBe(type);
  expect(/earlier call with this token/i.test(result.message)).toBe(doubt);
});
