import { contacts } from '../support/demo.js';
import type { TestGateway } from '../support/gateway.js';
import { describeMutations, type RefusalCase } from '../support/mutation-cases.js';
import { Stock } from '../support/stock.js';

const stock = new Stock();
const ended = 'cccccccc-0000-4000-8000-000000000019';
const track = { voice: 'ALL' };

/** A call of which a mutation on its recordings succeeds. */
async function after(gateway: TestGateway, operation: string, contactId: string): Promise<string> {
  const { data } = await gateway.graphql(
    `mutation ($input: ${operation}ContactRecordingInput!) {
      result: ${operation.toLowerCase()}ContactRecording(input: $input) { __typename } }`,
    { input: { contactId } },
  );
  if (data.result.__typename !== `${operation}ContactRecordingSuccess`) throw new Error(data.result.__typename);
  return contactId;
}

const notSuitable = { __typename: 'ConnectContactNotSuitableError' };
/** What all of them refuse, whatever else the input has. */
const refusalsOfAll = (more: object = {}): RefusalCase[] => [
  {
    title: 'refuses a chat',
    input: () => ({ contactId: contacts.chat, ...more }),
    answer: { ...notSuitable, reason: 'CHANNEL_NOT_SUPPORTED', channel: 'CHAT' },
  },
  {
    title: 'refuses a call that has ended',
    input: () => ({ contactId: ended, ...more }),
    answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'ENDED' },
  },
  {
    title: 'names a contact that does not exist, before any call',
    input: () => ({ contactId: 'nobody', ...more }),
    answer: { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT', resourceId: 'nobody' },
  },
];
const recordedCall = () => ({ contactId: stock.take('recordedCall') });
const refusesWaitingCall: RefusalCase = {
  title: 'refuses a call before an agent has joined',
  input: () => ({ contactId: stock.take('waitingCall') }),
  answer: { ...notSuitable, reason: 'RECORDING_NOT_STARTED' },
};
const refusesStopped: RefusalCase = {
  title: 'refuses a recording that has stopped',
  input: async (gateway) => ({ contactId: await after(gateway, 'Stop', stock.take('recordedCall')) }),
  answer: { ...notSuitable, reason: 'RECORDING_STOPPED' },
};
const common = {
  looksFirst: 'once' as const,
  selection: 'contactId contact { state }',
  success: ({ contactId }: { readonly contactId?: unknown }) => ({
    contactId,
    contact: { state: 'CONNECTED_TO_USER' },
  }),
};

describeMutations(
  [
    {
      ...common,
      mutation: 'startContactRecording',
      input: () => ({ contactId: stock.take('call'), track }),
      refusals: [
        ...refusalsOfAll({ track }),
        {
          title: 'refuses a call that is recorded already',
          input: () => ({ contactId: stock.take('recordedCall'), track }),
          answer: { ...notSuitable, reason: 'RECORDING_STARTED_BEFORE' },
        },
        {
          title: 'refuses a call whose recording was stopped',
          input: async (gateway) => ({
            contactId: await after(gateway, 'Stop', stock.take('recordedCall')),
            track,
          }),
          answer: { ...notSuitable, reason: 'RECORDING_STARTED_BEFORE' },
        },
        {
          title: 'refuses the time before an agent who has joined',
          input: () => ({ contactId: stock.take('call'), track: { ivr: 'ALL' } }),
          answer: { ...notSuitable, reason: 'STATE_NOT_SUPPORTED', state: 'CONNECTED_TO_USER' },
        },
      ],
    },
    {
      ...common,
      mutation: 'stopContactRecording',
      input: recordedCall,
      refusals: [...refusalsOfAll(), refusesWaitingCall, refusesStopped],
    },
    {
      ...common,
      mutation: 'suspendContactRecording',
      invisible: 'The recording of a contact has no state while it is made.',
      input: () => ({ contactId: stock.take('recordedCall'), type: 'SCREEN' }),
      lost: 'unknown',
      refusals: [
        ...refusalsOfAll(),
        refusesWaitingCall,
        refusesStopped,
        {
          title: 'leaves it to Connect to say that it is suspended, which nothing shows',
          input: async (gateway) => ({ contactId: await after(gateway, 'Suspend', stock.take('recordedCall')) }),
          answer: { __typename: 'ConnectInvalidRequestError' },
        },
      ],
    },
    {
      ...common,
      mutation: 'resumeContactRecording',
      invisible: 'The recording of a contact has no state while it is made.',
      input: async (gateway) => ({ contactId: await after(gateway, 'Suspend', stock.take('recordedCall')) }),
      lost: 'unknown',
      refusals: [
        ...refusalsOfAll(),
        refusesWaitingCall,
        refusesStopped,
        {
          title: 'leaves it to Connect to say that it goes on, which nothing shows',
          input: recordedCall,
          answer: { __typename: 'ConnectInvalidRequestError' },
        },
      ],
    },
  ],
  { emulator: { worldFile: stock.worldFile } },
);
