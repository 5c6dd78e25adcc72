import { fresh, lifeWorld } from '../support/life-world.js';
import { describeMutations } from '../support/mutation-cases.js';

const notSuitable = { __typename: 'ConnectContactNotSuitableError' };

describeMutations(
  [
    {
      mutation: 'pauseContact',
      input: () => ({ contactId: fresh('waitingTask') }),
      selection: 'contactId contact { state }',
      success: ({ contactId }) => ({ contactId, contact: { state: 'PAUSED' } }),
      refusals: [
        {
          title: 'refuses what is not a task, and says so',
          input: () => ({ contactId: fresh('chat') }),
          answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'CHAT' },
        },
        {
          title: 'refuses a paused task',
          input: () => ({ contactId: fresh('pausedTask') }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'PAUSED' },
        },
        {
          title: 'refuses a task that is scheduled for later',
          input: () => ({ contactId: fresh('scheduledTask') }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'SCHEDULED' },
        },
        {
          title: 'of an agent who has paused enough names that limit',
          input: () => ({ contactId: 'tia-active' }),
          answer: { __typename: 'ConnectLimitReachedError', limit: 'USER_PAUSED_TASKS', maximum: 2, current: 2 },
        },
        {
          title: 'of a task that was paused too often names that limit',
          input: async ({ emulator }) => {
            const contactId = fresh('waitingTask');
            const [{ contacts } = { contacts: null }] = emulator.world.instances;
            const contact = contacts?.get(contactId);
            if (contact) contacts?.change(contact, { pauseCount: 10 });
            return { contactId };
          },
          answer: { __typename: 'ConnectLimitReachedError', limit: 'CONTACT_PAUSES', maximum: 10, current: 10 },
        },
        {
          title: 'names a flow that does not exist',
          input: () => ({ contactId: fresh('waitingTask'), contactFlowId: 'nothing' }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT_FLOW', resourceId: 'nothing' },
        },
        {
          title: 'names a contact that does not exist',
          input: () => ({ contactId: 'nobody' }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT', resourceId: 'nobody' },
        },
      ],
    },
    {
      mutation: 'resumeContact',
      input: () => ({ contactId: fresh('pausedTask') }),
      selection: 'contactId contact { state }',
      success: ({ contactId }) => ({ contactId, contact: { state: 'CONNECTED_TO_USER' } }),
      refusals: [
        {
          title: 'refuses a task that is not paused',
          input: () => ({ contactId: fresh('task') }),
          answer: {
            ...notSuitable,
            reason: 'STATE_NOT_SUPPORTED',
            state: 'CONNECTED_TO_USER',
            connectError: 'ConflictException',
          },
        },
        {
          title: 'refuses what is not a task, and says so',
          input: () => ({ contactId: fresh('call') }),
          answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'VOICE' },
        },
        {
          title: 'names a flow that does not exist',
          input: () => ({ contactId: fresh('pausedTask'), contactFlowId: 'nothing' }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT_FLOW', resourceId: 'nothing' },
        },
      ],
    },
  ],
  { emulator: { worldFile: lifeWorld() } },
);
