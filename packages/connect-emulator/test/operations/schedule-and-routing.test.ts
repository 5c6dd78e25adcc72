import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn } from './life.js';

const hour = 3_600_000;
const day = 24 * hour;
const scheduled = (more: object = {}) => ({ ...waiting('it', 'TASK', more), state: 'scheduled', scheduled: '+1h' });

describe('UpdateContactSchedule', () => {
  test('moves the start, and the expiry with it', async () => {
    const { send, contact, advance, world } = await serveContacts([scheduled({ queue: 'tasks', flow: 'to-tasks' })]);
    const ScheduledTime = new Date(world.now + 3 * hour);
    await send('UpdateContactSchedule', { ContactId: 'it', ScheduledTime });
    expect((await contact('it')).ScheduledTimestamp).toEqual(ScheduledTime);
    advance(2 * hour);
    expect((await contact('it')).ConnectedToSystemTimestamp).toBeUndefined();
    advance(hour);
    expect(await contact('it')).toMatchObject({ ConnectedToSystemTimestamp: ScheduledTime, AgentInfo: { Id: 'ann' } });
    advance(7 * day - hour);
    expect((await contact('it')).DisconnectReason).toBeUndefined();
    advance(hour);
    expect((await contact('it')).DisconnectReason).toBe('EXPIRED');
  });

  test('starts the task once, even if the same time was set twice', async () => {
    const { send, advance, contact, world } = await serveContacts([scheduled({ flow: 'to-queue' })]);
    const ScheduledTime = new Date(world.now + 2 * hour);
    for (let times = 0; times < 2; times += 1) await send('UpdateContactSchedule', { ContactId: 'it', ScheduledTime });
    advance(3 * hour);
    expect((await contact('it')).QueueInfo?.Id).toBe('lonely');
    expect(world.instances[0]?.lifecycle.occupancyOf('lonely')).toBe(1);
  });

  test('starts the task at once when its time has just passed', async () => {
    const { send, contact, world } = await serveContacts([scheduled({ queue: 'tasks' })]);
    await send('UpdateContactSchedule', { ContactId: 'it', ScheduledTime: new Date(world.now - 1_000) });
    expect((await contact('it')).AgentInfo?.Id).toBe('ann');
  });

  test.each([
    ['a task that is not scheduled', waiting('it', 'TASK'), 'InvalidRequestException'],
    ['a task that has ended', over('it', 'TASK'), 'InvalidRequestException'],
    ['a chat', waiting('it', 'CHAT'), 'InvalidRequestException'],
    ['an unknown contact', waiting('other', 'TASK'), 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, contact, error) => {
    const { refusal, world } = await serveContacts([contact]);
    const ScheduledTime = new Date(world.now + hour);
    expect(await refusal('UpdateContactSchedule', { ContactId: 'it', ScheduledTime })).toBe(error);
  });

  test('refuses a time in the past, and one too far ahead', async () => {
    const { refusal, world } = await serveContacts([scheduled()]);
    const at = (ms: number) =>
      refusal('UpdateContactSchedule', { ContactId: 'it', ScheduledTime: new Date(world.now + ms) });
    expect(await at(-day)).toBe('InvalidRequestException');
    expect(await at(91 * day)).toBe('InvalidRequestException');
    expect(await at(89 * day)).toBeUndefined();
  });

  test('allows at most twenty changes', async () => {
    const { refusal, world } = await serveContacts([scheduled()]);
    const move = (times: number) =>
      refusal('UpdateContactSchedule', { ContactId: 'it', ScheduledTime: new Date(world.now + times * hour) });
    for (let times = 1; times <= 20; times += 1) expect(await move(times)).toBeUndefined();
    expect(await move(21)).toBe('LimitExceededException');
  });
});

describe('UpdateContactRoutingData', () => {
  const older = waiting('older', 'TASK', { initiated: '-20m' });

  test.each([
    ['a more urgent priority', { QueuePriority: 1 }],
    ['a higher age', { QueueTimeAdjustmentSeconds: 1_200 }],
  ])('moves a contact to the front of its queue by %s', async (_what, change) => {
    const { send, contact, world } = await serveContacts([older, waiting('it', 'TASK')]);
    const { waiting: lines } = world.instances[0]?.lifecycle.router ?? {};
    expect(lines?.in('lonely').map(({ id }) => id)).toEqual(['older', 'it']);
    await send('UpdateContactRoutingData', { ContactId: 'it', ...change });
    expect(lines?.in('lonely').map(({ id }) => id)).toEqual(['it', 'older']);
    expect(await contact('it')).toMatchObject(change);
  });

  const named = (...AgentIds: string[]) => ({
    AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds } } },
  });

  test('offers a contact to the agents of each step in turn, then to all agents', async () => {
    const { send, contact, advance } = await serveContacts(
      [waiting('it', 'TASK', { state: 'in-flow', queue: 'tasks' })],
      {
        timing: { flowMs: 60_000, acceptMs: 0 },
      },
    );
    const Steps = [
      { Expression: named('bob'), Expiry: { DurationInSeconds: 60 } },
      { Expression: named('off'), Expiry: { DurationInSeconds: 60 } },
    ];
    await send('UpdateContactRoutingData', { ContactId: 'it', RoutingCriteria: { Steps } });
    const statuses = async () => (await contact('it')).RoutingCriteria?.Steps?.map(({ Status }) => Status);
    expect(await statuses()).toEqual(['INACTIVE', 'INACTIVE']);
    advance(61_000);
    expect(await statuses()).toEqual(['ACTIVE', 'INACTIVE']);
    expect((await contact('it')).RoutingCriteria).toMatchObject({ ActivationTimestamp: expect.any(Date), Index: 0 });
    advance(60_000);
    expect(await statuses()).toEqual(['EXPIRED', 'ACTIVE']);
    expect((await contact('it')).AgentInfo).toBeUndefined();
    advance(60_000);
    expect(await statuses()).toEqual(['EXPIRED', 'EXPIRED']);
    expect((await contact('it')).AgentInfo?.Id).toBe('ann');
  });

  test('offers a queued contact to an agent who matches the new criteria', async () => {
    const { send, contact, advance } = await serveContacts(
      [waiting('it', 'TASK', { state: 'in-flow', queue: 'tasks' })],
      {
        timing: { flowMs: 60_000, acceptMs: 0 },
      },
    );
    const route = (expression: object) =>
      send('UpdateContactRoutingData', { ContactId: 'it', RoutingCriteria: { Steps: [{ Expression: expression }] } });
    await route(named('bob'));
    advance(61_000);
    expect((await contact('it')).AgentInfo).toBeUndefined();
    await route({ AndExpression: [named('ann'), { NotAttributeCondition: named('bob').AttributeCondition }] });
    const { AgentInfo, RoutingCriteria } = await contact('it');
    expect(AgentInfo?.Id).toBe('ann');
    expect(RoutingCriteria).toMatchObject({ Index: 1, Steps: [{ Status: 'JOINED' }] });
  });

  test('returns criteria in searches', async () => {
    const { send } = await serveContacts([waiting('it', 'TASK')]);
    const Steps = [{ Expression: { OrExpression: [named('bob'), named('ann')] }, Expiry: { DurationInSeconds: 60 } }];
    await send('UpdateContactRoutingData', { ContactId: 'it', RoutingCriteria: { Steps } });
    const { Contacts } = await send('SearchContacts', {
      TimeRange: { Type: 'INITIATION_TIMESTAMP', StartTime: new Date(0), EndTime: new Date(Date.now() + 60_000) },
    });
    expect(Contacts[0].RoutingCriteria.Steps[0]).toMatchObject({
      Status: 'ACTIVE',
      Expiry: { DurationInSeconds: 60, ExpiryTimestamp: expect.any(Date) },
    });
  });

  test('changes nothing when all values are unchanged', async () => {
    const { send, last } = await serveContacts([waiting('it', 'TASK')]);
    await send('UpdateContactRoutingData', { ContactId: 'it', QueuePriority: 5 });
    expect(last()).toMatchObject({ status: 200, changed: false });
  });

  test.each([
    ['priority and age together', { QueuePriority: 1, QueueTimeAdjustmentSeconds: 5 }, 'InvalidParameterException'],
    ['nothing at all', {}, 'InvalidParameterException'],
    ['criteria without steps', { RoutingCriteria: { Steps: [] } }, 'InvalidParameterException'],
    ['a step without an expression', { RoutingCriteria: { Steps: [{}] } }, 'InvalidParameterException'],
    ['a priority of zero', { QueuePriority: 0 }, 'InvalidParameterException'],
    ['an unknown contact', { ContactId: 'nothing', QueuePriority: 1 }, 'ResourceNotFoundException'],
    ['a contact with an agent', { ContactId: 'busy', QueuePriority: 1 }, 'ResourceConflictException'],
    ['a contact that has ended', { ContactId: 'over', QueuePriority: 1 }, 'ResourceConflictException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts([waiting('it', 'TASK'), withAnn('busy', 'CHAT'), over('over', 'TASK')]);
    expect(await refusal('UpdateContactRoutingData', { ContactId: 'it', ...input })).toBe(error);
  });
});
