import { describe, expect, test } from '@jest/globals';
import { call, instanceArn, refusalOf, smallWorld, waitingTask } from './support.js';

const state = smallWorld({
  contacts: [
    waitingTask,
    { ...waitingTask, id: 'older', initiated: '-20m', enqueued: '-20m' },
    { ...waitingTask, id: 'mail', channel: 'EMAIL' },
    { ...waitingTask, id: 'own', queue: 'off' },
    { ...waitingTask, id: 'later', state: 'scheduled', scheduled: '+1h' },
    { ...waitingTask, id: 'busy', state: 'with-agent', queue: 'tasks', agent: 'ann' },
  ],
});

function metrics(names: string[], Queues: string[], more: object = {}, Channels?: string[]) {
  const CurrentMetrics = names.map((Name) => ({ Name, Unit: 'COUNT' }));
  return call(state, 'GetCurrentMetricData', { Filters: { Queues, Channels }, CurrentMetrics, ...more });
}

interface Row {
  readonly Dimensions?: { readonly Queue?: { readonly Id: string }; readonly Channel?: string };
  readonly Collections: readonly { readonly Value: number }[];
}

/** Each row as its dimension and its values. */
function values({ MetricResults }: { readonly MetricResults: readonly Row[] }): (string | number)[][] {
  return MetricResults.map(({ Dimensions, Collections }) => [
    Dimensions?.Queue?.Id ?? Dimensions?.Channel ?? 'all',
    ...Collections.map(({ Value }) => Value),
  ]);
}

describe('GetCurrentMetricData', () => {
  test('returns totals over the queues without groupings', () => {
    const answer = metrics(['CONTACTS_IN_QUEUE', 'CONTACTS_SCHEDULED'], ['lonely', 'tasks', 'off']);
    expect(values(answer)).toEqual([['all', 4, 1]]);
    expect(answer.DataSnapshotTime).toBeInstanceOf(Date);
    expect(answer.ApproximateTotalCount).toBe(1);
  });

  test('returns each queue, including agent queues, by id or ARN', () => {
    const Groupings = ['QUEUE'];
    const arn = `${instanceArn}/queue/agent/off`;
    const answer = metrics(['CONTACTS_IN_QUEUE'], ['lonely', 'tasks', arn], { Groupings });
    expect(values(answer)).toEqual([
      ['tasks', 0],
      ['lonely', 3],
      ['off', 1],
    ]);
    expect(answer.MetricResults[2].Dimensions.Queue).toEqual({ Id: 'off', Arn: arn });
  });

  test('groups by channel', () => {
    const Groupings = ['CHANNEL'];
    expect(values(metrics(['CONTACTS_IN_QUEUE'], ['lonely'], { Groupings }, ['TASK', 'EMAIL']))).toEqual([
      ['TASK', 2],
      ['EMAIL', 1],
    ]);
    expect(values(metrics(['CONTACTS_IN_QUEUE'], ['lonely'], {}, ['EMAIL']))).toEqual([['all', 1]]);
  });

  test('counts the agents who serve a queue, and their free slots', () => {
    const names = ['AGENTS_ONLINE', 'AGENTS_AVAILABLE', 'AGENTS_ON_CONTACT', 'SLOTS_ACTIVE', 'SLOTS_AVAILABLE'];
    expect(values(metrics(names, ['tasks', 'lonely'], { Groupings: ['QUEUE'] }, ['TASK']))).toEqual([
      ['tasks', 1, 1, 1, 1, 1],
      ['lonely', 0, 0, 0, 0, 0],
    ]);
  });

  test('returns the oldest age in seconds with groupings and in milliseconds without', () => {
    const age = (more: object) => values(metrics(['OLDEST_CONTACT_AGE'], ['lonely'], more))[0]?.[1];
    expect(age({ Groupings: ['QUEUE'] })).toBeCloseTo(1200, -1);
    expect(age({})).toBeGreaterThan(1_190_000);
  });

  test('sorts by a metric and pages', () => {
    const input = {
      Groupings: ['QUEUE'],
      MaxResults: 2,
      SortCriteria: [{ SortByMetric: 'CONTACTS_IN_QUEUE', SortOrder: 'DESCENDING' }],
    };
    const first = metrics(['CONTACTS_IN_QUEUE'], ['tasks', 'off', 'lonely'], input);
    expect(values(first)).toEqual([
      ['lonely', 3],
      ['off', 1],
    ]);
    const second = metrics(['CONTACTS_IN_QUEUE'], ['tasks', 'off', 'lonely'], { ...input, NextToken: first.NextToken });
    expect(values(second)).toEqual([['tasks', 0]]);
  });

  test('refuses unsupported metrics', () => {
    expect(refusalOf(() => metrics(['ESTIMATED_WAIT_TIME'], ['tasks']))).toBe('InvalidRequestException');
    expect(refusalOf(() => metrics(['AGENTS_ONLINE'], []))).toBe('InvalidRequestException');
    expect(refusalOf(() => metrics(['AGENTS_ONLINE'], ['nowhere']))).toBe('ResourceNotFoundException');
  });
});
