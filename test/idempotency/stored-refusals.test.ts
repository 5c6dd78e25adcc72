import { describe, expect, test } from '@jest/globals';
import { open } from 'lmdb';
import { deserialize, serialize } from '../../src/connect/mutations/stored-result.js';
import { type ConnectError } from '../../src/errors/connect-error.js';
import { ConnectInvalidRequestError } from '../../src/errors/exceptions.js';
import { ConnectOutcomeUnknownError } from '../../src/errors/gateway-errors.js';
import { startTestGateway } from '../support/gateway.js';
import { hostileMessages, partsIn } from '../support/hostile-messages.js';
import { calls, mutations, newFile, newToken, send } from './support.js';

/** Changes the texts of all records in a store's file. @returns How many were changed. */
async function rewrite(file: string, change: (text: string) => string): Promise<number> {
  const root = open<string, string>({ path: file, noSubdir: true, encoding: 'string' });
  let changed = 0;
  for (const name of ['0', '1']) {
    const table = root.openDB<string, string>(name, { encoding: 'string' });
    for (const { key, value } of [...table.getRange()]) {
      const text = change(value);
      if (text === value) continue;
      await table.put(key, text);
      changed++;
    }
  }
  await root.close();
  return changed;
}

test.each(mutations.map((mutation) => [mutation.field, mutation] as const))(
  "refusals of %s that version 0.1.0 has stored with Amazon's messages are told in the gateway's words",
  async (_field, mutation) => {
    const file = newFile();
    const idempotency = { store: `file:${file}` } as const;
    const first = await startTestGateway({ idempotency });
    const inputs: Record<string, unknown>[] = [];
    for (const _message of hostileMessages) {
      inputs.push({ ...(await mutation.input(first)), clientToken: newToken() });
      first.emulator.faults.add({ operation: mutation.operation, fault: 'error', error: 'InvalidRequestException' });
      const answer = await send(first, mutation, inputs.at(-1) ?? {});
      expect(answer.__typename).toBe('ConnectInvalidRequestError');
    }
    await first.stop();

    let used = 0;
    const changed = await rewrite(file, (record) =>
      record.replace(/\{"refusal":\{.*"ConnectInvalidRequestError".*$/s, () => {
        const message = `Connect refused ${mutation.operation}: ${hostileMessages[used++]?.text}`;
        return JSON.stringify({
          refusal: { message, retryable: false, awsRequestId: 'r', kind: 'ConnectInvalidRequestError' },
        });
      }),
    );
    expect(changed).toBe(hostileMessages.length);

    const second = await startTestGateway({ idempotency, sharing: first });
    first.emulator.ledger.clear();
    for (const input of inputs) {
      const answer = await send(second, mutation, input);
      expect(answer).toMatchObject({
        __typename: 'ConnectInvalidRequestError',
        retryable: false,
        message: expect.stringContaining(`Connect refused ${mutation.operation} with InvalidRequestException: `),
      });
      expect(partsIn(JSON.stringify(answer))).toEqual([]);
    }
    expect(calls(first, mutation)).toEqual([]);
    await second.stop();
    await first.close();
  },
);

describe('a stored refusal', () => {
  const input = { contactId: 'refused', clientToken: 'StopContact' };

  test('of version 0.1.0 has none of the message of Amazon either where it has places of the input', () => {
    const message = { pieces: [0, ' ', 1, ': ', 0, ' is assigned to John Smith'] };
    const refusal = { kind: 'ConnectConflictError', message, retryable: false, awsRequestId: 'r' };
    const { refusal: answer } = deserialize(JSON.stringify({ refusal }), [], 'request', {
      texts: ['Connect refused', 'StopContact'],
    }) as { refusal: ConnectError };
    expect(answer.message).toMatch(/^Connect refused StopContact with ConflictException: /);
    expect(answer.message).not.toContain('Smith');
  });

  test.each([
    new ConnectInvalidRequestError({
      message: 'Connect refused StopContact with InvalidRequestException: this is so.',
      retryable: false,
      requestId: 'earlier',
      awsRequestId: 'aws',
    }),
    new ConnectOutcomeUnknownError({
      message: 'Connect did not answer in time. Whether StopContact was applied is not known.',
      retryable: true,
      requestId: 'earlier',
      clientToken: 'StopContact',
      howToCheck: 'Look.',
    }),
  ])('of this version keeps its message', (refusal) => {
    const text = serialize({ refusal }, [], input);
    expect(deserialize(text, [], 'request', input)).toEqual({
      refusal: Object.assign(Object.create(Object.getPrototypeOf(refusal)), refusal, { requestId: 'request' }),
    });
  });
});
