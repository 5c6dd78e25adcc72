import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import 'reflect-metadata';
import type { CallScope } from '../../../src/connect/calls/call-runner.js';
import { describeContact } from '../../../src/connect/reads/read-operations.js';
import { ConnectSession, type Shared } from '../../../src/connect/session/session.js';

/** A session whose calls are counted; those that are listed fail. */
function sessionOf(failing: readonly number[] = []) {
  let calls = 0;
  const run = async () => {
    calls++;
    return failing.includes(calls)
      ? { ok: false, failure: { kind: 'throttled', awsRequestId: null, retryAfterMs: null } }
      : { ok: true, output: {}, awsRequestId: null };
  };
  const reads = {
    call: (scope: CallScope, _key: string, make: (scope: CallScope) => Promise<object>) => make(scope),
    invalidate() {},
  };
  const directory = { invalidate() {} };
  const session = new ConnectSession({} as CallScope, { reads, directory, runner: { run } } as unknown as Shared);
  const read = (ContactId: string) => session.read(describeContact, { InstanceId: 'i', ContactId });
  return { session, read, calls: () => calls };
}

test('a request makes a read once, however late its fields come to it', async () => {
  const { read, calls } = sessionOf();
  await read('a');
  for (let round = 0; round < 3; round++) await nextRound();
  await Promise.all([read('a'), read('a')]);
  expect(calls()).toBe(1);
  await read('b');
  expect(calls()).toBe(2);
});

test('and anew once something has changed', async () => {
  const { session, read, calls } = sessionOf();
  await read('a');
  session.invalidate('queue', { instanceId: 'i', id: 'a' });
  await read('a');
  expect(calls()).toBe(2);
});

test('a read that failed is made again', async () => {
  const { read, calls } = sessionOf([1]);
  await expect(read('a')).rejects.toThrow('quota');
  await read('a');
  expect(calls()).toBe(2);
});
