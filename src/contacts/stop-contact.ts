import { type Contact, StopContactCommand, type StopContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Refused } from '../connect/call-failure.js';
import { ConnectError, ConnectResourceKind, ConnectResourceNotFoundError, type ErrorFacts } from '../connect/errors.js';
import { mutationOperation } from '../connect/operation.js';
import type { MadeCall } from '../connect/session.js';
import type { GatewayContext } from '../graph/context.js';
import { openEnum } from '../graph/open-enum.js';
import { resultUnion } from '../graph/result-union.js';
import { ConnectContact } from './contact.js';
import { ConnectChannel, ConnectContactInitiationMethod } from './contact-enums.js';

/** Ends a contact, by Connect's StopContact, which takes no token: it is sent once, unless it certainly did not arrive. */
const operation = mutationOperation({
  name: 'StopContact',
  command: StopContactCommand,
  repeat: 'never',
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'ContactNotFoundException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'InvalidActiveRegionException',
  ],
  howToCheck: 'Read the contact: if it was stopped, `disconnectedAt` is set.',
});

@InputType({ description: 'Which contact to end.' })
export class StopContactInput {
  @Field(() => ID, { description: 'Id or ARN of the contact.' })
  contactId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Names this request, 1 to 500 characters; returned with the result. Connect knows no token for StopContact.',
  })
  clientToken?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of the instance; when absent the one that an ARN in the input names, else the default one.',
  })
  instanceId?: string | null;
}

@ObjectType({ description: 'The contact was ended.' })
export class StopContactSuccess {
  readonly kind = 'StopContactSuccess';

  @Field(() => ID, { description: 'Id of the contact.' })
  readonly contactId: string;

  @Field({ description: 'The token of the request, the given one or the one that the gateway made.' })
  readonly clientToken: string;

  @Field(() => ConnectContact, { nullable: true, description: 'The contact, as it is now.' })
  readonly contact: ConnectContact;

  constructor(contact: ConnectContact, clientToken: string) {
    this.contactId = contact.id;
    this.clientToken = clientToken;
    this.contact = contact;
  }
}

@ObjectType({
  implements: ConnectError,
  description: 'Why a contact could not be stopped: a voice contact whose initiation method does not allow it.',
})
export class ConnectContactNotStoppableError extends ConnectError {
  readonly kind = 'ConnectContactNotStoppableError';

  @Field(() => ConnectChannel, { nullable: true, description: "The contact's channel." })
  readonly channel: ConnectChannel | null;

  @Field(() => ConnectContactInitiationMethod, { nullable: true, description: 'How the contact came about.' })
  readonly initiationMethod: ConnectContactInitiationMethod | null;

  constructor(facts: ErrorFacts & { contact: Contact }) {
    super(facts);
    this.channel = openEnum(ConnectChannel, facts.contact.Channel);
    this.initiationMethod = openEnum(ConnectContactInitiationMethod, facts.contact.InitiationMethod);
  }
}

export const StopContactResult = resultUnion(
  operation,
  'What became of stopping a contact.',
  StopContactSuccess,
  ConnectContactNotStoppableError,
);

@Resolver()
export class StopContactResolver {
  @Mutation(() => StopContactResult, {
    nullable: true,
    description:
      'Ends a contact: a task, chat or email in any state, a call unless its initiation method forbids it. Null only when the gateway itself failed; `errors` then says why.',
  })
  stopContact(
    @Arg('input', () => StopContactInput, { description: 'Which contact.' }) input: StopContactInput,
    @Ctx() context: GatewayContext,
  ): Promise<typeof StopContactResult | null> {
    return context.connect.mutate(operation, input, {
      toCommand: ({ contactId }, ids) => ({ ContactId: ids.id('contact', 'contactId', contactId) }),
      toSuccess: (_output, { instanceId, clientToken, input: { ContactId = '' } }) =>
        new StopContactSuccess(new ConnectContact(instanceId, ContactId), clientToken),
      diagnose: (refusal, call, connect) => diagnose(refusal, call, { ...context, connect }),
    });
  }
}

/** Connect: StopContact does not work for voice contacts with these initiation methods. */
const unstoppableMethods = ['DISCONNECT', 'TRANSFER', 'QUEUE_TRANSFER', 'EXTERNAL_OUTBOUND', 'MONITOR'];

/** Looks why Connect refused; null when that is not certain, and Connect's own word stands. */
async function diagnose(
  refusal: Refused,
  { instanceId, input: { ContactId: id = '' } }: MadeCall<StopContactCommandInput>,
  { connect, requestId }: GatewayContext,
): Promise<ConnectContactNotStoppableError | ConnectResourceNotFoundError | null> {
  if (!['InvalidRequestException', 'ResourceNotFoundException'].includes(refusal.exception)) return null;
  const contact = await connect.loaders.contact.load({ instanceId, id }).catch(() => undefined);
  const facts = { requestId, awsRequestId: refusal.awsRequestId };
  if (contact === null && refusal.exception === 'ResourceNotFoundException') {
    return ConnectResourceNotFoundError.of(ConnectResourceKind.CONTACT, id, facts);
  }
  const method = contact?.InitiationMethod;
  if (contact?.Channel !== 'VOICE' || !method || !unstoppableMethods.includes(method)) return null;
  const message = `A voice contact that came about by ${method} cannot be stopped.`;
  return new ConnectContactNotStoppableError({ ...facts, message, retryable: false, contact });
}
