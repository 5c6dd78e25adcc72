import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField } from '../../graph/cost/costs.js';
import { describeEnum } from '../../graph/types/open-enum.js';
import { ConnectContact } from '../contact.js';
import { isChainFull } from '../contact-chain.js';
import { perhapsChainCost } from '../contact-cost.js';
import { inactiveState } from '../refusals/contact-state.js';

export enum ConnectTransferRefusalReason {
  CHANNEL_NOT_SUPPORTED = 'CHANNEL_NOT_SUPPORTED',
  CONTACT_NOT_ACTIVE = 'CONTACT_NOT_ACTIVE',
  TRANSFER_LIMIT_REACHED = 'TRANSFER_LIMIT_REACHED',
  FLOW_TYPE_NOT_SUPPORTED = 'FLOW_TYPE_NOT_SUPPORTED',
  FLOW_NOT_PUBLISHED = 'FLOW_NOT_PUBLISHED',
  DESTINATION_QUEUE_FULL = 'DESTINATION_QUEUE_FULL',
}
describeEnum(
  ConnectTransferRefusalReason,
  'ConnectTransferRefusalReason',
  'Reason why a contact cannot be transferred.',
  {
    CHANNEL_NOT_SUPPORTED: 'The channel does not support transfers. Only tasks and emails can be transferred.',
    CONTACT_NOT_ACTIVE: 'The contact has ended, or is scheduled for later.',
    TRANSFER_LIMIT_REACHED: 'The chain already has 12 contacts: the first one, and 11 from transfers or links.',
    FLOW_TYPE_NOT_SUPPORTED: 'The flow is not an inbound flow, a transfer to agent flow or a transfer to queue flow.',
    FLOW_NOT_PUBLISHED: 'The flow is saved but not published, or is archived.',
    DESTINATION_QUEUE_FULL: 'The destination has its maximum number of waiting contacts.',
  },
);

const transferableChannels = ['TASK', 'EMAIL'];

/** Whether TransferContact supports the channel. */
export function supportsTransfer(channel: string | undefined): boolean {
  return channel !== undefined && transferableChannels.includes(channel);
}

@ObjectType({ description: 'Expected outcome of a transfer.' })
export class ConnectTransferability {
  @Field({
    description: 'Whether a transfer can succeed. False if Connect would certainly refuse; true is no guarantee.',
  })
  allowed!: boolean;

  @Field(() => ConnectTransferRefusalReason, {
    nullable: true,
    description: 'Reason why Connect would refuse. Null if `allowed` is true.',
  })
  reason!: ConnectTransferRefusalReason | null;
}

@Resolver(() => ConnectContact)
export class TransferabilityResolver {
  @CostOfField(perhapsChainCost)
  @FieldResolver(() => ConnectTransferability, {
    nullable: true,
    description:
      'Expected outcome of a transfer, for example to disable a button in a user interface. Problems at the destination show only when a transfer is tried.',
  })
  async transferability(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectTransferability | null> {
    const read = contact.reader(context);
    if (!(await read('Id'))) return null;
    const refused = (reason: ConnectTransferRefusalReason) => ({ allowed: false, reason });
    if (!supportsTransfer(await read('Channel'))) return refused(ConnectTransferRefusalReason.CHANNEL_NOT_SUPPORTED);
    if (await inactiveState(read, context.connect.now()))
      return refused(ConnectTransferRefusalReason.CONTACT_NOT_ACTIVE);
    const hasChain = Boolean(await read('PreviousContactId'));
    if (hasChain && isChainFull(await context.connect.loaders.chain.load(contact))) {
      return refused(ConnectTransferRefusalReason.TRANSFER_LIMIT_REACHED);
    }
    return { allowed: true, reason: null };
  }
}
