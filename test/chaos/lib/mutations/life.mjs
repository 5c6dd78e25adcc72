import { flowId, queueId } from '../../../../bench/lib/world.mjs';
import { ids } from '../world.mjs';
import { aboutContact, byToken, mutation } from './shape.mjs';

const whyNot = '... on ConnectContactNotTransferableError { reason disconnectedAt }';
const transferred = {
  ...byToken,
  selection: 'contactId contactArn clientToken',
  more: whyNot,
  takes: 'task',
  makes: ({ contactId }) => ({ task: contactId }),
};

/** How contacts come, go on and go. */
export const life = {
  transferContact: mutation('TransferContact', {
    ...transferred,
    weight: 6,
    input: (random, contactId) => ({
      ...{ contactId, contactFlowId: flowId(0) },
      destination: { queueId: queueId(random.between(0, 11)) },
    }),
    other: (input) => ({ ...input, destination: { queueId: queueId(12) } }),
    isCall: (input, call) => call.ContactId === input.contactId && call.QueueId === input.destination.queueId,
  }),
  transferContactToQuickConnect: mutation('TransferContactToQuickConnect', {
    ...transferred,
    calls: 'TransferContact',
    weight: 2,
    readsFirst: true,
    input: (random, contactId) => ({ contactId, quickConnectId: random.pick(ids.quickConnects) }),
    other: aboutContact.other,
    isCall: aboutContact.isCall,
  }),
  startTaskContact: mutation('StartTaskContact', {
    ...byToken,
    weight: 4,
    input: (random) => ({ name: `Task ${random.between(1, 1e9)}`, source: { contactFlowId: flowId(1) } }),
    other: (input) => ({ ...input, name: `${input.name}, other` }),
    isCall: (input, call) => call.Name === input.name,
    makes: ({ contactId }) => ({ task: contactId }),
  }),
  stopContact: mutation('StopContact', {
    ...aboutContact,
    weight: 3,
    takes: 'task',
    input: (_random, contactId) => ({ contactId }),
  }),
  pauseContact: mutation('PauseContact', {
    ...aboutContact,
    weight: 3,
    takes: 'task',
    absolute: true,
    input: (_random, contactId) => ({ contactId }),
    becomes: 'pausedTask',
  }),
  resumeContact: mutation('ResumeContact', {
    ...aboutContact,
    weight: 3,
    takes: 'pausedTask',
    absolute: true,
    input: (_random, contactId) => ({ contactId }),
    becomes: 'task',
  }),
};
