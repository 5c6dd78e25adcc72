import { type Contact, StopContactCommand, type StopContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import { type Diagnosis, diagnoseWith } from '../connect/mutations/diagnosis.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import type { MutationCall } from '../connect/mutations/steps.js';
import { ConnectChannel } from '../directory/channel.js';
import { ConnectError, type ErrorFacts } from '../errors/connect-error.js';
import { ConnectContactNotFoundError } from '../errors/exceptions.js';
import { ConnectResourceKind } from '../errors/resource-not-found.js';
import type { GatewayContext } from '../graph/context.js';
import { mutation } from '../graph/types/mutation.js';
import { openEnum } from '../graph/types/open-enum.js';
import { resultUnion } from '../graph/types/result-union.js';
import { isTransfer } from './contact-chain.js';
import { ConnectContactInitiationMethod } from './contact-enums.js';
import { ContactInput, ContactSuccess, withItsContact } from './contact-mutation.js';

/** Ends a contact. StopContact takes no token, so it is retried only if it was certainly not applied. */
const operation = mutationOperation({
  name: 'StopContact',
  command: StopContactCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { contact: 'ContactId' },
  requires: [],
  exceptions: [
    'InvalidRequestException',
    'ContactNotFoundException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'InternalServiceException',
    'InvalidActiveRegionException',
  ],
  howToCheck:
    'Read the contact: if it was stopped, `disconnectedAt` is set. If it was not, stop it with a new client token.',
});

@InputType({ description: 'Input of `stopContact`.' })
export class StopContactInput extends ContactInput {}

@ObjectType({ description: 'The contact was ended.' })
export class StopContactSuccess extends ContactSuccess {
  readonly kind = 'StopContactSuccess';
}

@ObjectType({
  implements: ConnectError,
  description: 'The voice contact cannot be stopped, because its initiation method does not allow it.',
})
export class ConnectContactNotStoppableError extends ConnectError {
  readonly kind = 'ConnectContactNotStoppableError';

  @Field(() => ConnectChannel, { nullable: true, description: 'Channel of the contact.' })
  readonly channel: ConnectChannel | null;

  @Field(() => ConnectContactInitiationMethod, { nullable: true, description: 'Initiation method of the contact.' })
  readonly initiationMethod: ConnectContactInitiationMethod | null;

  constructor(facts: ErrorFacts & { contact: Contact }) {
    super(facts);
    this.channel = openEnum(ConnectChannel, facts.contact.Channel);
    this.initiationMethod = openEnum(ConnectContactInitiationMethod, facts.contact.InitiationMethod);
  }
}

export const StopContactResult = resultUnion(
  operation,
  'Result of `stopContact`.',
  StopContactSuccess,
  ConnectContactNotStoppableError,
);

@Resolver()
export class StopContactResolver {
  @Mutation(
    () => StopContactResult,
    mutation(
      'Ends a contact. Tasks, chats and emails can be ended in any state, calls only if their initiation method allows it.',
    ),
  )
  stopContact(
    @Arg('input', () => StopContactInput, { description: 'Contact to end.' }) input: StopContactInput,
    @Ctx() context: GatewayContext,
  ): Promise<typeof StopContactResult | null> {
    return runMutation(context.connect, operation, input, {
      toCommand: ({ contactId }, ids) => ({ ContactId: ids.id('contact', 'contactId', contactId) }),
      toSuccess: withItsContact(StopContactSuccess),
      diagnose: diagnoseWith(findObstacle, (facts) => new ConnectContactNotStoppableError(facts)),
      reconcile: (call, connect) => readBack(call, { ...context, connect }),
      refusalClasses: [ConnectContactNotStoppableError],
    });
  }
}

/** Initiation methods of voice contacts that StopContact does not support. */
const unstoppableMethods = ['DISCONNECT', 'TRANSFER', 'QUEUE_TRANSFER', 'EXTERNAL_OUTBOUND', 'MONITOR'];

const findObstacle: Diagnosis<
  StopContactCommandInput,
  { readonly message: string; readonly contact: Contact }
> = async ({ instanceId, input: { ContactId: id = '' } }, { loaders }, { exception }) => {
  if (!['InvalidRequestException', 'ResourceNotFoundException'].includes(exception)) return null;
  const contact = await loaders.contact.load({ instanceId, id });
  if (!contact) return exception === 'ResourceNotFoundException' ? { missing: ConnectResourceKind.CONTACT, id } : null;
  const { Channel, InitiationMethod: method } = contact;
  if (Channel !== 'VOICE' || !method || !unstoppableMethods.includes(method)) return null;
  return { contact, message: `A voice contact with the initiation method ${method} cannot be stopped.` };
};

/** Values of DisconnectReason after StopContact: OTHER for calls, API otherwise (contact records data model). */
const stopReasons = ['API', 'OTHER'];

/**
 * Reads whether a stop ended the contact. A transferred task can have the same disconnect reason, so the chain is read
 * too.
 */
async function readBack(
  { instanceId, input: { ContactId: id = '' } }: MutationCall<StopContactCommandInput>,
  { connect, requestId }: GatewayContext,
) {
  const { loaders } = connect;
  const contact = await loaders.contact.load({ instanceId, id });
  if (!contact?.DisconnectTimestamp) return { notApplied: 'The contact has not ended.' };
  const endedOtherwise = (how: string) => {
    const message = `The contact had already ended ${how}.`;
    return { refusal: new ConnectContactNotFoundError({ requestId, message, retryable: false }) };
  };
  const reason = contact.DisconnectReason ?? 'OTHER';
  if (!stopReasons.includes(reason)) return endedOtherwise(`by ${reason}`);
  const next = (await loaders.chain.load({ instanceId, id })).find(({ PreviousContactId }) => PreviousContactId === id);
  if (!next) return { output: {} };
  if (isTransfer(next)) return endedOtherwise('by a transfer');
  return { notApplied: 'A stop or a transfer may have ended the contact, because its chain has a later contact.' };
}
