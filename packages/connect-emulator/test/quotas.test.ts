import { DescribeContactCommand, SearchContactsCommand, StopContactCommand } from '@aws-sdk/client-connect';
import { afterEach, describe, expect, test } from '@jest/globals';
import { defaultQuota, serviceModel } from 'connect-model';
import { Quotas } from '../src/calls/quotas.js';
import { INSTANCE_ID, startTestWire, type TestWire } from './support/wire.js';

describe('a bucket', () => {
  test('admits a burst and then calls at its rate', () => {
    let now = 0;
    const quotas = new Quotas(() => now);
    const admitted = () => Array.from({ length: 10 }, () => quotas.admit('TransferContact')).filter(Boolean).length;
    expect(admitted()).toBe(5);
    now += 499;
    expect(admitted()).toBe(0);
    now += 1;
    expect(admitted()).toBe(1);
    now += 3_600_000;
    expect(admitted()).toBe(5);
  });

  test('is separate for each operation', () => {
    const quotas = new Quotas(() => 0);
    expect(quotas.admit('SearchContacts')).toBe(true);
    expect(quotas.admit('SearchContacts')).toBe(false);
    expect(quotas.admit('SearchQueues')).toBe(true);
  });

  test('is full again after a reset', () => {
    const quotas = new Quotas(() => 0);
    quotas.admit('SearchContacts');
    quotas.clear();
    expect(quotas.admit('SearchContacts')).toBe(true);
  });
});

describe('the table of quotas', () => {
  test.each([
    ['TransferContact', 2, 5],
    ['StartTaskContact', 2, 5],
    ['DescribeQueue', 2, 5],
    ['SearchContacts', 0.5, 1],
    ['DescribeContact', 10, 15],
    ['StopContact', 10, 15],
    ['TagContact', 20, 25],
    ['UpdateContactRoutingData', 20, 20],
    ['GetMetricDataV2', 10, 10],
    ['ListEvaluationForms', 3, 5],
  ])('allows %s %d calls per second and a burst of %d', (operation, rate, burst) => {
    expect(serviceModel.operations).toHaveProperty(operation);
    expect(defaultQuota(operation)).toEqual({ rate, burst });
  });
});

describe('an emulator with quotas', () => {
  let wire: TestWire;
  afterEach(() => wire.close());

  test('throttles with status 429 and the exception that the operation models', async () => {
    wire = await startTestWire(undefined, { quotas: true });
    const search = () =>
      wire.client.send(
        new SearchContactsCommand({
          InstanceId: INSTANCE_ID,
          TimeRange: { Type: 'INITIATION_TIMESTAMP', StartTime: new Date(0), EndTime: new Date() },
        }),
      );
    const answered = await Promise.allSettled([search(), search(), search()]);
    expect(answered.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answered) {
      if (answer.status === 'fulfilled') continue;
      expect(answer.reason).toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 429 } });
    }
    expect(wire.ledger.entries().filter(({ error }) => error === 'ThrottlingException')).toHaveLength(2);
  });

  test('throttles with TooManyRequestsException when the operation does not model ThrottlingException', async () => {
    wire = await startTestWire(undefined, { quotas: true });
    const stops = Array.from({ length: 40 }, (_, index) =>
      wire.client.send(new StopContactCommand({ InstanceId: INSTANCE_ID, ContactId: `c-${index}` })),
    );
    const refused = (await Promise.allSettled(stops)).filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } });
    }
  });

  test('throttles no calls when quotas are off', async () => {
    wire = await startTestWire();
    const command = new DescribeContactCommand({ InstanceId: INSTANCE_ID, ContactId: 'c' });
    await Promise.all(Array.from({ length: 40 }, () => wire.client.send(command)));
    expect(wire.calls).toHaveLength(40);
  });
});
