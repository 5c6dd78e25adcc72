import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { requireScopes } from '../../../src/auth/guards.js';
import { HttpError } from '../../../src/server/protocol/http-error.js';
import { createLog, describeError, logForLibrary, redacted } from '../../../src/server/telemetry/log.js';

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
};

describe('a line', () => {
  test.each([
    ['authorization: Bearer abc.def-ghi_jkl=='],
    ['token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'],
    ['key AKIAIOSFODNN7EXAMPLE'],
    ['key ASIAIOSFODNN7EXAMPLE'],
    ['https://s3.example/?X-Amz-Security-Token=IQoJb3JpZ2luX2Vj'],
    ['x-amz-security-token: IQoJb3JpZ2luX2Vj'],
    ['redis://gateway:hunter2@cache.example:6379'],
    ['who is jane.doe+test@mail.example.com'],
    ['dial +1 (555) 555-0123'],
    ['dial +15555550123'],
  ])('does not keep what looks like a secret or like somebody: %s', (text) => {
    const line = redacted(JSON.stringify({ msg: text, ms: 3 }));
    expect(line).toContain('[redacted]');
    expect(line).not.toMatch(/bearer|eyJ|A[KS]IA|IQoJ|hunter2|jane|555|authorization: B/i);
    expect(JSON.parse(line)).toHaveProperty('ms', 3);
  });

  test.each([
    [{ time: 1_789_000_000_000, pid: 12345, requestId: '0b8f2a44-1111-4222-8333-123456789012', msg: 'request' }],
    [{ operation: 'TransferContact', awsRequestId: '7a1c9d20-5555-4666-8777-999999999999', ms: 12 }],
  ])('is left as it is where there is nothing to hide: %o', (line) => {
    expect(redacted(JSON.stringify(line))).toBe(JSON.stringify(line));
  });
});

describe('an error in the log', () => {
  const canary = 'Jane Canary';

  test.each([
    ['the engine on JSON', () => JSON.parse(canary)],
    ['the engine on a type', () => 'x' in (canary as never)],
    ['a library', () => structuredClone(() => canary)],
    ['GraphQL', () => JSON.parse('null')[canary]],
  ])('does not repeat what %s says', (_who, act) => {
    const text = JSON.stringify(describeError(thrownBy(act)));
    expect(text).not.toContain('Canary');
    expect(text).toMatch(/"type":"\w+"/);
  });

  test('says what this code says, where, and what was the cause', () => {
    const none = { id: 'a', scopes: new Set<never>(), instances: null };
    const error = thrownBy(() => requireScopes(none, ['contacts:read'])) as GraphQLError;
    const described = describeError(new HttpError(400, 'BAD_REQUEST', 'not from the sources'));
    // Made by a test: not this code.
    expect(described).toMatchObject({ type: 'HttpError', code: 'BAD_REQUEST' });
    expect(described).not.toHaveProperty('message', 'not from the sources');
    expect(describeError(error)?.stack?.[0]).toMatch(/^forbidden auth\/guards\.(ts|js):\d+:\d+$/);
    expect(describeError(error)?.message).toBe('This needs the scope contacts:read.');
    const outer = new Error(canary, { cause: error });
    expect(describeError(outer)?.cause?.message).toBe('This needs the scope contacts:read.');
  });

  test('cannot be talked into lines that look like a stack', () => {
    const home = new URL('../../../src/', import.meta.url).pathname;
    const error = new Error(`a\n    at ${canary} (${home}server/log.ts:1:1)`);
    expect(JSON.stringify(describeError(error))).not.toContain('Canary');
  });

  test.each([['text'], [42], [null], [{ message: 'Jane Canary' }]])(
    'may be anything that can be thrown: %o',
    (thrown) => {
      expect(describeError(thrown)).toEqual({ type: typeof thrown });
    },
  );
});

test('a library says no more than that there is a problem, and with which error', () => {
  const lines: string[] = [];
  const log = logForLibrary(createLog('trace', { write: (line) => void lines.push(line) }), 'Some Library');
  log.info();
  log.warn('Jane Canary asked for /jane');
  log.child().error({ err: new Error('Jane Canary'), req: { url: '/jane' } });
  log.error(new TypeError('Jane Canary'));
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toMatch(/jane/i);
  expect(lines.map((line) => JSON.parse(line)).map(({ library, err }) => [library, err?.type])).toEqual([
    ['Some Library', undefined],
    ['Some Library', 'Error'],
    ['Some Library', 'TypeError'],
  ]);
});
