import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { INSTANCE_ARN, postTransfer, raw, startTestWire, type TestWire } from './support/wire.js';

let wire: TestWire;
beforeAll(async () => {
  wire = await startTestWire();
});
beforeEach(() => wire.reset());
afterAll(() => wire.close());

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  raw(`${wire.url}/_emulator${path}`, {
    method,
    headers,
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the control requests', () => {
  test('list instances and control requests, without a signature', async () => {
    const answer = await ask('GET', '');
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      instances: [INSTANCE_ARN],
      operations: 121,
      control: expect.arrayContaining(['POST /_emulator/faults', 'GET /_emulator/ledger', 'POST /_emulator/reset']),
    });
    expect((await ask('GET', '/')).json).toMatchObject({ operations: 121 });
  });

  test('are not listed in the ledger', async () => {
    await ask('GET', '/ledger');
    expect(wire.ledger.entries()).toEqual([]);
  });

  test('accept a body with a byte order mark, which some shells send', async () => {
    const body = '\ufeff{"operation": "TransferContact", "fault": "throttle", "times": 1}\r\n';
    expect(await ask('POST', '/faults', body)).toMatchObject({ status: 201 });
  });

  test('answer 404 and 405 in JSON', async () => {
    expect(await ask('GET', '/nothing')).toMatchObject({ status: 404, json: { message: expect.any(String) } });
    const answer = await ask('PUT', '/faults');
    expect(answer).toMatchObject({ status: 405, json: { message: '/_emulator/faults accepts GET, POST, DELETE.' } });
    expect(answer.headers.get('allow')).toBe('GET, POST, DELETE');
  });
});

describe('faults', () => {
  test('are scripted, listed and removed', async () => {
    const posted = await ask('POST', '/faults', { operation: 'TransferContact', fault: 'throttle', times: 2 });
    expect(posted).toMatchObject({ status: 201 });
    expect(posted.json).toEqual({ operation: 'TransferContact', fault: 'throttle', times: 2 });
    expect((await postTransfer(wire.url)).status).toBe(429);
    expect((await ask('GET', '/faults')).json).toEqual({
      faults: [{ operation: 'TransferContact', fault: 'throttle', times: 1 }],
    });
    expect((await ask('DELETE', '/faults')).json).toEqual({ removed: 1 });
    expect((await postTransfer(wire.url)).status).toBe(200);
  });

  test('have default values, which the response shows', async () => {
    expect((await ask('POST', '/faults', { operation: '*', fault: 'latency' })).json).toEqual({
      operation: '*',
      fault: 'latency',
      times: 1,
      ms: 1000,
    });
  });

  test.each<[unknown, RegExp]>([
    ['not json', /JSON object/],
    [[], /JSON object/],
    [{ operation: '*' }, /fault: must be one of throttle, error, http500/],
    [{ operation: 'Nope', fault: 'hang', ms: 'long' }, /operation: must be.* ms: must be an integer/],
    [{ operation: '*', fault: 'error', error: 'NoException' }, /error: must be one of AccessDeniedException/],
  ])('are refused with the invalid field and its accepted values: %j', async (body, message) => {
    const answer = await ask('POST', '/faults', body);
    expect(answer).toMatchObject({ status: 400, json: { message: expect.stringMatching(message) } });
    expect(wire.faults.list()).toEqual([]);
  });
});

describe('the ledger', () => {
  test('is read and cleared', async () => {
    await postTransfer(wire.url, { ClientToken: 't' });
    const { json } = await ask('GET', '/ledger');
    expect(json).toMatchObject({ entries: [{ sequence: 1, operation: 'TransferContact', token: 't', status: 200 }] });
    expect((await ask('DELETE', '/ledger')).json).toEqual({ removed: 1 });
    expect((await ask('GET', '/ledger')).json).toEqual({ entries: [] });
  });
});

describe('the clock', () => {
  test('is read and advanced', async () => {
    const before = (await ask('GET', '/clock')).json as { now: string };
    const after = (await ask('POST', '/clock', { advanceMs: 86_400_000 })).json as { now: string };
    const moved = Date.parse(after.now) - Date.parse(before.now);
    expect(moved).toBeGreaterThanOrEqual(86_400_000);
    expect(moved).toBeLessThan(86_410_000);
  });

  test.each([{}, { advanceMs: -1 }, { advanceMs: 1.5 }, { advanceMs: '5' }, { advanceMs: 1e15 }, 'x', null])(
    'is not advanced by %j',
    async (body) => {
      const answer = await ask('POST', '/clock', body);
      expect(answer).toMatchObject({ status: 400, json: { message: expect.stringMatching(/^advanceMs: /) } });
    },
  );
});

describe('a reset', () => {
  test('returns everything to the initial state', async () => {
    await postTransfer(wire.url, { ClientToken: 't' });
    await ask('POST', '/faults', { operation: '*', fault: 'throttle' });
    await ask('POST', '/clock', { advanceMs: 3_600_000 });
    const resets = wire.world.resets;
    const answer = await ask('POST', '/reset');
    expect(answer.status).toBe(200);
    expect(Math.abs(Date.parse((answer.json as { now: string }).now) - Date.now())).toBeLessThan(10_000);
    expect(wire.world.resets).toBe(resets + 1);
    expect(wire.faults.list()).toEqual([]);
    expect(wire.ledger.entries()).toEqual([]);
    await postTransfer(wire.url, { ClientToken: 't' });
    expect(wire.ledger.entries()).toMatchObject([{ attempt: 1, replayed: false, changed: true }]);
  });
});

describe('events', () => {
  test('are emitted once for a reset and once for an advanced clock, before the response', async () => {
    const told: string[] = [];
    wire.events.on('reset', () => told.push('reset'));
    wire.events.on('clock', () => told.push(`clock at ${wire.world.clock.now().getTime() > Date.now() + 1_000}`));
    await ask('POST', '/clock', { advanceMs: 3_600_000 });
    expect(told).toEqual(['clock at true']);
    await ask('POST', '/reset');
    expect(told).toEqual(['clock at true', 'reset']);
    await ask('POST', '/clock', { advanceMs: -1 });
    await ask('GET', '/clock');
    expect(told).toHaveLength(2);
    wire.events.removeAllListeners();
  });
});

describe('web pages', () => {
  test.each(['https://example.com', 'http://localhost.example.com', 'null', 'http://127.0.0.1.example.com:4010'])(
    'of %s must not control the emulator',
    async (origin) => {
      expect((await ask('POST', '/reset', undefined, { origin })).status).toBe(403);
      expect((await ask('GET', '/ledger', undefined, { origin })).status).toBe(403);
    },
  );

  test.each(['http://localhost:4000', 'http://127.0.0.1:4010', 'http://[::1]:3000'])(
    'of %s may control the emulator',
    async (origin) => {
      expect((await ask('POST', '/reset', undefined, { origin })).status).toBe(200);
    },
  );
});
