import {
  TransferContactCommand,
  type TransferContactCommandInput,
  type TransferContactResponse,
} from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../../connect/calls/operation.js';
import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import type { ErrorClass } from '../../connect/mutations/stored-result.js';
import type { ConnectSession } from '../../connect/session/session.js';
import type { Refused } from '../../errors/call-failure.js';
import type { ConnectError } from '../../errors/connect-error.js';
import type { ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { MutationInputFields, MutationSuccess, mutation } from '../../graph/types/mutation.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ConnectContact } from '../contact.js';
import { ConnectContactNotTransferableError, diagnoseTransfer } from './transfer-diagnosis.js';

/** Transfers an active task or email contact to a queue or a user with TransferContact. */
export const transferOperation = mutationOperation({
  name: 'TransferContact',
  command: TransferContactCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: { contact: 'ContactId', currentUser: 'UserId' },
  requires: ['ContactId', 'ContactArn'],
  exceptions: [
    'InvalidRequestException',
    'IdempotencyException',
    'AccessDeniedException',
    'ResourceNotFoundException',
    'ServiceQuotaExceededException',
    'ThrottlingException',
    'InternalServiceException',
  ],
  inputPaths: { QueueId: ['destination', 'queueId'], UserId: ['destination', 'userId'] },
  howToCheck:
    'Read the contact: if it was transferred, `disconnectedAt` is set, and its `chain` has a newer contact with this contact as `previousContact`.',
});

@Directive(oneOf)
@InputType({ description: 'Destination of a transfer. Exactly one field must be given.' })
export class TransferDestinationInput {
  @Field(() => ID, { nullable: true, description: 'Id or ARN of a queue.' })
  queueId?: string;

  @Field(() => ID, {
    nullable: true,
    description: "Id or ARN of a user (agent). The contact goes to the agent's own queue.",
  })
  userId?: string;
}

@InputType({ description: 'Input of `transferContact`.' })
export class TransferContactInput extends MutationInputFields {
  @Field(() => ID, {
    description: 'Id or ARN of an active task or email contact that was transferred fewer than 11 times.',
  })
  contactId!: string;

  @Field(() => ID, {
    description:
      'Id or ARN of a published flow: an inbound flow, a transfer to agent flow or a transfer to queue flow.',
  })
  contactFlowId!: string;

  @Field(() => TransferDestinationInput, { description: 'Destination: a queue or a user.' })
  destination!: TransferDestinationInput;
}

type Transfer = MutationCall<TransferContactCommandInput>;

/** Success fields of mutations that transfer a contact. */
@ObjectType()
export abstract class TransferSuccess extends MutationSuccess {
  @Field(() => ID, { description: 'Id of the new contact, as returned by Connect.' })
  readonly contactId: string;

  @Field(() => ID, { description: 'ARN of the new contact, as returned by Connect.' })
  readonly contactArn: string;

  @Field(() => ConnectContact, { nullable: true, description: 'New contact, which waits at the destination.' })
  readonly contact: ConnectContact;

  @Field(() => ConnectContact, { nullable: true, description: 'Contact that was transferred. It has ended.' })
  readonly transferredFrom: ConnectContact;

  constructor({ ContactId = '', ContactArn = '' }: TransferContactResponse, call: Transfer) {
    const { instanceId, clientToken, input } = call;
    super(clientToken);
    this.contactId = ContactId;
    this.contactArn = ContactArn;
    this.contact = new ConnectContact(instanceId, ContactId);
    this.transferredFrom = new ConnectContact(instanceId, input.ContactId ?? '');
  }
}

@ObjectType({ description: 'The contact was transferred.' })
export class TransferContactSuccess extends TransferSuccess {
  readonly kind = 'TransferContactSuccess';
}

export const TransferContactResult = resultUnion(
  transferOperation,
  'Result of `transferContact`.',
  TransferContactSuccess,
  ConnectContactNotTransferableError,
);

@Resolver()
export class TransferContactResolver {
  @Mutation(() => TransferContactResult, mutation('Transfers an active task or email contact to a queue or a user.'))
  transferContact(
    @Arg('input', () => TransferContactInput, { description: 'Contact, flow and destination of the transfer.' })
    input: TransferContactInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof TransferContactResult | null> {
    return runMutation(connect, transferOperation, input, {
      toCommand,
      ...transferSteps(TransferContactSuccess, connect),
    });
  }
}

/**
 * Returns the steps that all transfer mutations share.
 * @param refusals Error types in addition to ConnectContactNotTransferableError.
 */
export function transferSteps<Success extends TransferSuccess, Refusals extends readonly ErrorClass<ConnectError>[]>(
  success: new (output: TransferContactResponse, call: Transfer) => Success,
  connect: ConnectSession,
  ...refusals: Refusals
) {
  return {
    toSuccess: (output: TransferContactResponse, call: Transfer): Success => {
      connect.noteCreated(call.instanceId, output.ContactId ?? '');
      connect.instances.learnFrom(output.ContactArn);
      return new success(output, call);
    },
    refusalClasses: [ConnectContactNotTransferableError, ...refusals] as ErrorClass<
      ConnectContactNotTransferableError | InstanceType<Refusals[number]>
    >[],
    diagnose: (
      refusal: Refused,
      transfer: Transfer,
      session: ConnectSession,
    ): Promise<
      ConnectContactNotTransferableError | ConnectResourceNotFoundError | InstanceType<Refusals[number]> | null
    > => diagnoseTransfer(refusal, transfer, session),
  };
}

function toCommand({ contactId, contactFlowId, destination }: TransferContactInput, ids: IdResolver) {
  return {
    ContactId: ids.id('contact', 'contactId', contactId),
    ContactFlowId: ids.id('contactFlow', 'contactFlowId', contactFlowId),
    QueueId: ids.id('queue', 'destination.queueId', destination.queueId),
    UserId: ids.id('user', 'destination.userId', destination.userId),
  };
}
