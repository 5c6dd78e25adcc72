import type { TransferContactCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationVariant } from '../../connect/calls/operation.js';
import { runMutation } from '../../connect/mutations/run-mutation.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { describeQuickConnect } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectQuickConnectType } from '../../directory/quick-connects/quick-connect.js';
import { ConnectError, type ErrorFacts } from '../../errors/connect-error.js';
import { ConnectResourceKind, ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, mutationCost } from '../../graph/cost/costs.js';
import { mutation } from '../../graph/types/mutation.js';
import { openEnum } from '../../graph/types/open-enum.js';
import { resultUnion } from '../../graph/types/result-union.js';
import { ContactInput } from '../contact-mutation.js';
import { TransferSuccess, transferOperation, transferSteps } from './transfer-contact.js';
import { ConnectContactNotTransferableError } from './transfer-diagnosis.js';

/**
 * Reads the destination of a quick connect with DescribeQuickConnect, then transfers a contact to it with
 * TransferContact.
 *
 * The idempotency record stores the id of the quick connect in place of the flow's id. A repeated request with the same
 * client token therefore gets the first result, even if the quick connect's destination has changed since.
 */
const operation = mutationVariant(transferOperation, {
  mutation: 'TransferContactToQuickConnect',
  inputPaths: { ContactFlowId: ['quickConnectId'] },
});

@InputType({ description: 'Input of `transferContactToQuickConnect`.' })
export class TransferContactToQuickConnectInput extends ContactInput {
  @Field(() => ID, { description: 'Id or ARN of a quick connect of the type USER or QUEUE.' })
  quickConnectId!: string;
}

@ObjectType({ description: 'The contact was transferred to the destination of the quick connect.' })
export class TransferContactToQuickConnectSuccess extends TransferSuccess {
  readonly kind = 'TransferContactToQuickConnectSuccess';
}

@ObjectType({
  implements: ConnectError,
  description:
    'The contact cannot be transferred to this quick connect, which leads to neither a user nor a queue. Use a quick connect of the type USER or QUEUE.',
})
export class ConnectQuickConnectNotSuitableError extends ConnectError {
  readonly kind = 'ConnectQuickConnectNotSuitableError';

  @Field(() => ConnectQuickConnectType, {
    nullable: true,
    description: 'Type of the quick connect, such as PHONE_NUMBER or FLOW.',
  })
  readonly quickConnectType: ConnectQuickConnectType | null;

  @Field(() => String, { nullable: true, description: 'Type as returned by Connect.' })
  readonly quickConnectTypeRaw: string | null;

  constructor(facts: ErrorFacts & { quickConnectType: string | undefined }) {
    super(facts);
    this.quickConnectType = openEnum(ConnectQuickConnectType, facts.quickConnectType);
    this.quickConnectTypeRaw = facts.quickConnectType ?? null;
  }
}

export const TransferContactToQuickConnectResult = resultUnion(
  operation,
  'Result of `transferContactToQuickConnect`.',
  TransferContactToQuickConnectSuccess,
  ConnectContactNotTransferableError,
  ConnectQuickConnectNotSuitableError,
);

@Resolver()
export class TransferContactToQuickConnectResolver {
  @CostOfField((field, place, count) => {
    count.add('DescribeQuickConnect', { ...place, identity: field.identity });
    return mutationCost({ ...field, name: 'transferContact' }, place, count);
  })
  @Mutation(
    () => TransferContactToQuickConnectResult,
    mutation(
      "Transfers an active task or email contact to the user or queue of a quick connect, using the quick connect's flow.",
    ),
  )
  transferContactToQuickConnect(
    @Arg('input', () => TransferContactToQuickConnectInput, {
      description: 'Contact to transfer, and the quick connect.',
    })
    input: TransferContactToQuickConnectInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof TransferContactToQuickConnectResult | null> {
    return runMutation(connect, operation, input, {
      ...transferSteps(TransferContactToQuickConnectSuccess, connect, ConnectQuickConnectNotSuitableError),
      toCommand: ({ contactId, quickConnectId }, ids) => ({
        ContactId: ids.id('contact', 'contactId', contactId),
        ContactFlowId: ids.id('quickConnect', 'quickConnectId', quickConnectId),
      }),
      prepare: destinationOf,
    });
  }
}

/** @throws ConnectReadError */
async function destinationOf(
  { instanceId, input: { ContactFlowId: id = '' } }: MutationCall<TransferContactCommandInput>,
  connect: ConnectSession,
) {
  const { requestId } = connect.scope;
  const output = await connect.readOrNull(describeQuickConnect, { InstanceId: instanceId, QuickConnectId: id });
  if (!output) return ConnectResourceNotFoundError.of(ConnectResourceKind.QUICK_CONNECT, id, { requestId });
  const { QuickConnectType, UserConfig, QueueConfig } = output.QuickConnect?.QuickConnectConfig ?? {};
  if (UserConfig) return { ContactFlowId: UserConfig.ContactFlowId, UserId: UserConfig.UserId };
  if (QueueConfig) return { ContactFlowId: QueueConfig.ContactFlowId, QueueId: QueueConfig.QueueId };
  const message = `A contact cannot be transferred to a quick connect of the type ${QuickConnectType ?? 'unknown'}.`;
  const facts = { requestId, message, retryable: false, quickConnectType: QuickConnectType };
  return new ConnectQuickConnectNotSuitableError(facts);
}
