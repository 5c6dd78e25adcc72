import {
  CreatePersistentContactAssociationCommand,
  type CreatePersistentContactAssociationCommandInput,
  type CreatePersistentContactAssociationCommandOutput,
} from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectChannel } from '../../directory/channel.js';
import type { Refused } from '../../errors/call-failure.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, MutationSuccess, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import {
  ConnectContactNotSuitableError,
  explainedBy,
  ongoing,
  onlyFor,
  onlyWhile,
} from '../refusals/contact-refusal.js';
import { ConnectRehydrationTypeInput, persistentChatOf } from '../starts/inputs/persistent-chat-input.js';
import { findMissing } from '../starts/start-refusal.js';

/**
 * Continues a past chat in an ongoing chat. The service model does not guarantee that the token of
 * CreatePersistentContactAssociation makes retries safe, so a call that may have been applied is not repeated.
 */
const operation = mutationOperation({
  name: 'CreatePersistentContactAssociation',
  command: CreatePersistentContactAssociationCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'InitialContactId' },
  requires: ['ContinuedFromContactId'],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'AccessDeniedException',
    'ThrottlingException',
    'InternalServiceException',
  ],
  howToCheck: "See whether the chat's transcript begins with that of the source. If not, try with a new client token.",
});

@InputType({ description: 'Input of `createPersistentContactAssociation`.' })
export class CreatePersistentContactAssociationInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the first contact of the ongoing chat.' })
  initialContactId!: string;

  @Field(() => ConnectRehydrationTypeInput, { description: 'Extent of the past chat to carry over.' })
  rehydrationType!: ConnectRehydrationTypeInput;

  @Field(() => ID, {
    description: 'Id or ARN of the past contact. For ENTIRE_PAST_SESSION, it must be the first contact of its chain.',
  })
  sourceContactId!: string;
}

@ObjectType({ description: 'The ongoing chat continues the past chat.' })
export class CreatePersistentContactAssociationSuccess extends MutationSuccess {
  readonly kind = 'CreatePersistentContactAssociationSuccess';

  @Field(() => ID, { description: 'Id of the past contact that the chat continues.' })
  readonly continuedFromContactId: string;

  @Field(() => ConnectContact, { nullable: true, description: 'Ongoing chat with its current data.' })
  readonly contact: ConnectContact;

  @Field(() => ConnectContact, { nullable: true, description: 'Past contact that the chat continues.' })
  readonly continuedFrom: ConnectContact;

  constructor(
    { ContinuedFromContactId = '' }: CreatePersistentContactAssociationCommandOutput,
    { instanceId, clientToken, input }: MutationCall<CreatePersistentContactAssociationCommandInput>,
  ) {
    super(clientToken);
    this.continuedFromContactId = ContinuedFromContactId;
    this.contact = new ConnectContact(instanceId, input.InitialContactId ?? '');
    this.continuedFrom = new ConnectContact(instanceId, ContinuedFromContactId);
  }
}

export const CreatePersistentContactAssociationResult = resultUnion(
  operation,
  'Result of `createPersistentContactAssociation`.',
  CreatePersistentContactAssociationSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class CreatePersistentContactAssociationResolver {
  @Mutation(
    () => CreatePersistentContactAssociationResult,
    mutation('Makes an ongoing chat continue a past chat. This can be done once for each ongoing chat.'),
  )
  createPersistentContactAssociation(
    @Arg('input', () => CreatePersistentContactAssociationInput, {
      description: 'Ongoing chat, and the past chat to continue.',
    })
    input: CreatePersistentContactAssociationInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof CreatePersistentContactAssociationResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: (output, call) => new CreatePersistentContactAssociationSuccess(output, call),
      diagnose,
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

function toCommand(input: CreatePersistentContactAssociationInput, ids: IdResolver) {
  return {
    InitialContactId: ids.id('contact', 'initialContactId', input.initialContactId),
    ...persistentChatOf(input, '', ids),
  };
}

const aboutTheChat = explainedBy(onlyFor(ConnectChannel.CHAT), onlyWhile(...ongoing));

/** Finds the reason of a refusal in the ongoing chat, or finds that the past chat does not exist. */
async function diagnose(
  refusal: Refused,
  call: MutationCall<CreatePersistentContactAssociationCommandInput>,
  connect: ConnectSession,
) {
  return (
    (await aboutTheChat(refusal, call, connect)) ??
    (await findMissing(refusal, { ...call, input: { PersistentChat: call.input } }, connect))
  );
}
