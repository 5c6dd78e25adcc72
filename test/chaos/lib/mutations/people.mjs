import { busyUser, ids, missingUser, oldTag } from '../world.mjs';
import { aboutContact, byToken, marking, mutation, unique } from './shape.mjs';

/** What agents, listeners and those who take part do. */
export const people = {
  associateContactWithUser: mutation('AssociateContactWithUser', {
    ...aboutContact,
    takes: 'task',
    // Who does not take a contact loses it, and may be given it again.
    absolute: true,
    maySayNothing: true,
    input: (_random, contactId) => ({ contactId, userId: busyUser }),
    becomes: 'task',
  }),
  dismissUserContact: mutation('DismissUserContact', {
    ...aboutContact,
    takes: 'missedTask',
    input: (_random, contactId) => ({ contactId, userId: missingUser }),
  }),
  monitorContact: mutation('MonitorContact', {
    ...byToken,
    takes: 'call',
    input: (_random, contactId) => ({
      contactId,
      userId: busyUser,
      allowedMonitorCapabilities: ['SILENT_MONITOR'],
    }),
    other: aboutContact.other,
    isCall: aboutContact.isCall,
    becomes: 'call',
  }),
  putUserStatus: mutation('PutUserStatus', {
    tokenIsConnects: false,
    selection: 'clientToken user { id }',
    absolute: true,
    maySayNothing: true,
    subjectOf: ({ input }) => `${input.userId} ${input.agentStatusId}`,
    subjectOfCall: ({ input }) => `${input.UserId} ${input.AgentStatusId}`,
    input: (random) => ({ userId: random.pick(ids.users), agentStatusId: random.pick(ids.statuses) }),
    other: (input) => ({ ...input, userId: `${input.userId}-other` }),
    isCall: (input, call) => call.UserId === input.userId && call.AgentStatusId === input.agentStatusId,
  }),
  updateQueueStatus: mutation('UpdateQueueStatus', {
    tokenIsConnects: false,
    selection: 'clientToken queue { id }',
    absolute: true,
    maySayNothing: true,
    subjectOf: ({ input }) => input.queueId,
    subjectOfCall: ({ input }) => input.QueueId,
    // The queues are enabled at first. If some mutations enabled them again, a success could not be told from chance.
    input: (random) => ({ queueId: random.pick(ids.queues), status: 'DISABLED' }),
    other: (input) => ({ ...input, queueId: `${input.queueId}-other` }),
    isCall: (input, call) => call.QueueId === input.queueId && call.Status === input.status,
  }),
  tagResource: mutation('TagResource', {
    ...marking(
      ({ tags }) => tags[0].value,
      ({ tags }) => tags?.chaos,
    ),
    selection: 'clientToken resourceArn',
    input: (random) => ({ resourceArn: random.pick(ids.userArns), tags: [{ key: 'chaos', value: unique(random) }] }),
    other: (input) => ({ ...input, tags: [{ key: 'chaos', value: 'other' }] }),
  }),
  untagResource: mutation('UntagResource', {
    tokenIsConnects: false,
    selection: 'clientToken resourceArn',
    absolute: true,
    maySayNothing: true,
    subjectOf: ({ input }) => input.resourceArn,
    subjectOfCall: ({ input }) => input.resourceArn,
    // The users have this tag at first.
    input: (random) => ({ resourceArn: random.pick(ids.userArns), tagKeys: [oldTag] }),
    other: (input) => ({ ...input, resourceArn: `${input.resourceArn}-other` }),
    isCall: (input, call) => call.resourceArn === input.resourceArn,
  }),
  updateParticipantRoleConfig: mutation('UpdateParticipantRoleConfig', {
    ...aboutContact,
    takes: 'chat',
    absolute: true,
    maySayNothing: true,
    input: (random, contactId) => ({
      contactId,
      timers: [{ role: 'AGENT', type: 'IDLE', value: { minutes: random.between(2, 480) } }],
    }),
    becomes: 'chat',
  }),
  updateParticipantAuthentication: mutation('UpdateParticipantAuthentication', {
    ...marking(
      ({ state }) => state,
      ({ State }) => State,
    ),
    selection: 'clientToken',
    takes: 'signIn',
    input: (_random, state) => ({ state, answer: { code: 'code' } }),
    other: (input) => ({ ...input, answer: { code: 'other' } }),
  }),
};
