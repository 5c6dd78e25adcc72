import { describe, expect, test } from '@jest/globals';
import { over, serveContacts, waiting, withAnn } from './life.js';

const work = { timing: { flowMs: 0, acceptMs: 0, afterContactWork: true } };

describe('AssociateContactWithUser', () => {
  test.each([['CHAT'], ['EMAIL'], ['TASK']])(
    'offers a queued contact of channel %s to a user in any state',
    async (channel) => {
      const { send, contact, last } = await serveContacts([waiting('it', channel)]);
      await send('AssociateContactWithUser', { ContactId: 'it', UserId: 'off' });
      expect(last()).toMatchObject({ changed: true });
      expect(await contact('it')).toMatchObject({ AgentInfo: { Id: 'off' }, QueueInfo: { Id: 'lonely' } });
    },
  );

  test('accepts the user\u2019s ARN, and ignores the concurrency limit', async () => {
    const { send, contact, world } = await serveContacts([
      withAnn('a', 'TASK'),
      withAnn('b', 'TASK'),
      waiting('it', 'TASK'),
    ]);
    const UserId = world.instances[0]?.directory.users.get('ann')?.arn;
    await send('AssociateContactWithUser', { ContactId: 'it', UserId });
    expect((await contact('it')).AgentInfo?.Id).toBe('ann');
  });

  test('withdraws the offer from another agent, and makes no second offer', async () => {
    const slow = { timing: { flowMs: 0, acceptMs: 60_000 } };
    const { send, contact, advance, last, world } = await serveContacts(
      [waiting('it', 'TASK', { queue: 'tasks' })],
      slow,
    );
    await send('AssociateContactWithUser', { ContactId: 'it', UserId: 'bob' });
    await send('AssociateContactWithUser', { ContactId: 'it', UserId: 'bob' });
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
    const { refusal } = await serveContacts([contact]);
    expect(await refusal('AssociateContactWithUser', { ContactId: 'it', UserId: 'bob', ...input })).toBe(error);
  });
});

describe('PutUserStatus', () => {
  test('starts and stops the routing of contacts to an agent', async () => {
    const { send, contact } = await serveContacts([
      waiting('it', 'TASK'),
      waiting('next', 'CHAT', { queue: 'lonely' }),
    ]);
    await send('PutUserStatus', { UserId: 'off', AgentStatusId: 'available' });
    expect((await contact('it')).AgentInfo?.Id).toBe('off');
    await send('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    const { ContactId } = await send('StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    expect((await contact(ContactId)).QueueInfo?.Id).toBe('tasks');
    expect((await contact(ContactId)).AgentInfo).toBeUndefined();
  });

  test('sets the next status of an agent with a contact, and the agent gets no new contacts', async () => {
    const { send, contact, world } = await serveContacts([withAnn('busy', 'TASK')]);
    const ann = world.instances[0]?.directory.users.get('ann');
    await send('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    expect(ann).toMatchObject({ agentStatus: 'Available', nextAgentStatus: 'Lunch' });
    const { ContactId } = await send('StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    expect((await contact(ContactId)).AgentInfo).toBeUndefined();
    await send('StopContact', { ContactId: 'busy' });
    expect(ann).toMatchObject({ agentStatus: 'Lunch', nextAgentStatus: undefined });
    expect((await contact(ContactId)).AgentInfo).toBeUndefined();
    await send('PutUserStatus', { UserId: 'ann', AgentStatusId: 'available' });
    expect((await contact(ContactId)).AgentInfo?.Id).toBe('ann');
  });

  test('removes the next status', async () => {
    const { send, contact, last } = await serveContacts([withAnn('busy', 'TASK')]);
    await send('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    await send('PutUserStatus', { UserId: 'ann', AgentStatusId: 'available' });
    expect(last()).toMatchObject({ changed: true });
    const { ContactId } = await send('StartTaskContact', { Name: 'x', ContactFlowId: 'to-tasks' });
    expect((await contact(ContactId)).AgentInfo?.Id).toBe('ann');
  });

  test('changes nothing when the agent has that status already', async () => {
    const { send, last } = await serveContacts();
    await send('PutUserStatus', { UserId: 'ann', AgentStatusId: 'available' });
    expect(last()).toMatchObject({ status: 200, changed: false });
  });

  test.each([
    ['an unknown user', { UserId: 'nobody' }, 'ResourceNotFoundException'],
    ['an unknown status', { AgentStatusId: 'nothing' }, 'ResourceNotFoundException'],
    ['a status that is disabled', { AgentStatusId: 'retired' }, 'InvalidRequestException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts();
    expect(await refusal('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch', ...input })).toBe(error);
  });

  test('refuses a user who is not signed in, if assumed', async () => {
    const { refusal } = await serveContacts([], { assumptions: { statusOfSignedOutUser: 'refuse' } });
    expect(await refusal('PutUserStatus', { UserId: 'off', AgentStatusId: 'lunch' })).toBe('InvalidRequestException');
  });
});

describe('After-contact work', () => {
  test('keeps the agent\u2019s slot occupied until it ends', async () => {
    const { send, contact, advance } = await serveContacts(
      [withAnn('it', 'VOICE'), waiting('next', 'VOICE', { queue: 'tasks' })],
      work,
    );
    await send('StopContact', { ContactId: 'it' });
    expect((await contact('it')).AgentInfo).toMatchObject({ AfterContactWorkStartTimestamp: expect.any(Date) });
    expect((await contact('next')).AgentInfo).toBeUndefined();
    advance(30_000);
    expect((await contact('it')).AgentInfo?.AfterContactWorkDuration).toBe(30);
    expect((await contact('next')).AgentInfo?.Id).toBe('ann');
  });

  test('ends once when the contact is dismissed', async () => {
    const { send, contact, advance, refusal } = await serveContacts(
      [withAnn('it', 'VOICE'), waiting('next', 'VOICE', { queue: 'tasks' })],
      work,
    );
    await send('StopContact', { ContactId: 'it' });
    await send('DismissUserContact', { UserId: 'ann', ContactId: 'it' });
    expect((await contact('next')).AgentInfo?.Id).toBe('ann');
    const { AgentInfo } = await contact('it');
    expect(AgentInfo?.AfterContactWorkEndTimestamp).toBeInstanceOf(Date);
    advance(60_000);
    expect((await contact('it')).AgentInfo).toEqual(AgentInfo);
    expect(await refusal('DismissUserContact', { UserId: 'ann', ContactId: 'it' })).toBe('InvalidRequestException');
  });

  test('is shown in metrics, and delays the next status', async () => {
    const { send, world } = await serveContacts([withAnn('it', 'TASK')], work);
    await send('StopContact', { ContactId: 'it' });
    const { MetricResults } = await send('GetCurrentMetricData', {
      Filters: { Queues: ['tasks'] },
      CurrentMetrics: [{ Name: 'AGENTS_AFTER_CONTACT_WORK', Unit: 'COUNT' }],
    });
    expect(MetricResults[0].Collections[0].Value).toBe(1);
    await send('PutUserStatus', { UserId: 'ann', AgentStatusId: 'lunch' });
    const ann = world.instances[0]?.directory.users.get('ann');
    expect(ann?.agentStatus).toBe('Available');
    await send('DismissUserContact', { UserId: 'ann', ContactId: 'it' });
    expect(ann?.agentStatus).toBe('Lunch');
  });
});

describe('DismissUserContact', () => {
  test.each([['MISSED'], ['ERROR'], ['REJECTED']])(
    'clears a contact in the state %s and releases the slot',
    async (state) => {
      const unclearedContacts = [{ agent: 'ann', contact: 'left', state, since: '-1m' }];
      const { send, contact, last, world } = await serveContacts(
        [waiting('left', 'VOICE'), waiting('next', 'VOICE', { queue: 'tasks' })],
        { sections: { unclearedContacts } },
      );
      expect((await contact('next')).AgentInfo).toBeUndefined();
      await send('DismissUserContact', { UserId: 'ann', ContactId: 'left' });
      expect(last()).toMatchObject({ changed: true });
      expect((await contact('next')).AgentInfo?.Id).toBe('ann');
      expect((await contact('left')).DisconnectTimestamp).toBeUndefined();
      expect(world.instances[0]?.contacts.get('left')?.afterContactWorkEndedAt).toBeUndefined();
    },
  );

  test.each([
    ['a contact that the agent is connected to', { ContactId: 'busy' }, 'InvalidRequestException'],
    ['a contact that no agent has', { ContactId: 'it' }, 'InvalidRequestException'],
    ['an unknown contact', { ContactId: 'nothing' }, 'ResourceNotFoundException'],
    ['an unknown user', { UserId: 'nobody' }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_what, input, error) => {
    const { refusal } = await serveContacts([withAnn('busy', 'TASK'), waiting('it', 'TASK')]);
    expect(await refusal('DismissUserContact', { UserId: 'ann', ContactId: 'busy', ...input })).toBe(error);
  });
});

describe('MonitorContact', () => {
  const SILENT = { AllowedMonitorCapabilities: ['SILENT_MONITOR'] };

  test.each([['VOICE'], ['CHAT']])('creates a contact for the listener to a contact of channel %s', async (channel) => {
    const { send, contact } = await serveContacts([withAnn('it', channel)]);
    const { ContactId, ContactArn } = await send('MonitorContact', { ContactId: 'it', UserId: 'bob', ...SILENT });
    expect(ContactArn).toMatch(new RegExp(`contact/${ContactId}$`));
    expect(await contact(ContactId)).toMatchObject({
      InitiationMethod: 'MONITOR',
      Channel: channel,
      InitialContactId: 'it',
      PreviousContactId: 'it',
      AgentInfo: { Id: 'bob', StateTransitions: [{ State: 'CONNECTED' }] },
    });
    await send('StopContact', { ContactId: 'it' });
    const ended = await contact(ContactId);
    expect(ended.DisconnectTimestamp).toBeInstanceOf(Date);
    expect(ended.AgentInfo?.StateTransitions?.at(-1)?.State).toBe('DISCONNECTED');
  });

  test('occupies no slot of the listener', async () => {
    const { send, contact } = await serveContacts([withAnn('it', 'VOICE'), waiting('next', 'VOICE')]);
    await send('MonitorContact', { ContactId: 'it', UserId: 'off', ...SILENT });
    await send('PutUserStatus', { UserId: 'off', AgentStatusId: 'available' });
    expect((await contact('next')).AgentInfo?.Id).toBe('off');
  });

  test('allows at most five listeners', async () => {
    const { send, refusal } = await serveContacts([withAnn('it', 'VOICE')]);
    const input = { ContactId: 'it', UserId: 'bob', ...SILENT };
    for (let listeners = 0; listeners < 5; listeners += 1) await send('MonitorContact', input);
    expect(await refusal('MonitorContact', input)).toBe('ServiceQuotaExceededException');
  });

  test.each([
    ['a task', { ContactId: 'task' }, 'InvalidRequestException'],
    ['a contact without an agent', { ContactId: 'waiting' }, 'InvalidRequestException'],
    ['a contact that has ended', { ContactId: 'over' }, 'InvalidRequestException'],
    ['no capabilities when barging is enabled', { AllowedMonitorCapabilities: undefined }, 'InvalidRequestException'],
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
    const { refusal } = await serveContacts(contacts);
    expect(await refusal('MonitorContact', { ContactId: 'it', UserId: 'bob', ...SILENT, ...input })).toBe(error);
  });

  test('needs no capabilities when barging is disabled, and then refuses BARGE', async () => {
    const sections = { features: { ENHANCED_CONTACT_MONITORING: false } };
    const { refusal } = await serveContacts([withAnn('it', 'VOICE')], { sections });
    const input = { ContactId: 'it', UserId: 'bob' };
    expect(await refusal('MonitorContact', { ...input, AllowedMonitorCapabilities: ['BARGE'] })).toBe(
      'InvalidRequestException',
    );
    expect(await refusal('MonitorContact', input)).toBeUndefined();
  });
});
