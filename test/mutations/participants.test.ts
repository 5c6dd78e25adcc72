import { expect } from '@jest/globals';
import { fresh, lifeWorld } from '../support/life-world.js';
import { describeMutations } from '../support/mutation-cases.js';

const notSuitable = { __typename: 'ConnectContactNotSuitableError' };
const idle = { role: 'CUSTOMER', type: 'IDLE', value: { minutes: 5 } };

describeMutations(
  [
    {
      mutation: 'updateParticipantRoleConfig',
      invisible: 'Connect returns no state of it.',
      input: () => ({ contactId: fresh('chat'), timers: [idle] }),
      success: ({ contactId }) => ({ contactId }),
      lost: 'unknown',
      refusals: [
        {
          title: 'refuses what is not a chat',
          input: () => ({ contactId: fresh('call'), timers: [idle] }),
          answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'VOICE' },
        },
        {
          title: 'refuses a chat that has ended',
          input: () => ({ contactId: fresh('endedChat'), timers: [idle] }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'ENDED' },
        },
        {
          title: 'names the timer whose time is out of bounds',
          input: () => ({
            contactId: fresh('chat'),
            timers: [idle, { ...idle, role: 'AGENT', value: { minutes: 1 } }],
          }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['timers', '1', 'value', 'minutes'], message: 'must be at least 2, not 1.' }],
          },
        },
        {
          title: 'wants a timer at least',
          input: () => ({ contactId: fresh('chat'), timers: [] }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [{ path: ['timers'], message: 'must have at least 1 items, not 0.' }],
          },
        },
      ],
    },
    {
      mutation: 'updateParticipantAuthentication',
      input: () => ({ state: fresh('signIn'), answer: { code: 'made-up-code' } }),
      selection: '__typename',
      success: () => ({}),
      lost: 'unknown',
      refusals: [
        {
          title: 'names the fields of an error that is malformed',
          input: () => ({ state: fresh('signIn'), answer: { error: { error: '"', description: '' } } }),
          answer: {
            __typename: 'ConnectInvalidInputError',
            violations: [
              {
                path: ['answer', 'error', 'error'],
                message: expect.stringMatching(/^may hold letters .* no quotation mark/),
              },
              { path: ['answer', 'error', 'description'], message: 'must have at least 1 characters, not 0.' },
            ],
          },
        },
        {
          title: 'leaves it to Connect to say that a state is not known',
          input: () => ({ state: 'unheard-of', answer: { error: { error: 'access_denied' } } }),
          answer: { __typename: 'ConnectInvalidRequestError' },
        },
      ],
    },
    {
      mutation: 'startScreenSharing',
      invisible: 'Connect returns no state of it.',
      input: () => ({ contactId: fresh('webCall') }),
      success: ({ contactId }) => ({ contactId }),
      refusals: [
        {
          title: 'refuses a call by telephone',
          input: () => ({ contactId: fresh('call') }),
          answer: { ...notSuitable, reason: 'SUBTYPE_NOT_SUPPORTED', channel: 'VOICE' },
        },
        {
          title: 'refuses a call that is with nobody',
          input: () => ({ contactId: fresh('waitingWebCall') }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'QUEUED' },
        },
        {
          title: 'refuses what is not a call',
          input: () => ({ contactId: fresh('chat') }),
          answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'CHAT' },
        },
      ],
    },
  ],
  { emulator: { worldFile: lifeWorld() } },
);
