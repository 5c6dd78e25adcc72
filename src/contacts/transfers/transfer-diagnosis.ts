import type { Contact, TransferContactCommandInput } from '@aws-sdk/client-connect';
import { Field, Int, ObjectType } from 'type-graphql';
import type { ContactFlowRecord } from '../../connect/directory/directory-records.js';
import { diagnoseWith, type Missing } from '../../connect/mutations/diagnosis.js';
import type { MutationCall } from '../../connect/mutations/steps.js';
import { describeContact, getCurrentMetricData } from '../../connect/reads/read-operations.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectChannel } from '../../directory/channel.js';
import { ConnectContactFlowType } from '../../directory/flows/contact-flow.js';
import { ConnectError, type ErrorFacts } from '../../errors/connect-error.js';
import { ConnectResourceKind } from '../../errors/resource-not-found.js';
import { openEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import { agentOfQueueArn } from '../../ids/arn.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { own } from '../../lib/own.js';
import { isChainFull, maxTransfers, transfersIn } from '../contact-chain.js';
import { inactiveState } from '../refusals/contact-state.js';
import { ConnectTransferRefusalReason as Reason, supportsTransfer } from './transferability.js';

interface TransferFacts {
  readonly channel?: string;
  readonly disconnectedAt?: Date;
  readonly transferCount?: number;
  readonly flowType?: string;
}

@ObjectType({
  implements: ConnectError,
  description:
    'Connect refused a transfer. Connect does not return the reason, so the gateway determines `reason` after the refusal.',
})
export class ConnectContactNotTransferableError extends ConnectError {
  readonly kind = 'ConnectContactNotTransferableError';

  @Field(() => Reason, { description: 'Reason for the refusal.' })
  readonly reason: Reason;

  @Field({ description: 'Name of the exception that Connect returned.' })
  readonly connectError: string;

  @Field(() => ConnectChannel, {
    nullable: true,
    description: 'Channel of the contact. Null if the channel is not relevant to the reason.',
  })
  readonly channel: ConnectChannel | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Time when the contact ended. Null if the contact has not ended, or if the time is not relevant to the reason.',
  })
  readonly disconnectedAt: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of transfers in the chain. Null if the transfer limit is not the reason.',
  })
  readonly transferCount: number | null;

  @Field(() => ConnectContactFlowType, {
    nullable: true,
    description: 'Type of the flow. Null if the reason is not about the flow.',
  })
  readonly flowType: ConnectContactFlowType | null;

  constructor(facts: ErrorFacts & { reason: Reason; connectError: string } & TransferFacts) {
    super(facts);
    this.reason = facts.reason;
    this.connectError = facts.connectError;
    this.channel = openEnum(ConnectChannel, facts.channel);
    this.disconnectedAt = facts.disconnectedAt ?? null;
    this.transferCount = facts.transferCount ?? null;
    this.flowType = openEnum(ConnectContactFlowType, facts.flowType);
  }
}

/** Flow types that TransferContact supports: inbound, transfer to agent, transfer to queue. */
const supportedFlowTypes = ['CONTACT_FLOW', 'AGENT_TRANSFER', 'QUEUE_TRANSFER'];
/** Connect: "Maximum contacts in an agent queue per instance". */
const agentQueueCapacity = 10;
/** Milliseconds for which requests share a read, since agents retry a refused transfer at once. */
const findingSharedMs = 2_000;

type Transfer = MutationCall<TransferContactCommandInput>;
type Finding = { readonly reason: Reason; readonly message: string } & TransferFacts;

/**
 * Diagnoses why Connect refused a transfer. Each exception has a short list of checks, in order of precedence; the
 * first finding is returned. The diagnosis runs only after a refusal.
 *
 * Returns null if no check is conclusive or a read failed. The mutation then returns the gateway's general message for
 * the exception.
 */
export const diagnoseTransfer = diagnoseWith<TransferContactCommandInput, Finding, ConnectContactNotTransferableError>(
  async (transfer, connect, { exception }) => {
    const data = new TransferData(transfer, connect);
    for (const check of own(checksByException, exception) ?? []) {
      const finding = await check(data);
      if (finding) return finding;
    }
    return null;
  },
  (facts) => new ConnectContactNotTransferableError(facts),
);

/** The data for the checks, read on demand. */
class TransferData {
  constructor(
    readonly transfer: Transfer,
    readonly connect: ConnectSession,
  ) {}

  get contact(): Promise<Contact | null> {
    const { connect } = this;
    const { instanceId, input } = this.transfer;
    const sharedKey = `contact ${instanceId} ${input.ContactId}`;
    const read = async (shared: ConnectSession) => {
      const key = { InstanceId: instanceId, ContactId: input.ContactId };
      return (await shared.readOrNull(describeContact, key))?.Contact ?? null;
    };
    return connect.shareRead(sharedKey, findingSharedMs, read, () => [input.ContactId]);
  }

  /** The flow, cached if possible. If the cached flow is suitable, no call is needed. */
  get knownFlow(): MaybePromise<ContactFlowRecord | null> {
    return this.connect.loaders.contactFlow.load(this.#flowKey);
  }

  /** The current flow, since it can have been published after it was cached. */
  get flow(): Promise<ContactFlowRecord | null> {
    const { contactFlow } = this.connect.shared.directory;
    const key = `flow ${this.#flowKey.instanceId} ${this.#flowKey.id}`;
    return this.connect.shareRead(
      key,
      findingSharedMs,
      (shared) => contactFlow.reload(shared, this.#flowKey),
      () => [this.#flowKey.id],
    );
  }

  get #flowKey() {
    const { instanceId, input } = this.transfer;
    return { instanceId, id: input.ContactFlowId ?? '' };
  }
}

type Check = (data: TransferData) => Promise<Finding | Missing | null>;

const contactMissing: Check = async ({ contact, transfer }) =>
  (await contact) ? null : { missing: ConnectResourceKind.CONTACT, id: transfer.input.ContactId ?? '' };

const flowMissing: Check = async (data) =>
  (await data.knownFlow) || (await data.flow)
    ? null
    : { missing: ConnectResourceKind.CONTACT_FLOW, id: data.transfer.input.ContactFlowId ?? '' };

const destinationMissing: Check = async ({ transfer: { instanceId, input }, connect }) => {
  const { QueueId, UserId } = input;
  if (QueueId && !(await connect.loaders.queue.load({ instanceId, id: QueueId }))) {
    return { missing: ConnectResourceKind.QUEUE, id: QueueId };
  }
  if (UserId && !(await connect.loaders.user.load({ instanceId, id: UserId }))) {
    return { missing: ConnectResourceKind.USER, id: UserId };
  }
  return null;
};

const wrongChannel: Check = async ({ contact }) => {
  const channel = (await contact)?.Channel;
  if (!channel || supportsTransfer(channel)) return null;
  const message = `Only tasks and emails can be transferred; this contact's channel is ${channel}.`;
  return { reason: Reason.CHANNEL_NOT_SUPPORTED, message, channel };
};

const notActive: Check = async ({ contact, connect }) => {
  const record = await contact;
  if (!record) return null;
  const inactive = await inactiveState(async (name) => record[name], connect.now());
  if (!inactive) return null;
  const { DisconnectTimestamp: disconnectedAt, Channel: channel } = record;
  const message = disconnectedAt
    ? `The contact ended at ${disconnectedAt.toISOString()}.`
    : 'The contact is scheduled for later and has not started.';
  return { reason: Reason.CONTACT_NOT_ACTIVE, message, channel, disconnectedAt };
};

const flowUnsuitable: Check = async (data) => {
  const known = unsuitable(await data.knownFlow);
  return known && unsuitable(await data.flow);
};

function unsuitable(record: ContactFlowRecord | null): Finding | null {
  if (!record) return null;
  const flowType = record.Type;
  if (flowType && !supportedFlowTypes.includes(flowType)) {
    const message = `The flow's type is ${flowType}; a transfer needs one of ${supportedFlowTypes.join(', ')}.`;
    return { reason: Reason.FLOW_TYPE_NOT_SUPPORTED, message, flowType };
  }
  if (record.Status === 'PUBLISHED' && record.State === 'ACTIVE') return null;
  const message = record.State === 'ARCHIVED' ? 'The flow is archived.' : 'The flow was saved but not published.';
  return record.Status && record.State ? { reason: Reason.FLOW_NOT_PUBLISHED, message, flowType } : null;
}

const limitReached: Check = async ({ contact, transfer: { instanceId, input }, connect }) => {
  if (!(await contact)?.PreviousContactId) return null;
  const chain = await connect.loaders.chain.load({ instanceId, id: input.ContactId ?? '' });
  if (!isChainFull(chain)) return null;
  const transfers = transfersIn(chain);
  const message = `The contact's chain has ${chain.length} contacts, ${transfers} of them made by transfers; Connect allows ${maxTransfers} transfers.`;
  return { reason: Reason.TRANSFER_LIMIT_REACHED, message, transferCount: transfers };
};

const destinationFull: Check = async ({ transfer: { instanceId, input }, connect }) => {
  // An agent's queue has the agent's id.
  const queueId = input.QueueId ?? input.UserId;
  if (!queueId) return null;
  const queue = await connect.loaders.queue.load({ instanceId, id: queueId });
  const agentId = input.UserId || agentOfQueueArn(queue?.QueueArn ?? '');
  const capacity = queue?.MaxContacts ?? (agentId ? agentQueueCapacity : null);
  if (!capacity) return null;
  const metrics = await connect.read(getCurrentMetricData, {
    InstanceId: instanceId,
    Filters: { Queues: [queueId] },
    CurrentMetrics: [{ Name: 'CONTACTS_IN_QUEUE', Unit: 'COUNT' }],
  });
  const waiting = metrics.MetricResults?.[0]?.Collections?.[0]?.Value ?? 0;
  if (waiting < capacity) return null;
  const message = `The destination has ${waiting} waiting contacts; its maximum is ${capacity}.`;
  return { reason: Reason.DESTINATION_QUEUE_FULL, message };
};

/** Checks by exception. */
const checksByException: Readonly<Record<string, readonly Check[]>> = {
  ResourceNotFoundException: [contactMissing, flowMissing, destinationMissing],
  InvalidRequestException: [wrongChannel, notActive, flowUnsuitable, limitReached],
  ServiceQuotaExceededException: [limitReached, destinationFull],
};
