import { CreateContactCommand, type CreateContactCommandOutput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ContactSuccess } from '../contact-mutation.js';
import {
  attributesOf,
  type ConnectAttributeInput,
  type ConnectReferenceInput,
  referencesOf,
} from '../inputs/contact-input.js';
import {
  type ConnectSegmentAttributeInput,
  segmentAttributesOf,
  segmentAttributesPath,
} from '../inputs/segment-attributes-input.js';
import {
  AttributesField,
  DescriptionField,
  NameField,
  ReferencesField,
  RelatedContactField,
  SegmentAttributesField,
} from './inputs/start-fields.js';
import { findMissing } from './start-refusal.js';

/** Creates, with CreateContact, a contact that no flow handles. */
const operation = mutationOperation({
  name: 'CreateContact',
  command: CreateContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
  requires: ['ContactId', 'ContactArn'],
  exceptions: [
    'AccessDeniedException',
    'InternalServiceException',
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'IdempotencyException',
    'ConflictException',
    'ServiceQuotaExceededException',
  ],
  inputPaths: {
    Channel: ['type'],
    InitiationMethod: ['type'],
    ExpiryDurationInMinutes: ['expiryDurationMinutes'],
    UserInfo: () => ['userId'],
    SegmentAttributes: segmentAttributesPath,
  },
  howToCheck:
    'List the newest `contacts` with the channel of the contact: if the contact was created, it is among them within seconds.',
});

enum ConnectCreatedContactTypeInput {
  EXTERNAL_AUDIO = 'EXTERNAL_AUDIO',
  EMAIL_OUTBOUND = 'EMAIL_OUTBOUND',
  EMAIL_AGENT_REPLY = 'EMAIL_AGENT_REPLY',
  EMAIL_FLOW = 'EMAIL_FLOW',
  EXTERNAL_TASK = 'EXTERNAL_TASK',
}
describeEnum(
  ConnectCreatedContactTypeInput,
  'ConnectCreatedContactTypeInput',
  'Type of a contact that can be created without a flow.',
  {
    EXTERNAL_AUDIO: 'Call that another system carries. Channel VOICE, initiation method TRANSFER.',
    EMAIL_OUTBOUND: "Draft of an agent's email, sent with `startOutboundEmailContact`. Initiation method OUTBOUND.",
    EMAIL_AGENT_REPLY: "Draft of an agent's reply to an email. Initiation method AGENT_REPLY.",
    EMAIL_FLOW: 'Draft of an email that a flow sends. Initiation method FLOW.',
    EXTERNAL_TASK: 'Task of another system. Initiation method API.',
  },
);
/** The pairs of channel and initiation method that Connect accepts (API reference). */
const types = {
  EXTERNAL_AUDIO: { Channel: 'VOICE', InitiationMethod: 'TRANSFER' },
  EMAIL_OUTBOUND: { Channel: 'EMAIL', InitiationMethod: 'OUTBOUND' },
  EMAIL_AGENT_REPLY: { Channel: 'EMAIL', InitiationMethod: 'AGENT_REPLY' },
  EMAIL_FLOW: { Channel: 'EMAIL', InitiationMethod: 'FLOW' },
  EXTERNAL_TASK: { Channel: 'TASK', InitiationMethod: 'API' },
} as const;

enum ConnectInitiateAsInput {
  CONNECTED_TO_USER = 'CONNECTED_TO_USER',
  COMPLETED = 'COMPLETED',
}
describeEnum(ConnectInitiateAsInput, 'ConnectInitiateAsInput', 'State in which a contact is created.', {
  CONNECTED_TO_USER: 'Connected to the user. Requires `userId`.',
  COMPLETED: 'Completed. For EXTERNAL_TASK only.',
});

@InputType({ description: 'Input of `createContact`.' })
export class CreateContactInput extends MutationInputFields {
  @Field(() => ConnectCreatedContactTypeInput, { description: 'Type of the contact.' })
  type!: ConnectCreatedContactTypeInput;

  @Field(() => ConnectInitiateAsInput, {
    nullable: true,
    description:
      'State in which the contact is created. If no state is given, the contact is neither connected nor completed.',
  })
  initiateAs?: ConnectInitiateAsInput | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "Id or ARN of the contact's user (agent). Required for EMAIL_OUTBOUND, EMAIL_AGENT_REPLY and CONNECTED_TO_USER.",
  })
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id or ARN of the previous contact. For EXTERNAL_AUDIO only.' })
  previousContactId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Minutes after which the contact expires.' })
  expiryDurationMinutes?: number | null;

  @NameField()
  name?: string | null;

  @DescriptionField()
  description?: string | null;

  @RelatedContactField()
  relatedContactId?: string | null;

  @AttributesField()
  attributes?: ConnectAttributeInput[] | null;

  @SegmentAttributesField()
  segmentAttributes?: ConnectSegmentAttributeInput[] | null;

  @ReferencesField()
  references?: ConnectReferenceInput[] | null;
}

@ObjectType({ description: 'The contact was created.' })
export class CreateContactSuccess extends ContactSuccess {
  readonly kind = 'CreateContactSuccess';

  @Field(() => ID, { description: 'ARN of the contact.' })
  readonly contactArn: string;

  constructor(output: CreateContactCommandOutput, { instanceId, clientToken }: MutationCall<object>) {
    super(new ConnectContact(instanceId, output.ContactId ?? ''), clientToken);
    this.contactArn = output.ContactArn ?? '';
  }
}

export const CreateContactResult = resultUnion(operation, 'Result of `createContact`.', CreateContactSuccess);

@Resolver()
export class CreateContactResolver {
  @Mutation(
    () => CreateContactResult,
    mutation('Creates a contact that no flow handles: external audio, an email or a task.'),
  )
  createContact(
    @Arg('input', () => CreateContactInput, { description: 'Contact to create.' }) input: CreateContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof CreateContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      toSuccess: (output, call) => {
        connect.noteCreated(call.instanceId, output.ContactId ?? '');
        return new CreateContactSuccess(output, call);
      },
      diagnose: findMissing,
    });
  }
}

function toCommand(input: CreateContactInput, ids: IdResolver) {
  checkCombination(input, ids);
  const userId = ids.id('user', 'userId', input.userId);
  return {
    ...types[input.type],
    InitiateAs: input.initiateAs ?? undefined,
    UserInfo: userId === undefined ? undefined : { UserId: userId },
    PreviousContactId: ids.id('contact', 'previousContactId', input.previousContactId),
    ExpiryDurationInMinutes: input.expiryDurationMinutes ?? undefined,
    Name: input.name ?? undefined,
    Description: input.description ?? undefined,
    RelatedContactId: ids.id('contact', 'relatedContactId', input.relatedContactId),
    Attributes: attributesOf(input.attributes, ids),
    SegmentAttributes: segmentAttributesOf(input.segmentAttributes, ids),
    References: referencesOf(input.references, ids),
  };
}

/** Checks the combinations of fields that the API reference requires. */
function checkCombination({ type, initiateAs, userId, previousContactId }: CreateContactInput, ids: IdResolver): void {
  const isAgentsEmail = type === 'EMAIL_OUTBOUND' || type === 'EMAIL_AGENT_REPLY';
  if ((isAgentsEmail || initiateAs === 'CONNECTED_TO_USER') && (userId ?? null) === null) {
    const why = isAgentsEmail ? type : 'CONNECTED_TO_USER';
    ids.violations.push(new ConnectInputViolation(['userId'], `must be given with ${why}.`));
  }
  if (initiateAs === 'COMPLETED' && type !== 'EXTERNAL_TASK') {
    ids.violations.push(new ConnectInputViolation(['initiateAs'], 'can be COMPLETED only with EXTERNAL_TASK.'));
  }
  if ((previousContactId ?? null) !== null && type !== 'EXTERNAL_AUDIO') {
    ids.violations.push(new ConnectInputViolation(['previousContactId'], 'must be given only with EXTERNAL_AUDIO.'));
  }
}
