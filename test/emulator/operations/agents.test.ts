import { describe, expect, test } from '@jest/globals';
import { over, serve, waiting, withAnn } from './life.js';

const work = { timing: { flowMs: 0, acceptMs: 0, afterContactWork: true } };

describe('AssociateContactWithUser', () => {
  test.each([['CHAT'], ['EMAIL'], ['TASK']])(
    'gives a queued contact of channel %s to a user in any state',
    async (channel) => {
      const { call, contact, last } = await serve([waiting('it', channel)]);
      await call('AssociateContactWithUser', { ContactId: 'it', UserId: 'off' });
      expect(last()).toMatchObject({ changed: true });
      expect(await contact('it')).toMatchObject({ AgentInfo: { Id: 'off' }, QueueInfo: { Id: 'lonely' } });
    },
  );

  test('takes the user by ARN, beyond the number of contacts at once', async () => {
    const { call, contact, world } = await serve([withAnn('a', 'TASK'), withAnn('b', 'TASK'), waiting('it', 'TASK')]);
    const UserId = world.instances[0]?.directory.users.get('ann')?.arn;
    await call('AssociateContactWithUser', { ContactId: 'it', UserId });
    expect((await contact('it')).AgentInfo?.Id).toBe('ann');
  });

  test('takes an offer back from another agent, and makes no second one', async () => {
    const slow = { timing: { flowMs: 0, acceptMs: 60_000 } };
    const { call, contact, advance, last, world } = await serve([waiting('it', 'TASK', { queue: 'tasks' })], slow);
    await call('AssociateContactWithUser', { ContactId: 'it', UserId: 'bob' });
    await call('AssociateContactWithUser', { ContactId: 'it', UserId: 'bob' });
    expect(last()).toMatchObject({ status: 200, changed: false });
    advance(60_000);
    expect((await contact('it')).AgentInfo?.Id).toBe('bob');
    expect(world.instances[0]?.lifecycle.router.loadOf('ann', 'TASK')).toBe(0);
  });

  test.each([
    ['a call', waiting('it', 'VOICE'), {}, 'InvalidRequestException'],
    ['a contact with an agent', withAnn('it', 'TASK'), {}, 'InvalidRequestException'],
    [
      'a contact in a flow',
      waiting('it', 'TASK', { state: 'in-flow', queue: undefined }),
      {},
      'InvalidRequestException',
    ],
    ['a contact that has ended', over('it', 'TASK'), {}, 'InvalidRequestException'],
    ['an unknown contact', waiting('other', 'TASK'), {}, 'ResourceNotFoundException'],
    ['an unknown user', waiting('it', 'TASK'), { UserId: 'nobody' }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, contact, input, error) => {
    const { refused } = await serve([contact]);
    expect(await refused('AssociateContactWithUser', { ContactId: 'it', UserId: 'bob', ...input })).toBe(error);
  });
});

describe('PutUserStatus', () => {
  test('lets an agent take contacts, or no more', async () => {
    const { call, contact } = await serve([waiting('it', 'TASK'), waiting('next', 'CHAT', { queue: 'lonely' })]);
    await call('PutUserStatus', { UserId: 'off', AgentStatusId: 'available' });
    expect((await contact('it')).AgentInfo?.Id).toBe('off');
    await call('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    const { ContactId } = await call('StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    expect((await contact(ContactId)).QueueInfo?.Id).toBe('tasks');
    expect((await contact(ContactId)).AgentInfo).toBeUndefined();
  });

  test('sets the next status of an agent who has a contact, who then gets no further ones', async () => {
    const { call, contact, world } = await serve([withAnn('busy', 'TASK')]);
    const ann = world.instances[0]?.directory.users.get('ann');
    await call('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    expect(ann).toMatchObject({ agentStatus: 'Available', nextAgentStatus: 'Lunch' });
    const { ContactId } = await call('StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    expect((await contact(ContactId)).AgentInfo).toBeUndefined();
    await call('StopContact', { ContactId: 'busy' });
    expect(ann).toMatchObject({ agentStatus: 'Lunch', nextAgentStatus: undefined });
    expect((await contact(ContactId)).AgentInfo).toBeUndefined();
    await call('PutUserStatus', { UserId: 'ann', AgentStatusId: 'available' });
    expect((await contact(ContactId)).AgentInfo?.Id).toBe('ann');
  });

  test('takes a next status back', async () => {
    const { call, contact, last } = await serve([withAnn('busy', 'TASK')]);
    await call('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    await call('PutUserStatus', { UserId: 'ann', AgentStatusId: 'available' });
    expect(last()).toMatchObject({ changed: true });
    const { ContactId } = await call('StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    expect((await contact(ContactId)).AgentInfo?.Id).toBe('ann');
  });

  test('changes nothing when the agent has that status already', async () => {
    const { call, last } = await serve();
    await call('PutUserStatus', { UserId: 'ann', AgentStatusId: 'available' });
    expect(last()).toMatchObject({ status: 200, changed: false });
  });

  test.each([
    ['an unknown user', { UserId: 'nobody' }, 'ResourceNotFoundException'],
    ['an unknown status', { AgentStatusId: 'nothing' }, 'ResourceNotFoundException'],
    ['a status that is disabled', { AgentStatusId: 'retired' }, 'InvalidRequestException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refused } = await serve();
    expect(await refused('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch', ...input })).toBe(error);
  });

  test('refuses a user who is not signed in, if assumed', async () => {
    const { refused } = await serve([], { assumptions: { statusOfSignedOutUser: 'refuse' } });
    expect(await refused('PutUserStatus', { UserId: 'off', AgentStatusId: 'lunch' })).toBe('InvalidRequestException');
  });
});

describe('After-contact work', () => {
  test('keeps the place of an agent taken until it is over', async () => {
    const { call, contact, advance } = await serve(
      [withAnn('it', 'VOICE'), waiting('next', 'VOICE', { queue: 'tasks' })],
      work,
    );
    await call('StopContact', { ContactId: 'it' });
    expect((await contact('it')).AgentInfo).toMatchObject({ AfterContactWorkStartTimestamp: expect.any(Date) });
    expect((await contact('next')).AgentInfo).toBeUndefined();
    advance(30_000);
    expect((await contact('it')).AgentInfo?.AfterContactWorkDuration).toBe(30);
    expect((await contact('next')).AgentInfo?.Id).toBe('ann');
  });

  test('ends when somebody dismisses the contact, and not twice', async () => {
    const { call, contact, advance, refused } = await serve(
      [withAnn('it', 'VOICE'), waiting('next', 'VOICE', { queue: 'tasks' })],
      work,
    );
    await call('StopContact', { ContactId: 'it' });
    await call('DismissUserContact', { UserId: 'ann', ContactId: 'it' });
    expect((await contact('next')).AgentInfo?.Id).toBe('ann');
    const { AgentInfo } = await contact('it');
    expect(AgentInfo?.AfterContactWorkEndTimestamp).toBeInstanceOf(Date);
    advance(60_000);
    expect((await contact('it')).AgentInfo).toEqual(AgentInfo);
    expect(await refused('DismissUserContact', { UserId: 'ann', ContactId: 'it' })).toBe('InvalidRequestException');
  });

  test('shows in metrics, and holds back the next status', async () => {
    const { call, world } = await serve([withAnn('it', 'TASK')], work);
    await call('StopContact', { ContactId: 'it' });
    const { MetricResults } = await call('GetCurrentMetricData', {
      Filters: { Queues: ['tasks'] },
      CurrentMetrics: [{ Name: 'AGENTS_AFTER_CONTACT_WORK', Unit: 'COUNT' }],
    });
    expect(MetricResults[0].Collections[0].Value).toBe(1);
    await call('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    const ann = world.instances[0]?.directory.users.get('ann');
    expect(ann?.agentStatus).toBe('Available');
    await call('DismissUserContact', { UserId: 'ann', ContactId: 'it' });
    expect(ann?.agentStatus).toBe('Lunch');
  });
});

describe('DismissUserContact', () => {
  test.each([['MISSED'], ['ERROR'], ['REJECTED']])(
    'clears a contact in the state %s and frees the place',
    async (state) => {
      const desks = [{ agent: 'ann', contact: 'left', state, since: '-1m' }];
      const { call, contact, last, world } = await serve(
        [waiting('left', 'VOICE'), waiting('next', 'VOICE', { queue: 'tasks' })],
        { sections: { desks } },
      );
      expect((await contact('next')).AgentInfo).toBeUndefined();
      await call('DismissUserContact', { UserId: 'ann', ContactId: 'left' });
      expect(last()).toMatchObject({ changed: true });
      expect((await contact('next')).AgentInfo?.Id).toBe('ann');
      expect((await contact('left')).DisconnectTimestamp).toBeUndefined();
      expect(world.instances[0]?.contacts.get('left')?.afterContactWorkEndedAt).toBeUndefined();
    },
  );

  test.each([
    ['a contact that the agent is connected to', { ContactId: 'busy' }, 'InvalidRequestException'],
    ['a contact of nobody', { ContactId: 'it' }, 'InvalidRequestException'],
    ['an unknown contact', { ContactId: 'nothing' }, 'ResourceNotFoundException'],
    ['an unknown user', { UserId: 'nobody' }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refused } = await serve([withAnn('busy', 'TASK'), waiting('it', 'TASK')]);
    expect(await refused('DismissUserContact', { UserId: 'ann', ContactId: 'busy', ...input })).toBe(error);
  });
});

describe('MonitorContact', () => {
  const SILENT = { AllowedMonitorCapabilities: ['SILENT_MONITOR'] };

  test.each([['VOICE'], ['CHAT']])(
    'gives the listener to a contact of channel %s one of their own',
    async (channel) => {
      const { call, contact } = await serve([withAnn('it', channel)]);
      const { ContactId, ContactArn } = await call('MonitorContact', { ContactId: 'it', UserId: 'bob', ...SILENT });
      expect(ContactArn).toMatch(new RegExp(`contact/${ContactId}$`));
      expect(await contact(ContactId)).toMatchObject({
        InitiationMethod: 'MONITOR',
        Channel: channel,
        InitialContactId: 'it',
        PreviousContactId: 'it',
        AgentInfo: { Id: 'bob', StateTransitions: [{ State: 'CONNECTED' }] },
      });
      await call('StopContact', { ContactId: 'it' });
      const ended = await contact(ContactId);
      expect(ended.DisconnectTimestamp).toBeInstanceOf(Date);
      expect(ended.AgentInfo?.StateTransitions?.at(-1)?.State).toBe('DISCONNECTED');
    },
  );

  test('takes no place of the listener', async () => {
    const { call, contact } = await serve([withAnn('it', 'VOICE'), waiting('next', 'VOICE')]);
    await call('MonitorContact', { ContactId: 'it', UserId: 'off', ...SILENT });
    await call('PutUserStatus', { UserId: 'off', AgentStatusId: 'available' });
    expect((await contact('next')).AgentInfo?.Id).toBe('off');
  });

  test('lets five listen and no more', async () => {
    const { call, refused } = await serve([withAnn('it', 'VOICE')]);
    const input = { ContactId: 'it', UserId: 'bob', ...SILENT };
    for (let listeners = 0; listeners < 5; listeners += 1) await call('MonitorContact', input);
    expect(await refused('MonitorContact', input)).toBe('ServiceQuotaExceededException');
  });

  test.each([
    ['a task', { ContactId: 'task' }, 'InvalidRequestException'],
    ['a contact without an agent', { ContactId: 'waiting' }, 'InvalidRequestException'],
    ['a contact that has ended', { ContactId: 'over' }, 'InvalidRequestException'],
    ['no capabilities where barging is enabled', { AllowedMonitorCapabilities: undefined }, 'InvalidRequestException'],
    ['three capabilities', { AllowedMonitorCapabilities: ['BARGE', 'BARGE', 'BARGE'] }, 'InvalidRequestException'],
    ['an unknown user', { UserId: 'nobody' }, 'ResourceNotFoundException'],
    ['an unknown contact', { ContactId: 'nothing' }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, input, error) => {
    const contacts = [
      withAnn('it', 'VOICE'),
      withAnn('task', 'TASK'),
      waiting('waiting', 'CHAT'),
      over('over', 'CHAT'),
    ];
    const { refused } = await serve(contacts);
    expect(await refused('MonitorContact', { ContactId: 'it', UserId: 'bob', ...SILENT, ...input })).toBe(error);
  });

  test('needs no capabilities where barging is off, and takes no BARGE', async () => {
    const sections = { features: { ENHANCED_CONTACT_MONITORING: false } };
    const { refused } = await serve([withAnn('it', 'VOICE')], { sections });
    const input = { ContactId: 'it', UserId: 'bob' };
    expect(await refused('MonitorContact', { ...input, AllowedMonitorCapabilities: ['BARGE'] })).toBe(
      'InvalidRequestException',
    );
    expect(await refused('MonitorContact', input)).toBeUndefined();
  });
});
