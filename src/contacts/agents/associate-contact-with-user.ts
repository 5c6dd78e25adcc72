import { AssociateContactWithUserCommand, type AssociateContactWithUserCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { Missing } from '../../connect/mutations/diagnosis.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectChannel } from '../../directory/channel.js';
import { ConnectUser } from '../../directory/users/user.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ConnectContactState } from '../contact-enums.js';
import { ContactInput, ContactSuccess } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectContactRefusalReason,
  type ContactFinding,
  explainedBy,
  onlyFor,
  onlyWhile,
  readBackBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { userMissing } from '../refusals/missing-resources.js';

/**
 * Assigns a waiting contact to a user. AssociateContactWithUser takes no token, so it is retried only if it was
 * certainly not applied.
 */
const operation = mutationOperation({
  name: 'AssociateContactWithUser',
  command: AssociateContactWithUserCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId', currentUser: 'UserId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'AccessDeniedException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'InternalServiceException',
  ],
  howToCheck:
    'Read the contact: after this user has accepted it, `user` is this user. If the contact still waits after a minute, try again with a new client token.',
});

@InputType({ description: 'Input of `associateContactWithUser`.' })
export class AssociateContactWithUserInput extends ContactInput {
  @Field(() => ID, { description: 'Id or ARN of the user (agent). The user can be in any agent status.' })
  userId!: string;
}

@ObjectType({ description: 'The contact was assigned to the user. Delivery to the user may still be in progress.' })
export class AssociateContactWithUserSuccess extends ContactSuccess {
  readonly kind = 'AssociateContactWithUserSuccess';

  @Field(() => ConnectUser, { nullable: true, description: 'User that the contact is assigned to.' })
  readonly user: ConnectUser;

  constructor({ instanceId, clientToken, input }: MutationCall<AssociateContactWithUserCommandInput>) {
    super(new ConnectContact(instanceId, input.ContactId ?? ''), clientToken);
    this.user = new ConnectUser(instanceId, input.UserId ?? '');
  }
}

export const AssociateContactWithUserResult = resultUnion(
  operation,
  'Result of `associateContactWithUser`.',
  AssociateContactWithUserSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class AssociateContactWithUserResolver {
  @Mutation(
    () => AssociateContactWithUserResult,
    mutation(
      "Assigns a chat, email or task that waits in a queue to one user, regardless of the user's current activity.",
    ),
  )
  associateContactWithUser(
    @Arg('input', () => AssociateContactWithUserInput, {
      description: 'Contact to assign, and the user who receives the contact.',
    })
    input: AssociateContactWithUserInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof AssociateContactWithUserResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, userId }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        UserId: ids.id('user', 'userId', userId),
      }),
      toSuccess: (_output, call) => new AssociateContactWithUserSuccess(call),
      diagnose: explainedBy<ContactFinding | Missing, AssociateContactWithUserCommandInput>(
        userMissing,
        onlyFor(ConnectChannel.CHAT, ConnectChannel.EMAIL, ConnectChannel.TASK),
        onlyWhile(ConnectContactState.QUEUED),
        userLacksChannel,
      ),
      reconcile: readBackBy(whyNotAssociated),
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

type Call = MutationCall<AssociateContactWithUserCommandInput>;

async function userLacksChannel(
  { contact: { Channel } }: SeenContact,
  { instanceId, input: { UserId: userId = '' } }: Call,
  { loaders }: ConnectSession,
): Promise<ContactFinding | null> {
  // Reads current records, since the cached ones can be outdated.
  const id = (await loaders.wholeUser.load({ instanceId, id: userId }))?.RoutingProfileId;
  const profile = id === undefined ? null : await loaders.wholeRoutingProfile.load({ instanceId, id });
  const channels = profile?.MediaConcurrencies?.map(({ Channel }) => Channel);
  if (!Channel || !channels || channels.includes(Channel)) return null;
  const message = `The user's routing profile has the channels ${channels.join(', ')}; this contact's channel is ${Channel}.`;
  return { reason: ConnectContactRefusalReason.USER_LACKS_CHANNEL, message };
}

/**
 * Returns null if the user has the contact or an offer of it, else the reason why not. Only the current data of the
 * user shows an offer.
 */
async function whyNotAssociated(
  { contact }: SeenContact,
  { instanceId, input: { UserId: id = '' } }: Call,
  connect: ConnectSession,
): Promise<string | null> {
  if (contact.AgentInfo?.Id === id) return null;
  const user = await connect.loaders.currentUser.load({ instanceId, id });
  const isOffered = user?.Contacts?.some(({ ContactId, AgentContactState: state }) => {
    // Missed and finished contacts stay with the user until they are dismissed.
    return ContactId === contact.Id && !['MISSED', 'ERROR', 'ENDED', 'REJECTED'].includes(state ?? '');
  });
  if (isOffered) return null;
  return 'The contact is not with the user.';
}
