import { UpdateContactCommand, type UpdateContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import type { Missing } from '../../connect/mutations/diagnosis.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactInput, ContactSuccess, withItsContact } from '../contact-mutation.js';
import { ConnectReferenceInput, referencesOf } from '../inputs/contact-input.js';
import { ConnectEndpointInput, endpointOf } from '../inputs/endpoint-input.js';
import {
  ConnectSegmentAttributeInput,
  segmentAttributesOf,
  segmentAttributesPath,
} from '../inputs/segment-attributes-input.js';
import {
  ConnectContactNotSuitableError,
  ConnectLimitReachedError,
  type ContactFinding,
  explainedBy,
  type LimitFinding,
  readBackBy,
} from '../refusals/contact-refusal.js';
import {
  expiryOfEndedContact,
  notExternalAudio,
  tooManyReferenceBytes,
  undefinedAttribute,
  whyNotUpdated,
} from './contact-update.js';

/**
 * Changes the data of a contact. UpdateContact takes no token, so it is retried only if it was certainly not applied.
 */
const operation = mutationOperation({
  name: 'UpdateContact',
  command: UpdateContactCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'ThrottlingException',
    'AccessDeniedException',
    'ConflictException',
    'InvalidActiveRegionException',
  ],
  inputPaths: {
    SegmentAttributes: segmentAttributesPath,
    QueueInfo: () => ['queueId'],
    UserInfo: () => ['userId'],
  },
  howToCheck: 'Read the contact. If it was not changed, change it with a new client token.',
});

const externalAudio =
  'Only for external audio: calls that another system carries. Without this field, the value stays unchanged.';

@InputType({ description: 'Input of `updateContact`. At least one field to change must be given.' })
export class UpdateContactInput extends ContactInput {
  @Field(() => String, {
    nullable: true,
    description: 'New name, at most 1,024 characters. Without this field, the name stays unchanged. Personal data.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'New description, at most 4,096 characters. Without this field, the description stays unchanged. Personal data.',
  })
  description?: string | null;

  @Field(() => [ConnectReferenceInput], {
    nullable: true,
    description:
      'References to set. Other references stay unchanged. A contact has at most 4,096 UTF-8 bytes of references in total. Personal data.',
  })
  references?: ConnectReferenceInput[] | null;

  @Field(() => [ConnectSegmentAttributeInput], {
    nullable: true,
    description:
      'Segment attributes to set. Other segment attributes stay unchanged. To make the contact expire, set `connect:ContactExpiry` to a map with the integer `ExpiryDuration`: minutes after the contact began.',
  })
  segmentAttributes?: ConnectSegmentAttributeInput[] | null;

  @Field(() => ID, { nullable: true, description: `Id or ARN of the contact's queue. ${externalAudio}` })
  queueId?: string | null;

  @Field(() => ID, { nullable: true, description: `Id or ARN of the contact's user (agent). ${externalAudio}` })
  userId?: string | null;

  @Field(() => ConnectEndpointInput, {
    nullable: true,
    description: `Endpoint of the customer. ${externalAudio} Personal data.`,
  })
  customerEndpoint?: ConnectEndpointInput | null;

  @Field(() => ConnectEndpointInput, {
    nullable: true,
    description: `Endpoint at which the customer reached the other system. ${externalAudio} Personal data.`,
  })
  systemEndpoint?: ConnectEndpointInput | null;
}

@ObjectType({ description: 'The contact was changed.' })
export class UpdateContactSuccess extends ContactSuccess {
  readonly kind = 'UpdateContactSuccess';
}

export const UpdateContactResult = resultUnion(
  operation,
  'Result of `updateContact`.',
  UpdateContactSuccess,
  ConnectContactNotSuitableError,
  ConnectLimitReachedError,
);

@Resolver()
export class UpdateContactResolver {
  @Mutation(() => UpdateContactResult, mutation('Changes the data of an ongoing or ended contact.'))
  updateContact(
    @Arg('input', () => UpdateContactInput, { description: 'Contact, and the data to change.' })
    input: UpdateContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof UpdateContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: withItsContact(UpdateContactSuccess),
      diagnose: explainedBy<ContactFinding | LimitFinding | Missing, UpdateContactCommandInput>(
        notExternalAudio,
        expiryOfEndedContact,
        tooManyReferenceBytes,
        undefinedAttribute,
      ),
      reconcile: readBackBy(whyNotUpdated),
      refusalClasses: [ConnectContactNotSuitableError, ConnectLimitReachedError],
    });
  }
}

function toCommand(input: UpdateContactInput, ids: IdResolver) {
  const queueId = ids.id('queue', 'queueId', input.queueId);
  const userId = ids.id('user', 'userId', input.userId);
  const changes = {
    Name: input.name ?? undefined,
    Description: input.description ?? undefined,
    References: referencesOf(input.references, ids),
    SegmentAttributes: segmentAttributesOf(input.segmentAttributes, ids),
    QueueInfo: queueId === undefined ? undefined : { Id: queueId },
    UserInfo: userId === undefined ? undefined : { UserId: userId },
    CustomerEndpoint: endpointOf(input.customerEndpoint),
    SystemEndpoint: endpointOf(input.systemEndpoint),
  };
  if (Object.values(changes).every((change) => change === undefined)) {
    ids.violations.push(new ConnectInputViolation([], 'must have at least one field to change.'));
  }
  return { ContactId: ids.id('contact', 'contactId', input.contactId), ...changes };
}
