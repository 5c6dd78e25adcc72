import { MonitorContactCommand, type MonitorContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { Missing } from '../../connect/mutations/diagnosis.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { describeInstanceAttribute } from '../../connect/reads/read-operations.js';
import { ConnectChannel } from '../../directory/channel.js';
import { ConnectUser } from '../../directory/users/user.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ConnectContactState } from '../contact-enums.js';
import { ContactInput, ContactSuccess } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectLimit,
  ConnectLimitReachedError,
  type ContactFinding,
  explainedBy,
  type LimitFinding,
  onlyFor,
  onlyWhile,
  ConnectContactRefusalReason as Reason,
  type Rule,
} from '../refusals/contact-refusal.js';
import { userMissing } from '../refusals/missing-resources.js';

/** Starts to monitor a contact with MonitorContact. The listener gets a separate contact. */
const operation = mutationOperation({
  name: 'MonitorContact',
  command: MonitorContactCommand,
  repeat: 'token',
  scope: 'contacts:listen',
  changes: { contact: 'ContactId', currentUser: 'UserId' },
  requires: ['ContactId'],
  exceptions: [
    'InvalidRequestException',
    'IdempotencyException',
    'AccessDeniedException',
    'ResourceNotFoundException',
    'ServiceQuotaExceededException',
    'ThrottlingException',
    'InternalServiceException',
  ],
  howToCheck:
    'List the newest `contacts` of the user: if monitoring has started, a contact with the `initiationMethod` MONITOR is among them within seconds.',
});

enum ConnectMonitorCapability {
  SILENT_MONITOR = 'SILENT_MONITOR',
  BARGE = 'BARGE',
}
describeEnum(
  ConnectMonitorCapability,
  'ConnectMonitorCapability',
  'Capability of a supervisor who monitors a contact.',
  {
    SILENT_MONITOR: 'Silent monitoring: the supervisor listens or reads without being noticed.',
    BARGE: 'Barge: the supervisor joins the conversation.',
  },
);

@InputType({ description: 'Input of `monitorContact`.' })
export class MonitorContactInput extends ContactInput {
  @Field(() => ID, { description: 'Id or ARN of the user who monitors the contact, such as a supervisor.' })
  userId!: string;

  @Field(() => [ConnectMonitorCapability], {
    nullable: true,
    description: "Capabilities of the user, at most 2. Required if barge is enabled for the contact's channel.",
  })
  allowedMonitorCapabilities?: ConnectMonitorCapability[] | null;
}

@ObjectType({ description: 'Monitoring has started. `contact` is the new contact of the user who monitors.' })
export class MonitorContactSuccess extends ContactSuccess {
  readonly kind = 'MonitorContactSuccess';

  @Field(() => ConnectContact, { nullable: true, description: 'Contact that is monitored.' })
  readonly monitoredContact: ConnectContact;

  @Field(() => ConnectUser, { nullable: true, description: 'User who monitors the contact.' })
  readonly user: ConnectUser;

  /** @param contactId Id of the listener's contact. */
  constructor(contactId: string, { instanceId, clientToken, input }: Call) {
    super(new ConnectContact(instanceId, contactId), clientToken);
    this.monitoredContact = new ConnectContact(instanceId, input.ContactId ?? '');
    this.user = new ConnectUser(instanceId, input.UserId ?? '');
  }
}

export const MonitorContactResult = resultUnion(
  operation,
  'Result of `monitorContact`.',
  MonitorContactSuccess,
  ConnectContactNotSuitableError,
  ConnectLimitReachedError,
);

@Resolver()
export class MonitorContactResolver {
  @Mutation(
    () => MonitorContactResult,
    mutation(
      'Starts to monitor a call or chat that an agent handles. The user, such as a supervisor, listens or joins in.',
    ),
  )
  monitorContact(
    @Arg('input', () => MonitorContactInput, {
      description: 'Contact to monitor, and the user who monitors the contact.',
    })
    input: MonitorContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof MonitorContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, userId, allowedMonitorCapabilities }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        UserId: ids.id('user', 'userId', userId),
        AllowedMonitorCapabilities: allowedMonitorCapabilities ?? undefined,
      }),
      toSuccess: ({ ContactId = '' }, call) => {
        connect.noteCreated(call.instanceId, ContactId);
        return new MonitorContactSuccess(ContactId, call);
      },
      diagnose: explainedBy<ContactFinding | LimitFinding | Missing, MonitorContactCommandInput>(
        userMissing,
        onlyFor(ConnectChannel.VOICE, ConnectChannel.CHAT),
        onlyWhile(ConnectContactState.CONNECTED_TO_USER),
        wrongCapabilities,
        tooManyListeners,
      ),
      refusalClasses: [ConnectContactNotSuitableError, ConnectLimitReachedError],
    });
  }
}

type Call = MutationCall<MonitorContactCommandInput>;

/** "AllowedMonitorCapabilities is required if barge is enabled" (API reference). Barge is enabled per channel. */
const wrongCapabilities: Rule<ContactFinding, MonitorContactCommandInput> = async (
  { contact: { Channel } },
  { instanceId: InstanceId, input: { AllowedMonitorCapabilities: allowed = [] } },
  connect,
  { exception },
) => {
  if (exception !== 'InvalidRequestException') return null;
  const AttributeType = Channel === 'VOICE' ? 'ENHANCED_CONTACT_MONITORING' : 'ENHANCED_CHAT_MONITORING';
  const attribute = await connect.readOrNull(describeInstanceAttribute, { InstanceId, AttributeType });
  const canBarge = attribute?.Attribute?.Value;
  if (canBarge === 'true' && allowed.length === 0) {
    const message = `Barge is enabled for ${Channel}, so \`allowedMonitorCapabilities\` must be given.`;
    return { reason: Reason.MONITOR_CAPABILITIES_NEEDED, message };
  }
  if (canBarge !== 'false' || !allowed.includes('BARGE')) return null;
  return { reason: Reason.BARGE_NOT_ENABLED, message: `Barge is not enabled for ${Channel} in this instance.` };
};

/** "Five supervisors" per call (feature specifications). */
const maxListeners = 5;

const tooManyListeners: Rule<LimitFinding, MonitorContactCommandInput> = async (
  { contact: { Id: id = '' } },
  { instanceId },
  { loaders },
  { exception },
) => {
  if (exception !== 'ServiceQuotaExceededException') return null;
  const chain = await loaders.chain.load({ instanceId, id });
  const current = chain.filter(
    ({ InitiationMethod, PreviousContactId, DisconnectTimestamp }) =>
      InitiationMethod === 'MONITOR' && PreviousContactId === id && !DisconnectTimestamp,
  ).length;
  if (current < maxListeners) return null;
  const message = `${current} users listen to the contact already; Connect allows ${maxListeners}.`;
  return { limit: ConnectLimit.CONTACT_LISTENERS, maximum: maxListeners, current, message };
};
