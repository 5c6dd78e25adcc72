import { StartOutboundVoiceContactCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactSuccess, withNewContact } from '../contact-mutation.js';
import {
  attributesOf,
  type ConnectAttributeInput,
  type ConnectReferenceInput,
  referencesOf,
} from '../inputs/contact-input.js';
import { campaignOf, campaignPaths, StartOutboundVoiceCampaignInput } from './inputs/campaign-input.js';
import {
  AttributesField,
  ContactFlowField,
  DescriptionField,
  NameField,
  ReferencesField,
  RelatedContactField,
} from './inputs/start-fields.js';
import { findMissing } from './start-refusal.js';

/** Calls a customer with StartOutboundVoiceContact. A flow runs once the customer answers. */
const operation = mutationOperation({
  name: 'StartOutboundVoiceContact',
  command: StartOutboundVoiceContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
  requires: ['ContactId'],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'LimitExceededException',
    'DestinationNotAllowedException',
    'OutboundContactNotPermittedException',
  ],
  inputPaths: {
    SourcePhoneNumber: ['caller', 'sourcePhoneNumber'],
    QueueId: ['caller', 'queueId'],
    RingTimeoutInSeconds: ['ringTimeoutSeconds'],
    ...campaignPaths,
  },
  howToCheck: 'List the newest `contacts` with channel VOICE: if the call was placed, it is among them within seconds.',
});

@InputType({
  description: 'Source phone number and queue of a call. At least one field must be given.',
})
export class StartOutboundVoiceCallerInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Phone number that the customer sees: a number of the instance, in E.164 format. Defaults to the number of the queue.',
  })
  sourcePhoneNumber?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of the queue of the call. Defaults to the queue of the flow.',
  })
  queueId?: string | null;
}

@InputType({ description: 'Input of `startOutboundVoiceContact`.' })
export class StartOutboundVoiceContactInput extends MutationInputFields {
  @Field({ description: 'Phone number of the customer in E.164 format: `+` and 2 to 15 digits. Personal data.' })
  destinationPhoneNumber!: string;

  @Field(() => StartOutboundVoiceCallerInput, { description: 'Source phone number, queue, or both.' })
  caller!: StartOutboundVoiceCallerInput;

  @ContactFlowField()
  contactFlowId!: string;

  @Field(() => Int, { nullable: true, description: 'Seconds that the phone rings, 15 to 60. Defaults to 60.' })
  ringTimeoutSeconds?: number | null;

  @NameField()
  name?: string | null;

  @DescriptionField()
  description?: string | null;

  @RelatedContactField()
  relatedContactId?: string | null;

  @AttributesField()
  attributes?: ConnectAttributeInput[] | null;

  @ReferencesField()
  references?: ConnectReferenceInput[] | null;

  @Field(() => StartOutboundVoiceCampaignInput, {
    nullable: true,
    description: 'Campaign of the call. The instance must be allowed to use campaigns. Defaults to none.',
  })
  campaign?: StartOutboundVoiceCampaignInput | null;
}

@ObjectType({ description: 'The call was placed. The phone rings or will ring.' })
export class StartOutboundVoiceContactSuccess extends ContactSuccess {
  readonly kind = 'StartOutboundVoiceContactSuccess';
}

export const StartOutboundVoiceContactResult = resultUnion(
  operation,
  'Result of `startOutboundVoiceContact`.',
  StartOutboundVoiceContactSuccess,
);

@Resolver()
export class StartOutboundVoiceContactResolver {
  @Mutation(
    () => StartOutboundVoiceContactResult,
    mutation('Calls a customer, and runs a flow when the customer answers.'),
  )
  startOutboundVoiceContact(
    @Arg('input', () => StartOutboundVoiceContactInput, { description: 'Call to place.' })
    input: StartOutboundVoiceContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartOutboundVoiceContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: withNewContact(StartOutboundVoiceContactSuccess, connect),
      diagnose: findMissing,
    });
  }
}

function toCommand(input: StartOutboundVoiceContactInput, ids: IdResolver) {
  const sourcePhoneNumber = input.caller.sourcePhoneNumber ?? undefined;
  const queueId = input.caller.queueId ?? undefined;
  // "If you do not specify a source phone number, you must specify a queue", and vice versa (API reference).
  if (sourcePhoneNumber === undefined && queueId === undefined) {
    ids.violations.push(new ConnectInputViolation(['caller'], 'must have `sourcePhoneNumber` or `queueId`, or both.'));
  }
  return {
    DestinationPhoneNumber: input.destinationPhoneNumber,
    SourcePhoneNumber: sourcePhoneNumber,
    QueueId: ids.id('queue', 'caller.queueId', queueId),
    ContactFlowId: ids.id('contactFlow', 'contactFlowId', input.contactFlowId),
    RingTimeoutInSeconds: input.ringTimeoutSeconds ?? undefined,
    Name: input.name ?? undefined,
    Description: input.description ?? undefined,
    RelatedContactId: ids.id('contact', 'relatedContactId', input.relatedContactId),
    Attributes: attributesOf(input.attributes, ids),
    References: referencesOf(input.references, ids),
    ...(input.campaign && campaignOf(input.campaign)),
  };
}
