import { DismissUserContactCommand, type DismissUserContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { Missing } from '../../connect/mutations/diagnosis.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectUser } from '../../directory/users/user.js';
import type { GatewayContext } from '../../graph/context.js';
import { mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ContactInput, ContactSuccess } from '../contact-mutation.js';
import {
  ConnectContactNotSuitableError,
  ConnectContactRefusalReason,
  type ContactFinding,
  explainedBy,
  type SeenContact,
} from '../refusals/contact-refusal.js';
import { userMissing } from '../refusals/missing-resources.js';

/**
 * Clears a contact from a user's workspace. DismissUserContact takes no token, so it is retried only if it was
 * certainly not applied.
 */
const operation = mutationOperation({
  name: 'DismissUserContact',
  command: DismissUserContactCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId', currentUser: 'UserId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'ThrottlingException',
    'AccessDeniedException',
    'InternalServiceException',
  ],
  howToCheck: 'Read `current` of the user. If `contacts` still lists the contact, dismiss it with a new client token.',
});

@InputType({ description: 'Input of `dismissUserContact`.' })
export class DismissUserContactInput extends ContactInput {
  @Field(() => ID, { description: 'Id or ARN of the user (agent) who has the contact.' })
  userId!: string;
}

@ObjectType({ description: 'The contact was cleared, and its slot is free for another contact.' })
export class DismissUserContactSuccess extends ContactSuccess {
  readonly kind = 'DismissUserContactSuccess';

  @Field(() => ConnectUser, { nullable: true, description: 'User who had the contact.' })
  readonly user: ConnectUser;

  constructor({ instanceId, clientToken, input }: Call) {
    super(new ConnectContact(instanceId, input.ContactId ?? ''), clientToken);
    this.user = new ConnectUser(instanceId, input.UserId ?? '');
  }
}

export const DismissUserContactResult = resultUnion(
  operation,
  'Result of `dismissUserContact`.',
  DismissUserContactSuccess,
  ConnectContactNotSuitableError,
);

@Resolver()
export class DismissUserContactResolver {
  @Mutation(
    () => DismissUserContactResult,
    mutation(
      "Clears a contact in the state MISSED, REJECTED, ERROR or ENDED from a user's workspace. After-contact work ends.",
    ),
  )
  dismissUserContact(
    @Arg('input', () => DismissUserContactInput, { description: 'Contact to clear, and the user who has the contact.' })
    input: DismissUserContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof DismissUserContactResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: ({ contactId, userId }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        UserId: ids.id('user', 'userId', userId),
      }),
      toSuccess: (_output, call) => new DismissUserContactSuccess(call),
      diagnose: explainedBy<ContactFinding | Missing, DismissUserContactCommandInput>(userMissing, notDismissable),
      reconcile: readBack,
      refusalClasses: [ConnectContactNotSuitableError],
    });
  }
}

type Call = MutationCall<DismissUserContactCommandInput>;

/** The documented states in which a contact can be cleared. */
const dismissable = ['MISSED', 'ERROR', 'ENDED', 'REJECTED'];

async function notDismissable(_seen: SeenContact, call: Call, connect: ConnectSession): Promise<ContactFinding | null> {
  const contacts = await contactsOfUser(call, connect);
  if (!contacts) return null;
  const state = contacts.find(({ ContactId }) => ContactId === call.input.ContactId)?.AgentContactState;
  if (state === undefined) {
    return { reason: ConnectContactRefusalReason.NOT_WITH_USER, message: 'The user does not have this contact.' };
  }
  if (dismissable.includes(state)) return null;
  const message = `For the user the contact is ${state}; it can be cleared in these states: ${dismissable.join(', ')}.`;
  return { reason: ConnectContactRefusalReason.HANDLED_BY_USER, message };
}

/** Reads whether the contact was cleared. Apart from this call only the user can clear it. */
async function readBack(call: Call, connect: ConnectSession) {
  const contacts = await contactsOfUser(call, connect);
  if (!contacts) return { notApplied: 'Connect does not say which contacts the user has.' };
  const isThere = contacts.some(({ ContactId }) => ContactId === call.input.ContactId);
  return isThere ? { notApplied: 'The user still has the contact.' } : { output: {} };
}

async function contactsOfUser({ instanceId, input: { UserId: id = '' } }: Call, connect: ConnectSession) {
  const user = await connect.loaders.currentUser.load({ instanceId, id });
  return user && (user.Contacts ?? []);
}
