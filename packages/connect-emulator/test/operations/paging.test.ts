import { describe, expect, test } from '@jest/globals';
import { call, refusalOf, smallWorld } from './support.js';

const queues = Array.from({ length: 7 }, (_, index) => ({ id: `q${index}`, name: `Queue ${index}` }));
const world = (assumptions = {}) => smallWorld({ queues, routingProfiles: [], users: [], flows: [] }, { assumptions });

function ids({ Queues }: { Queues: { QueueId: string }[] }): string[] {
  return Queues.map(({ QueueId }) => QueueId);
}

describe('A page token', () => {
  test('leads through all pages, and is absent on the last', () => {
    const state = world();
    const first = call(state, 'SearchQueues', { MaxResults: 3 });
    const second = call(state, 'SearchQueues', { MaxResults: 3, NextToken: first.NextToken });
    const third = call(state, 'SearchQueues', { MaxResults: 3, NextToken: second.NextToken });
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(queues.map(({ id }) => id));
    expect([first, second, third].map(({ ApproximateTotalCount }) => ApproximateTotalCount)).toEqual([7, 7, 7]);
    expect(third.NextToken).toBeUndefined();
  });

  test('is absent when the last page is exactly full', () => {
    expect(call(world(), 'SearchQueues', { MaxResults: 7 }).NextToken).toBeUndefined();
  });

  test('may be used again, and with another page size', () => {
    const state = world();
    const { NextToken } = call(state, 'SearchQueues', { MaxResults: 3 });
    const again = () => ids(call(state, 'SearchQueues', { MaxResults: 2, NextToken }));
    expect(again()).toEqual(['q3', 'q4']);
    expect(again()).toEqual(['q3', 'q4']);
  });

  test('does not reveal its position', () => {
    const state = world();
    const token = () => call(state, 'SearchQueues', { MaxResults: 3 }).NextToken as string;
    expect(token()).not.toBe(token());
    expect(Buffer.from(token(), 'base64url').toString('latin1')).not.toContain('q2');
  });

  test.each([
    ['forged', () => 'AAAA'],
    ['changed', (token: string) => `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`],
    ['without content', () => 'x'],
  ])('is refused when it is %s', (_what, change) => {
    const state = world();
    const { NextToken } = call(state, 'SearchQueues', { MaxResults: 3 });
    const refused = () => call(state, 'SearchQueues', { MaxResults: 3, NextToken: change(NextToken) });
    expect(refusalOf(refused)).toBe('InvalidRequestException');
  });

  test('is refused by another operation, for other criteria and for another instance', () => {
    const state = world();
    const { NextToken } = call(state, 'SearchQueues', { MaxResults: 3 });
    const criteria = { StringCondition: { FieldName: 'name', Value: 'Queue', ComparisonType: 'STARTS_WITH' } };
    expect(refusalOf(() => call(state, 'ListQueues', { NextToken }))).toBe('InvalidRequestException');
    expect(refusalOf(() => call(state, 'SearchQueues', { NextToken, SearchCriteria: criteria }))).toBe(
      'InvalidRequestException',
    );
    expect(refusalOf(() => call(world(), 'SearchQueues', { NextToken }))).toBe('InvalidRequestException');
  });

  test('expires on the world\u2019s clock, with the assumed error', () => {
    const state = world({ pageTokenLifetimeMs: 60_000, errorOfWrongPageToken: 'InvalidParameterException' });
    const { NextToken } = call(state, 'SearchQueues', { MaxResults: 3 });
    state.clock.advance(59_000);
    expect(ids(call(state, 'SearchQueues', { NextToken }))).toHaveLength(4);
    state.clock.advance(2_000);
    expect(refusalOf(() => call(state, 'SearchQueues', { NextToken }))).toBe('InvalidParameterException');
  });

  test('is invalid after a reset of the world', () => {
    const state = world();
    const { NextToken } = call(state, 'SearchQueues', { MaxResults: 3 });
    state.reset();
    expect(refusalOf(() => call(state, 'SearchQueues', { NextToken }))).toBe('InvalidRequestException');
  });
});
