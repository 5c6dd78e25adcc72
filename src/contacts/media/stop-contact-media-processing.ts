import { StopContactMediaProcessingCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import { ConnectContactNotSuitableError } from '../refusals/contact-refusal.js';
import { explainedByChat } from './chat.js';

/**
 * Stops the processing of a chat's messages. StopContactMediaProcessing takes no token, so it is retried only if it was
 * certainly not applied.
 */
const operation = mutationOperation({
  name: 'StopContactMediaProcessing',
  command: StopContactMediaProcessingCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'AccessDeniedException',
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'LimitExceededException',
  ],
  howToCheck:
    'Connect does not return whether the messages are processed. It is safe to stop the processing again with a new client token.',
});

@InputType({ description: 'Input of `stopContactMediaProcessing`.' })
export class StopContactMediaProcessingInput extends ContactInput {}

@ObjectType({ description: 'The messages of the chat are no longer processed.' })
export class StopContactMediaProcessingSuccess extends ContactSuccess {
  readonly kind = 'StopContactMediaProcessingSuccess';
}

export const StopContactMediaProcessingResult = resultUnion(
  operation,
  'Result of `stopContactMediaProcessing`.',
  StopContactMediaProcessingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StopContactMediaProcessingResolver {
  @Mutation(
    () => StopContactMediaProcessingResult,
    mutation("Stops the processing of an ongoing chat's messages. Messages are then delivered unchanged."),
  )
  stopContactMediaProcessing(
    @Arg('input', () => StopContactMediaProcessingInput, { description: 'Chat to stop processing for.' })
    input: StopContactMediaProcessingInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StopContactMediaProcessingResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId }, ids) => ({ ContactId: ids.id('contact', 'contactId', contactId) }),
      toSuccess: withItsContact(StopContactMediaProcessingSuccess),
      diagnose: explainedByChat,
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}
