import { StartContactMediaProcessingCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import { ConnectContactNotSuitableError } from '../refusals/contact-refusal.js';
import { checkedServiceArn, explainedByChat } from './chat.js';

/**
 * Starts the processing of a chat's messages by a Lambda function. StartContactMediaProcessing takes no token, so it is
 * retried only if it was certainly not applied.
 */
const operation = mutationOperation({
  name: 'StartContactMediaProcessing',
  command: StartContactMediaProcessingCommand,
  repeat: 'never',
  scope: 'conversations:export',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'AccessDeniedException',
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'LimitExceededException',
    'ServiceQuotaExceededException',
  ],
  howToCheck:
    'Connect does not return whether the messages are processed. It is safe to start the same processing again with a new client token.',
});

enum ConnectMediaProcessingFailureMode {
  DELIVER_UNPROCESSED_MESSAGE = 'DELIVER_UNPROCESSED_MESSAGE',
  DO_NOT_DELIVER_UNPROCESSED_MESSAGE = 'DO_NOT_DELIVER_UNPROCESSED_MESSAGE',
}
describeEnum(
  ConnectMediaProcessingFailureMode,
  'ConnectMediaProcessingFailureMode',
  'Handling of a message that could not be processed.',
  {
    DELIVER_UNPROCESSED_MESSAGE: 'Delivers the original message.',
    DO_NOT_DELIVER_UNPROCESSED_MESSAGE: 'Does not deliver the message.',
  },
);

@InputType({ description: 'Input of `startContactMediaProcessing`.' })
export class StartContactMediaProcessingInput extends ContactInput {
  @Field(() => ID, {
    description: "ARN of an AWS Lambda function. The gateway's operator must have listed the function.",
  })
  processorArn!: string;

  @Field(() => ConnectMediaProcessingFailureMode, {
    nullable: true,
    description: 'Handling of messages when the function fails. Without this field, Connect applies its default.',
  })
  failureMode?: ConnectMediaProcessingFailureMode | null;
}

@ObjectType({ description: "Processing of the chat's messages has started." })
export class StartContactMediaProcessingSuccess extends ContactSuccess {
  readonly kind = 'StartContactMediaProcessingSuccess';
}

export const StartContactMediaProcessingResult = resultUnion(
  operation,
  'Result of `startContactMediaProcessing`.',
  StartContactMediaProcessingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StartContactMediaProcessingResolver {
  @Mutation(
    () => StartContactMediaProcessingResult,
    mutation(
      'Lets a Lambda function process the messages of an ongoing chat until the chat ends, also after transfers.',
    ),
  )
  startContactMediaProcessing(
    @Arg('input', () => StartContactMediaProcessingInput, {
      description: 'Chat, and the function that processes its messages.',
    })
    input: StartContactMediaProcessingInput,
    @Ctx() { connect, exportTargets }: GatewayContext,
  ): Promise<typeof StartContactMediaProcessingResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, processorArn, failureMode }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        ProcessorArn: checkedServiceArn('lambda', 'processorArn', processorArn, exportTargets.processorArns, ids),
        FailureMode: failureMode ?? undefined,
      }),
      toSuccess: withItsContact(StartContactMediaProcessingSuccess),
      diagnose: explainedByChat,
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}
