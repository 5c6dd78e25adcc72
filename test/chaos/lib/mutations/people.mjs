import { busyUser, ids, missingUser } from '../world.mjs';
import { aboutContact, byToken, marking, mutation } from './shape.mjs';

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
