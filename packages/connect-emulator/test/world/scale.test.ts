import { beforeAll, describe, expect, test } from '@jest/globals';
import { World } from '../../src/world/world.js';
import { call, instanceId } from '../operations/support.js';

const hour = 3_600_000;

describe('A world of 100,000 contacts, 10,000 users and 1,000 queues', () => {
  let world: World;

  beforeAll(() => {
    world = World.parse(
      JSON.stringify({
        region: 'us-east-1',
        account: '111122223333',
        instances: [
          {
            id: instanceId,
            alias: 'large',
            flows: [{ id: 'flow', name: 'Flow', type: 'CONTACT_FLOW' }],
            generate: { users: 10_000, queues: 1_000 },
            background: [
              { count: 60_000, channel: 'VOICE', over: '1000h' },
              { count: 39_000, channel: 'TASK', over: '1000h', names: ['A', 'B', 'C'] },
              { count: 1_000, channel: 'CHAT', state: 'with-agent', over: '1h' },
            ],
          },
        ],
      }),
    );
  });

  function work(run: () => void): { examined: number; handled: number } {
    const before = { ...world.work };
    run();
    return {
      examined: world.work.contactsExamined - before.contactsExamined,
      handled: world.work.eventsHandled - before.eventsHandled,
    };
  }

  const range = (fromHours: number, toHours: number) => ({
    TimeRange: {
      Type: 'INITIATION_TIMESTAMP',
      StartTime: new Date(world.now + fromHours * hour),
      EndTime: new Date(world.now + toHours * hour),
    },
  });

  test('is loaded completely', () => {
    expect(world.instances[0]?.contacts.size).toBe(100_000);
    expect(call(world, 'ListUsers', { MaxResults: 1000 }).UserSummaryList).toHaveLength(1000);
    expect(call(world, 'SearchQueues', { MaxResults: 500 }).ApproximateTotalCount).toBe(1000);
  });

  test('finds a page of all contacts by examining that page only', () => {
    const input = { ...range(-1000, 0), MaxResults: 100 };
    let page: { NextToken: string; TotalCount: number } | undefined;
    const first = work(() => {
      page = call(world, 'SearchContacts', input);
    });
    expect(page?.TotalCount).toBeGreaterThan(99_000);
    expect(first.examined).toBeLessThanOrEqual(101);
    const next = work(() => call(world, 'SearchContacts', { ...input, NextToken: page?.NextToken }));
    expect(next.examined).toBeLessThanOrEqual(101);
  });

  test('examines only contacts of the time range in a search by criteria', () => {
    const inRange = call(world, 'SearchContacts', range(-505, -500)).TotalCount;
    expect(inRange).toBeGreaterThan(0);
    expect(inRange).toBeLessThan(2_000);
    const { examined } = work(() =>
      call(world, 'SearchContacts', { ...range(-505, -500), SearchCriteria: { Channels: ['TASK'] } }),
    );
    expect(examined).toBe(inRange);
  });

  test('handles only due events', () => {
    expect(work(() => world.settle()).handled).toBe(0);
    call(world, 'StartTaskContact', {
      Name: 'x',
      ContactFlowId: 'flow',
      ScheduledTime: new Date(world.now + hour),
    });
    world.clock.advance(hour + 1);
    expect(work(() => world.settle()).handled).toBe(1);
  });
});
