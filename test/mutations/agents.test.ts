import { expect } from '@jest/globals';
import type { TestGateway } from '../support/gateway.js';
import { fresh, lifeWorld } from '../support/life-world.js';
import { describeMutations } from '../support/mutation-cases.js';

const notSuitable = { __typename: 'ConnectContactNotSuitableError' };
const missing = (resource: string, resourceId: string) => ({
  ...{ __typename: 'ConnectResourceNotFoundError', resource, resourceId },
});

const arnOf = (path: string) => `arn:aws:connect:us-east-1:111122223333:instance/life/${path}`;
/** The status that the queue `pauses` does not have. */
const otherStatus = ({ world }: TestGateway['emulator']) =>
  world.instance('life')?.directory.queues.get('pauses')?.status === 'ENABLED' ? 'DISABLED' : 'ENABLED';

/** A call to which five listen. */
async function crowdedCall(gateway: TestGateway): Promise<string> {
  const contactId = fresh('call');
  for (let listeners = 0; listeners < 5; listeners++) {
    const input = { contactId, userId: 'bob', allowedMonitorCapabilities: ['BARGE'] };
    const { data } = await gateway.graphql(
      'mutation ($input: MonitorContactInput!) { monitorContact(input: $input) { __typename } }',
      { input },
    );
    if (data?.monitorContact?.__typename !== 'MonitorContactSuccess') throw new Error(JSON.stringify(data));
  }
  return contactId;
}

describeMutations(
  [
    {
      mutation: 'associateContactWithUser',
      input: () => ({ contactId: fresh('waitingTask'), userId: 'bob' }),
      selection: 'contactId user { username } contact { user { id } }',
      success: ({ contactId }) => ({ contactId, user: { username: 'bob' }, contact: { user: { id: 'bob' } } }),
      refusals: [
        {
          title: 'refuses a call',
          input: () => ({ contactId: fresh('waitingCall'), userId: 'bob' }),
          answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'VOICE' },
        },
        {
          title: 'refuses a contact that does not wait',
          input: () => ({ contactId: fresh('chat'), userId: 'bob' }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'CONNECTED_TO_USER' },
        },
        {
          title: 'finds that the user lacks the channel',
          input: ({ emulator }) => {
            emulator.faults.add({
              operation: 'AssociateContactWithUser',
              fault: 'error',
              error: 'InvalidRequestException',
            });
            return { contactId: fresh('waitingChat'), userId: 'tia' };
          },
          answer: { ...notSuitable, reason: 'USER_LACKS_CHANNEL', channel: 'CHAT', state: 'QUEUED' },
        },
        {
          title: 'names a user who does not exist',
          input: () => ({ contactId: fresh('waitingTask'), userId: 'nobody' }),
          answer: missing('USER', 'nobody'),
        },
        {
          title: 'names a contact that does not exist',
          input: () => ({ contactId: 'nothing', userId: 'bob' }),
          answer: missing('CONTACT', 'nothing'),
        },
        {
          title: 'names the field of an id that is none',
          input: () => ({ contactId: fresh('waitingTask'), userId: 'x'.repeat(257) }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['userId'], message: 'must have at most 256 characters, not 257.' }],
          },
        },
      ],
    },
    {
      mutation: 'dismissUserContact',
      input: () => ({ contactId: fresh('missedTask'), userId: 'bob' }),
      selection: 'contactId user { username }',
      success: ({ contactId }) => ({ contactId, user: { username: 'bob' } }),
      refusals: [
        {
          title: 'refuses a contact that the user handles',
          input: () => ({ contactId: fresh('task'), userId: 'ann' }),
          answer: { ...notSuitable, reason: 'HANDLED_BY_USER', state: 'CONNECTED_TO_USER' },
        },
        {
          title: 'refuses a contact that the user does not have',
          input: () => ({ contactId: fresh('waitingTask'), userId: 'bob' }),
          answer: { ...notSuitable, reason: 'NOT_WITH_USER', state: 'QUEUED' },
        },
        {
          title: 'names a user who does not exist',
          input: () => ({ contactId: fresh('missedTask'), userId: 'nobody' }),
          answer: missing('USER', 'nobody'),
        },
      ],
    },
    {
      mutation: 'monitorContact',
      input: () => ({ contactId: fresh('call'), userId: 'bob', allowedMonitorCapabilities: ['SILENT_MONITOR'] }),
      selection: 'contact { initiationMethod user { id } } monitoredContact { id } user { username }',
      success: ({ contactId }) => ({
        contact: { initiationMethod: 'MONITOR', user: { id: 'bob' } },
        monitoredContact: { id: contactId },
        user: { username: 'bob' },
      }),
      refusals: [
        {
          title: 'refuses a task',
          input: () => ({ contactId: fresh('task'), userId: 'bob' }),
          answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'TASK' },
        },
        {
          title: 'refuses a call that is with nobody',
          input: () => ({ contactId: fresh('waitingCall'), userId: 'bob' }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'QUEUED' },
        },
        {
          title: 'asks what the listener may do where barge is enabled',
          input: () => ({ contactId: fresh('chat'), userId: 'bob' }),
          answer: { ...notSuitable, reason: 'MONITOR_CAPABILITIES_NEEDED', channel: 'CHAT' },
        },
        {
          title: 'refuses to let somebody join in where barge is not enabled',
          input: () => ({
            ...{ instanceId: 'plain', contactId: 'chat', userId: 'eve' },
            allowedMonitorCapabilities: ['BARGE'],
          }),
          answer: { ...notSuitable, reason: 'BARGE_NOT_ENABLED', channel: 'CHAT' },
        },
        {
          title: 'refuses a sixth listener',
          input: async (gateway) => ({
            ...{ contactId: await crowdedCall(gateway), userId: 'bob' },
            allowedMonitorCapabilities: ['SILENT_MONITOR'],
          }),
          answer: { __typename: 'ConnectLimitReachedError', limit: 'CONTACT_LISTENERS', maximum: 5, current: 5 },
        },
        {
          title: 'names the field that has too many capabilities',
          input: () => ({
            ...{ contactId: fresh('call'), userId: 'bob' },
            allowedMonitorCapabilities: ['BARGE', 'BARGE', 'BARGE'],
          }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['allowedMonitorCapabilities'], message: 'must have at most 2 items, not 3.' }],
          },
        },
        {
          title: 'names a user who does not exist',
          input: () => ({ contactId: fresh('call'), userId: 'nobody', allowedMonitorCapabilities: ['BARGE'] }),
          answer: missing('USER', 'nobody'),
        },
      ],
    },
    {
      mutation: 'putUserStatus',
      input: () => ({ userId: fresh('user'), agentStatusId: 'lunch' }),
      selection: 'user { id username }',
      success: ({ userId }) => ({ user: { id: userId, username: userId } }),
      refusals: [
        {
          title: 'refuses a status that is disabled',
          input: () => ({ userId: fresh('user'), agentStatusId: 'retired' }),
          answer: { __typename: 'ConnectAgentStatusDisabledError', connectError: 'InvalidRequestException' },
          selection: 'connectError',
        },
        {
          title: 'names a status that does not exist',
          input: () => ({ userId: fresh('user'), agentStatusId: 'nothing' }),
          answer: missing('AGENT_STATUS', 'nothing'),
        },
        {
          title: 'names a user who does not exist',
          input: () => ({ userId: 'nobody', agentStatusId: 'lunch' }),
          answer: missing('USER', 'nobody'),
        },
        {
          title: 'refuses an ARN of another kind',
          input: () => ({
            userId: 'arn:aws:connect:us-east-1:111122223333:instance/life/agent-state/lunch',
            agentStatusId: 'lunch',
          }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['userId'], message: 'must be the id or the ARN of a user.' }],
          },
        },
      ],
    },
    {
      mutation: 'updateQueueStatus',
      input: ({ emulator }) => ({ queueId: 'pauses', status: otherStatus(emulator) }),
      selection: 'queue { id status }',
      success: ({ queueId, status }) => ({ queue: { id: queueId, status } }),
      refusals: [
        {
          title: 'names a queue that does not exist',
          input: () => ({ queueId: 'nothing', status: 'ENABLED' }),
          answer: missing('QUEUE', 'nothing'),
        },
        {
          title: 'refuses an ARN of another kind',
          input: () => ({ queueId: arnOf('agent-state/lunch'), status: 'ENABLED' }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['queueId'], message: 'must be the id or the ARN of a queue.' }],
          },
        },
      ],
    },
    {
      mutation: 'tagResource',
      input: () => ({ resourceArn: arnOf(`agent/${fresh('user')}`), tags: [{ key: 'team 1', value: 'north' }] }),
      selection: 'resourceArn tags { key value }',
      success: ({ resourceArn, tags }) => ({ resourceArn, tags }),
      refusals: [
        {
          title: 'names a resource that does not exist',
          input: () => ({ resourceArn: arnOf('queue/nothing'), tags: [{ key: 'a', value: '' }] }),
          answer: missing('QUEUE', 'nothing'),
        },
        {
          title: 'names a resource of an instance that is not served',
          input: () => ({
            resourceArn: arnOf('queue/tasks').replace('instance/life', 'instance/other'),
            tags: [{ key: 'a', value: '' }],
          }),
          answer: missing('QUEUE', 'tasks'),
        },
        {
          title: 'refuses an id, and a key that is given twice',
          input: () => ({ resourceArn: 'tasks', tags: ['a', 'a'].map((key) => ({ key, value: '' })) }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [
              {
                path: ['resourceArn'],
                message: expect.stringMatching(/^must be the ARN of an agent status, .* or a user\.$/),
              },
              { path: ['tags', '1', 'key'], message: 'is given twice.' },
            ],
          },
        },
        {
          title: "refuses the ARN of an agent's queue, which has no tags",
          input: () => ({ resourceArn: arnOf('queue/agent/ann'), tags: [{ key: 'a', value: '' }] }),
          answer: { __typename: 'ConnectInvalidInputError' },
        },
        {
          title: 'refuses the ARN of a contact, which has tags of its own kind',
          input: () => ({ resourceArn: arnOf('contact/c'), tags: [{ key: 'a', value: '' }] }),
          answer: { __typename: 'ConnectInvalidInputError' },
        },
      ],
    },
    {
      mutation: 'untagResource',
      input: async (gateway) => {
        const resourceArn = arnOf(`agent/${fresh('user')}`);
        const input = { resourceArn, tags: [{ key: 'team', value: 'north' }] };
        await gateway.graphql('mutation ($input: TagResourceInput!) { tagResource(input: $input) { __typename } }', {
          input,
        });
        return { resourceArn, tagKeys: ['team'] };
      },
      selection: 'resourceArn tags { key }',
      success: ({ resourceArn }) => ({ resourceArn, tags: [] }),
      refusals: [
        {
          title: 'names a resource that does not exist',
          input: () => ({ resourceArn: arnOf('agent/nobody'), tagKeys: ['a'] }),
          answer: missing('USER', 'nobody'),
        },
        {
          title: 'refuses a call without a key',
          input: () => ({ resourceArn: arnOf('agent/ann'), tagKeys: [] }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['tagKeys'], message: 'must have at least 1 items, not 0.' }],
          },
        },
      ],
    },
  ],
  { emulator: { worldFile: lifeWorld() } },
);
