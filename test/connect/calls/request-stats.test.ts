import { expect, jest, test } from '@jest/globals';
import { noopObserver } from '../../../src/connect/calls/call-observer.js';
import { RequestStats } from '../../../src/connect/calls/request-stats.js';

test('the statistics of a request count calls, waits, cached records, shared reads and replays', () => {
  const stats = new RequestStats();
  for (const operation of ['DescribeUser', 'DescribeUser', 'SearchContacts']) stats.called(operation);
  stats.waited('DescribeUser', 1);
  stats.waited('DescribeUser', 2.6);
  // A turn that came at once is no wait.
  stats.waited('SearchContacts', 0.9);
  stats.servedFromDirectory();
  stats.servedFromDirectory();
  stats.missedInDirectory();
  for (let n = 0; n < 3; n++) stats.sharedRead();
  for (let n = 0; n < 4; n++) stats.replayed();
  expect(stats.toJSON()).toEqual({
    calls: { DescribeUser: 2, SearchContacts: 1 },
    waitedMs: { DescribeUser: 4 },
    servedFromDirectory: 2,
    sharedReads: 3,
    replayed: 4,
  });
});

test('a request that did nothing has empty statistics and no refusals', () => {
  const stats = new RequestStats();
  expect(stats.toJSON()).toEqual({ calls: {}, waitedMs: {}, servedFromDirectory: 0, sharedReads: 0, replayed: 0 });
  expect(stats.refusals).toEqual([]);
  stats.refused('ConnectConflictError');
  stats.refused('ConnectThrottlingError');
  expect(stats.refusals).toEqual(['ConnectConflictError', 'ConnectThrottlingError']);
});

test('the observer hears of each event, and of failures only if no call was made', () => {
  const observer = {
    ...noopObserver,
    attempted: jest.fn(),
    notMade: jest.fn(),
    waited: jest.fn(),
    lookedUp: jest.fn(),
    sharedRead: jest.fn(),
    replayed: jest.fn(),
  };
  const stats = new RequestStats(observer as unknown as typeof noopObserver);
  stats.attempted('StopContact', 2, 'ok', 30);
  stats.waited('StopContact', 0.5);
  stats.servedFromDirectory();
  stats.missedInDirectory();
  stats.sharedRead();
  stats.replayed();
  const none = { awsRequestId: null, retryAfterMs: null };
  stats.failed('StopContact', { kind: 'throttled', byGateway: true, ...none });
  stats.failed('StopContact', { kind: 'throttled', byGateway: false, ...none } as never);
  stats.failed('StopContact', { kind: 'unavailable', cause: 'breaker', ...none } as never);
  stats.failed('StopContact', { kind: 'unavailable', cause: 'connection', ...none } as never);
  expect(observer.attempted.mock.calls).toEqual([['StopContact', 2, 'ok', 30]]);
  expect(observer.notMade.mock.calls).toEqual([
    ['StopContact', 'throttled'],
    ['StopContact', 'breaker'],
  ]);
  expect(observer.waited.mock.calls).toEqual([['StopContact', 0.5]]);
  expect(observer.lookedUp.mock.calls).toEqual([[true], [false]]);
  expect([observer.sharedRead, observer.replayed].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});
