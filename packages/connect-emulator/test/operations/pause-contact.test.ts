import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn, worldOf } from './life.js';
import { call, describeContact, refusalOf } from './support.js';

const paused = (id: string, more: object = {}) => ({ ...withAnn(id, 'TASK', more), state: 'paused', paused: '-1m' });

describe('PauseContact and ResumeContact', () => {
  test('remove a queued task from its queue, and queue it again if the flow transfers it to a queue', async () => {
    const { send, contact, last, world } = await serveContacts([waiting('task', 'TASK', { flow: 'to-queue' })]);
    await send('PauseContact', { ContactId: 'task' });
    expect(last()).toMatchObject({ changed: true, error: null });
    const dequeued = await contact('task');
    expect(dequeued).toMatchObject({ LastPausedTimestamp: expect.any(Date), TotalPauseCount: 1 });
    expect(dequeued.QueueInfo).toBeUndefined();
    expect(world.instances[0]?.lifecycle.occupancyOf('lonely')).toBe(0);

    await send('ResumeContact', { ContactId: 'task' });
    const resumed = await contact('task');
    expect(resumed.QueueInfo?.Id).toBe('lonely');
    expect(resumed.LastResumedTimestamp?.getTime()).toBeGreaterThanOrEqual(
      resumed.LastPausedTimestamp?.getTime() ?? Infinity,
    );
  });

  test.each([
    ['no flow', {}],
    ['a flow without a queue', { flow: 'inbound' }],
  ])('do not queue a task again that has %s', async (_what, more) => {
    const { send, contact } = await serveContacts([waiting('task', 'TASK', more)]);
    await send('PauseContact', { ContactId: 'task' });
    await send('ResumeContact', { ContactId: 'task' });
    const resumed = await contact('task');
    expect(resumed.QueueInfo).toBeUndefined();
    expect(resumed.DisconnectTimestamp).toBeUndefined();
  });

  test('use the flow in the input, when pausing and when resuming', async () => {
    const { send, contact } = await serveContacts([waiting('a', 'TASK'), waiting('b', 'TASK')]);
    await send('PauseContact', { ContactId: 'a', ContactFlowId: 'to-tasks' });
    await send('ResumeContact', { ContactId: 'a' });
    expect((await contact('a')).AgentInfo?.Id).toBe('ann');
    await send('PauseContact', { ContactId: 'b' });
    await send('ResumeContact', { ContactId: 'b', ContactFlowId: 'to-tasks' });
    expect((await contact('b')).AgentInfo?.Id).toBe('ann');
  });

  test('release the agent\u2019s slot and occupy it again, even above the concurrency limit', async () => {
    const { send, contact, world } = await serveContacts([
      withAnn('a', 'TASK'),
      withAnn('b', 'TASK'),
      waiting('next', 'TASK', { queue: 'tasks' }),
    ]);
    expect((await contact('next')).AgentInfo).toBeUndefined();
    await send('PauseContact', { ContactId: 'a' });
    expect((await contact('next')).AgentInfo?.Id).toBe('ann');
    expect((await contact('a')).AgentInfo?.Id).toBe('ann');
    await send('ResumeContact', { ContactId: 'a' });
    expect(world.instances[0]?.lifecycle.router.loadOf('ann', 'TASK')).toBe(3);
  });

  test('stop the flow while the task is paused', async () => {
    const options = { timing: { flowMs: 60_000, acceptMs: 0 } };
    const { send, contact, advance } = await serveContacts([waiting('task', 'TASK', { state: 'in-flow' })], options);
    await send('PauseContact', { ContactId: 'task' });
    advance(120_000);
    expect((await contact('task')).QueueInfo).toBeUndefined();
    await send('ResumeContact', { ContactId: 'task' });
    advance(30_000);
    expect((await contact('task')).QueueInfo).toBeUndefined();
    advance(31_000);
    expect((await contact('task')).QueueInfo?.Id).toBe('lonely');
  });

  test('send a task in a flow to the destination of the flow that was set when it was paused', async () => {
    const { send, contact } = await serveContacts([waiting('task', 'TASK', { state: 'in-flow', queue: undefined })]);
    await send('PauseContact', { ContactId: 'task', ContactFlowId: 'to-tasks' });
    await send('ResumeContact', { ContactId: 'task' });
    expect((await contact('task')).QueueInfo?.Id).toBe('tasks');
  });

  test('withdraw the offer of a task that the agent has not accepted', async () => {
    const options = { timing: { flowMs: 0, acceptMs: 60_000 } };
    const { send, contact, advance, world } = await serveContacts(
      [waiting('task', 'TASK', { queue: 'tasks' })],
      options,
    );
    await send('PauseContact', { ContactId: 'task' });
    advance(120_000);
    expect((await contact('task')).AgentInfo).toBeUndefined();
    expect(world.instances[0]?.lifecycle.router.loadOf('ann', 'TASK')).toBe(0);
  });

  test('treat a task as scheduled if it was scheduled when the call began', () => {
    const world = worldOf([waiting('task', 'TASK', { state: 'scheduled', scheduled: '+1h' })]);
    const { ScheduledTimestamp } = describeContact(world, 'task');
    let reading = (ScheduledTimestamp?.getTime() ?? 0) - 1;
    world.clock.now = () => new Date(reading++);
    expect(refusalOf(() => call(world, 'PauseContact', { ContactId: 'task' }))).toBe('ConflictException');
    expect(describeContact(world, 'task').LastPausedTimestamp).toBeUndefined();
  });

  test('sum the pauses of a task', async () => {
    const { send, contact, advance } = await serveContacts([withAnn('task', 'TASK')]);
    for (let pause = 0; pause < 2; pause += 1) {
      await send('PauseContact', { ContactId: 'task' });
      advance(60_000);
      await send('ResumeContact', { ContactId: 'task' });
    }
    const { TotalPauseCount, TotalPauseDurationInSeconds, AgentInfo } = await contact('task');
    expect(TotalPauseCount).toBe(2);
    expect(TotalPauseDurationInSeconds).toBeUndefined();
    expect(AgentInfo?.AgentPauseDurationInSeconds).toBeGreaterThanOrEqual(120);
    await send('StopContact', { ContactId: 'task' });
    expect((await contact('task')).TotalPauseDurationInSeconds).toBeGreaterThanOrEqual(120);
  });

  test.each([
    ['PauseContact', 'a call', 'InvalidRequestException', withAnn('it', 'VOICE')],
    ['PauseContact', 'a chat', 'InvalidRequestException', withAnn('it', 'CHAT')],
    ['PauseContact', 'an email', 'InvalidRequestException', withAnn('it', 'EMAIL')],
    ['PauseContact', 'a task that has ended', 'InvalidRequestException', over('it', 'TASK')],
    ['PauseContact', 'a paused task', 'ConflictException', paused('it')],
    [
      'PauseContact',
      'a scheduled task',
      'ConflictException',
      waiting('it', 'TASK', { state: 'scheduled', scheduled: '+1h' }),
    ],
    ['PauseContact', 'an unknown contact', 'ResourceNotFoundException', waiting('other', 'TASK')],
    ['ResumeContact', 'a chat', 'InvalidRequestException', withAnn('it', 'CHAT')],
    ['ResumeContact', 'a task that has ended', 'InvalidRequestException', over('it', 'TASK')],
    ['ResumeContact', 'a task that is not paused', 'ConflictException', withAnn('it', 'TASK')],
    ['ResumeContact', 'an unknown contact', 'ResourceNotFoundException', waiting('other', 'TASK')],
  ])('%s refuses %s with %s', async (operation, _what, error, contact) => {
    const { refusal } = await serveContacts([contact]);
    expect(await refusal(operation, { ContactId: 'it' })).toBe(error);
  });

  test.each([
    ['an unknown flow', 'nothing', 'ResourceNotFoundException'],
    ['a flow of another type', 'whisper', 'InvalidRequestException'],
    ['a flow that is not published', 'saved', 'InvalidRequestException'],
  ])('refuse %s', async (_what, ContactFlowId, error) => {
    const { refusal } = await serveContacts([waiting('live', 'TASK'), paused('paused')]);
    expect(await refusal('PauseContact', { ContactId: 'live', ContactFlowId })).toBe(error);
    expect(await refusal('ResumeContact', { ContactId: 'paused', ContactFlowId })).toBe(error);
  });

  test('allow as many paused tasks of an agent as the profile\u2019s concurrency', async () => {
    const { refusal, send } = await serveContacts([paused('a'), paused('b'), withAnn('c', 'TASK')]);
    expect(await refusal('PauseContact', { ContactId: 'c' })).toBe('LimitExceededException');
    await send('ResumeContact', { ContactId: 'a' });
    expect(await refusal('PauseContact', { ContactId: 'c' })).toBeUndefined();
  });

  test('allow ten pauses of a task', async () => {
    const { refusal, send } = await serveContacts([withAnn('task', 'TASK')]);
    for (let pause = 0; pause < 10; pause += 1) {
      await send('PauseContact', { ContactId: 'task' });
      await send('ResumeContact', { ContactId: 'task' });
    }
    expect(await refusal('PauseContact', { ContactId: 'task' })).toBe('LimitExceededException');
  });
});
