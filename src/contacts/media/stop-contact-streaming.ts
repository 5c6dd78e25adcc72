import { StopContactStreamingCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import { ConnectContactNotSuitableError } from '../refusals/contact-refusal.js';
import { explainedByChat } from './chat.js';

/**
 * Stops a message stream of a chat. StopContactStreaming takes no token, so it is retried only if it was certainly not
 * applied.
 */
const operation = mutationOperation({
  name: 'StopContactStreaming',
  command: StopContactStreamingCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
  ],
  howToCheck:
    'Connect does not return whether the streaming has stopped. It is safe to stop the streaming again with a new client token: Connect does not find a stopped streaming.',
});

@InputType({ description: 'Input of `stopContactStreaming`.' })
export class StopContactStreamingInput extends ContactInput {
  @Field(() => ID, { description: 'Id of the streaming, 1 to 100 characters, as returned by `startContactStreaming`.' })
  streamingId!: string;
}

@ObjectType({ description: 'The streaming was stopped.' })
export class StopContactStreamingSuccess extends ContactSuccess {
  readonly kind = 'StopContactStreamingSuccess';
}

export const StopContactStreamingResult = resultUnion(
  operation,
  'Result of `stopContactStreaming`.',
  StopContactStreamingSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class StopContactStreamingResolver {
  @Mutation(
    () => StopContactStreamingResult,
    mutation('Stops sending the messages of an ongoing chat to a topic. Streaming can then be started again.'),
  )
  stopContactStreaming(
    @Arg('input', () => StopContactStreamingInput, { description: 'Chat, and the streaming to stop.' })
    input: StopContactStreamingInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StopContactStreamingResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, streamingId }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        StreamingId: streamingId,
      }),
      toSuccess: withItsContact(StopContactStreamingSuccess),
      diagnose: explainedByChat,
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}
