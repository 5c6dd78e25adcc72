import { expect } from '@jest/globals';
import { contacts } from '../support/demo.js';
import type { TestGateway } from '../support/gateway.js';
import { describeMutations, type RefusalCase } from '../support/mutation-cases.js';
import { Stock } from '../support/stock.js';

const stock = new Stock();
const topicArn = 'arn:aws:sns:us-east-1:111122223333:messages';
const processorArn = 'arn:aws:lambda:us-east-1:111122223333:function:translate';
const ended = 'cccccccc-0000-4000-8000-000000000201';

/** A chat that is streamed or processed. */
async function started(gateway: TestGateway, operation: string, more: object, selection = 'contactId') {
  const input = { contactId: stock.take('chat'), ...more };
  const { data } = await gateway.graphql(
    `mutation ($input: StartContact${operation}Input!) { result: startContact${operation}(input: $input) {
      __typename ... on StartContact${operation}Success { ${selection} } } }`,
    { input },
  );
  const { __typename, ...started } = data.result;
  if (__typename !== `StartContact${operation}Success`) throw new Error(__typename);
  return started;
}

/** What all of them refuse, whatever else the input has. */
const refusalsOfAll = (more: object): RefusalCase[] => [
  {
    title: 'refuses a call',
    input: () => ({ contactId: contacts.voice, ...more }),
    answer: { __typename: 'ConnectContactNotSuitableError', reason: 'CHANNEL_NOT_SUPPORTED', channel: 'VOICE' },
  },
  {
    title: 'refuses a chat that has ended',
    input: () => ({ contactId: ended, ...more }),
    answer: { __typename: 'ConnectContactNotSuitableError', reason: 'STATE_NOT_SUPPORTED', state: 'ENDED' },
  },
  {
    title: 'names a contact that does not exist',
    input: () => ({ contactId: 'nobody', ...more }),
    answer: { __typename: 'ConnectResourceNotFoundError', resource: 'CONTACT', resourceId: 'nobody' },
  },
];
const success = ({ contactId }: { readonly contactId?: unknown }) => ({ contactId });
const violation = (path: string[], message: string) => ({
  __typename: 'ConnectInvalidInputError',
  violations: [{ path, message }],
});

describeMutations(
  [
    {
      mutation: 'startContactStreaming',
      invisible: 'Connect returns no state of it.',
      input: () => ({ contactId: stock.take('chat'), topicArn }),
      selection: 'contactId streamingId contact { channel }',
      success: ({ contactId }) => ({ contactId, streamingId: expect.any(String), contact: { channel: 'CHAT' } }),
      refusals: [
        ...refusalsOfAll({ topicArn }),
        {
          title: 'a second time is a limit of Connect',
          input: async (gateway) => ({ ...(await started(gateway, 'Streaming', { topicArn })), topicArn }),
          answer: { __typename: 'ConnectLimitExceededError' },
        },
        {
          title: 'takes a topic only',
          input: () => ({ contactId: contacts.chat, topicArn: processorArn }),
          answer: violation(['topicArn'], 'must be the ARN of a topic of Amazon SNS.'),
        },
        {
          title: 'names the field that is too long',
          input: () => ({ contactId: contacts.chat, topicArn: topicArn.padEnd(351, 'x') }),
          answer: violation(['topicArn'], 'must have at most 350 characters, not 351.'),
        },
      ],
    },
    {
      mutation: 'stopContactStreaming',
      invisible: 'Connect returns no state of it.',
      input: (gateway) => started(gateway, 'Streaming', { topicArn }, 'contactId streamingId'),
      success,
      lost: 'unknown',
      refusals: [
        ...refusalsOfAll({ streamingId: 'one' }),
        {
          title: 'leaves it to Connect to say that there is no such streaming',
          input: () => ({ contactId: contacts.chat, streamingId: 'one' }),
          answer: { __typename: 'ConnectResourceNotFoundError', resource: null },
        },
      ],
    },
    {
      mutation: 'startContactMediaProcessing',
      invisible: 'Connect returns no state of it.',
      input: () => ({
        contactId: stock.take('chat'),
        processorArn,
        failureMode: 'DO_NOT_DELIVER_UNPROCESSED_MESSAGE',
      }),
      success,
      lost: 'unknown',
      refusals: [
        ...refusalsOfAll({ processorArn }),
        {
          title: 'takes a function only',
          input: () => ({ contactId: contacts.chat, processorArn: topicArn }),
          answer: violation(['processorArn'], 'must be the ARN of a function of AWS Lambda.'),
        },
      ],
    },
    {
      mutation: 'stopContactMediaProcessing',
      invisible: 'Connect returns no state of it.',
      input: (gateway) => started(gateway, 'MediaProcessing', { processorArn }),
      success,
      lost: 'unknown',
      refusals: [
        ...refusalsOfAll({}),
        {
          title: 'leaves it to Connect to say that nothing is processed, which nothing shows',
          input: () => ({ contactId: stock.take('chat') }),
          answer: { __typename: 'ConnectInvalidRequestError' },
        },
      ],
    },
  ],
  { emulator: { worldFile: stock.worldFile } },
);
