import { StartContactStreamingCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ContactInput, ContactSuccess } from '../contact-mutation.js';
import { ConnectContactNotSuitableError } from '../refusals/contact-refusal.js';
import { checkedServiceArn, explainedByChat } from './chat.js';

/** Starts to send the messages of a chat to an Amazon SNS topic with StartContactStreaming. */
const operation = mutationOperation({
  name: 'StartContactStreaming',
  command: StartContactStreamingCommand,
  repeat: 'token',
  scope: 'conversations:export',
  changes: { contact: 'ContactId' },
  requires: ['StreamingId'],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'LimitExceededException',
  ],
  inputPaths: { ChatStreamingConfiguration: () => ['topicArn'] },
  howToCheck: 'Send the same input again with the same client token: the response has the id of the streaming.',
});

@InputType({ description: 'Input of `startContactStreaming`.' })
export class StartContactStreamingInput extends ContactInput {
  @Field(() => ID, {
    description:
      "ARN of a standard Amazon SNS topic, at most 350 characters. The gateway's operator must have listed the topic.",
  })
  topicArn!: string;
}

@ObjectType({ description: "Streaming of the chat's messages has started." })
export class StartContactStreamingSuccess extends ContactSuccess {
  readonly kind = 'StartContactStreamingSuccess';

  @Field(() => ID, { description: 'Id of the streaming, required by `stopContactStreaming`.' })
  readonly streamingId: string;

  constructor(contact: ConnectContact, clientToken: string, streamingId: string) {
    super(contact, clientToken);
    this.streamingId = streamingId;
  }
}

export const StartContactStreamingResult = resultUnion(
  operation,
  'Result of `startContactStreaming`.',
  StartContactStreamingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StartContactStreamingResolver {
  @Mutation(
    () => StartContactStreamingResult,
    mutation(
      'Sends the messages of an ongoing chat to an Amazon SNS topic until the chat ends or the streaming is stopped.',
    ),
  )
  startContactStreaming(
    @Arg('input', () => StartContactStreamingInput, { description: 'Chat, and the topic that receives its messages.' })
    input: StartContactStreamingInput,
    @Ctx() { connect, exportTargets }: GatewayContext,
  ): Promise<typeof StartContactStreamingResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, topicArn }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        ChatStreamingConfiguration: {
          StreamingEndpointArn: checkedServiceArn('sns', 'topicArn', topicArn, exportTargets.topicArns, ids),
        },
      }),
      toSuccess: ({ StreamingId = '' }, { instanceId, clientToken, input: { ContactId = '' } }) =>
        new StartContactStreamingSuccess(new ConnectContact(instanceId, ContactId), clientToken, StreamingId),
      diagnose: explainedByChat,
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}
