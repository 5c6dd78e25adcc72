import { StopContactCommand, TransferContactCommand } from '@aws-sdk/client-connect';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Arrival, Ledger } from '../src/calls/ledger.js';
import { INSTANCE_ARN, INSTANCE_ID, startTestWire, type TestWire, testClient } from './support/wire.js';

let wire: TestWire;
beforeAll(async () => {
  wire = await startTestWire();
});
beforeEach(() => wire.reset());
afterAll(() => wire.close());

const arrival: Arrival = {
  at: new Date(0),
  operation: 'StopContact',
  sdkRequest: null,
  token: null,
  instanceId: null,
  requestId: 'r',
  input: { InstanceId: 'i', ContactId: 'c' },
  bytes: 100,
};

describe('the ledger', () => {
  test('has an entry with all fields for each call', async () => {
    const before = Date.now();
    const input = {
      InstanceId: INSTANCE_ARN,
      ContactId: 'c-1',
      ContactFlowId: 'f-1',
      QueueId: 'q-1',
      ClientToken: 'token',
    };
    const { $metadata } = await wire.client.send(new TransferContactCommand(input));
    const [entry] = wire.ledger.entries('TransferContact');
    expect(entry).toEqual({
      sequence: 1,
      at: expect.any(Date),
      operation: 'TransferContact',
      attempt: 1,
      sdkRequest: 'attempt=1; max=1',
      token: 'token',
      instanceId: INSTANCE_ID,
      status: 200,
      error: null,
      fault: null,
      changed: true,
      replayed: false,
      requestId: $metadata.requestId,
      durationMs: expect.any(Number),
      input,
    });
    expect(entry?.at.getTime()).toBeGreaterThanOrEqual(before);
  });

  test('counts the SDK’s own retries as attempts of one token', async () => {
    const client = testClient(wire.url, 3);
    wire.faults.add({ operation: 'TransferContact', fault: 'http500', times: 2 });
    await client.send(new TransferContactCommand({ InstanceId: 'i', ContactId: 'c', ContactFlowId: 'f' }));
    client.destroy();
    const entries = wire.ledger.entries();
    expect(entries).toMatchObject([
      { attempt: 1, sdkRequest: 'attempt=1; max=3', status: 500, changed: false },
      { attempt: 2, sdkRequest: 'attempt=2; max=3', status: 500, changed: false },
      { attempt: 3, sdkRequest: 'attempt=3; max=3', status: 200, changed: true },
    ]);
    expect(new Set(entries.map(({ token }) => token)).size).toBe(1);
  });

  test('counts attempts by input when there is no token', async () => {
    for (const ContactId of ['a', 'b', 'a']) {
      await wire.client.send(new StopContactCommand({ InstanceId: 'i', ContactId }));
    }
    expect(wire.ledger.entries().map(({ attempt }) => attempt)).toEqual([1, 1, 2]);
  });

  test('ignores the order of members when it compares inputs', () => {
    const ledger = new Ledger();
    ledger.open(arrival);
    ledger.open({ ...arrival, input: { ContactId: 'c', InstanceId: 'i' } });
    expect(ledger.entries().map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('starts again after a clear, even during a call', () => {
    const ledger = new Ledger();
    const close = ledger.open(arrival);
    ledger.clear();
    close({ status: 200 });
    expect(ledger.entries()).toEqual([]);
    ledger.open(arrival);
    expect(ledger.entries()).toMatchObject([{ sequence: 1, attempt: 1 }]);
  });

  test('drops the oldest calls past its limit', () => {
    const ledger = new Ledger(10);
    for (let call = 0; call < 5_000; call += 1) ledger.open(arrival);
    expect(ledger.entries().map(({ sequence }) => sequence)).toEqual([
      4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999, 5000,
    ]);
  });

  test('is not affected by changes to a returned list', () => {
    const ledger = new Ledger();
    ledger.open(arrival);
    (ledger.entries() as unknown[]).pop();
    expect(ledger.entries()).toHaveLength(1);
  });

  test.each([
    ['small inputs', 1_000, 3_000, { ContactId: 'c' }],
    ['large texts', 200_000, 30, { Name: 'n'.repeat(200_000) }],
    ['many small objects', 144_000, 30, { Steps: Array.from({ length: 16_000 }, () => ({ Or: [] })) }],
    ['times', 50_000, 100, { Times: Array.from({ length: 5_000 }, () => new Date(5)) }],
  ])('drops the oldest entries when %s would take more than its bytes', (_what, bytes, calls, input) => {
    const ledger = new Ledger(100_000, 1_000_000);
    for (let call = 0; call < calls; call += 1) ledger.open({ ...arrival, input, bytes });
    const kept = ledger.entries();
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.length * bytes).toBeLessThanOrEqual(1_200_000);
    expect(kept.at(-1)).toMatchObject({ sequence: calls, input });
    expect(JSON.parse(JSON.stringify(kept[0])).input).toEqual(JSON.parse(JSON.stringify(input)));
  });

  test('keeps the newest entry, however large it is', () => {
    const ledger = new Ledger(100, 1_000);
    ledger.open({ ...arrival, bytes: 5_000 });
    ledger.open({ ...arrival, bytes: 5_000, operation: 'TransferContact' });
    expect(ledger.entries().map(({ operation }) => operation)).toEqual(['TransferContact']);
  });
});
