import type { NextContactEntry, OutboundStrategy } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, FieldResolver, Float, ID, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost } from '../../graph/cost/costs.js';
import { DateTime } from '../../graph/types/scalars.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectContact } from '../contact.js';
import { ConnectHandling } from './contact-handling.js';
import { ConnectChatMetrics, ConnectQualityMetrics } from './contact-measures.js';
import {
  ConnectContactDetails,
  ConnectCustomerParticipant,
  ConnectCustomerVoiceActivity,
  ConnectEmailRecipients,
  ConnectEvaluationRecord,
  ConnectGlobalResiliency,
  ConnectRecording,
  ConnectWisdom,
} from './contact-record-data.js';
import { ConnectRoutingCriteria } from './contact-routing.js';
import { ConnectSegmentAttribute, segmentAttributesOf } from './contact-segment-attributes.js';

@ObjectType({ description: 'Strategy for connecting an outbound call to customer and agent.' })
export class ConnectOutboundStrategy {
  @Field(() => String, { nullable: true, description: 'Side that is called first, as returned by Connect.' })
  type!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds that the agent has for the preview before the call is dialled.',
  })
  previewTimeoutSeconds!: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Actions that the agent can take during the preview, as returned by Connect.',
  })
  allowedActions!: string[] | null;

  static of({ Type, Config }: OutboundStrategy): ConnectOutboundStrategy {
    const { PostAcceptTimeoutConfig, AllowedUserActions } = Config?.AgentFirst?.Preview ?? {};
    return {
      type: Type ?? null,
      previewTimeoutSeconds: PostAcceptTimeoutConfig?.DurationInSeconds ?? null,
      allowedActions: AllowedUserActions ?? null,
    };
  }
}

@ObjectType({ description: 'Contact that followed from another contact through a quick connect.' })
export class ConnectNextContact {
  @Field(() => String, {
    nullable: true,
    description: 'Type of event that led to the contact, as returned by Connect.',
  })
  type!: string | null;

  @Field(() => ConnectContact, { nullable: true, description: 'Contact that followed.' })
  contact!: ConnectContact | null;

  @Field(() => DateTime, { nullable: true, description: 'Time when the contact was initiated.' })
  initiatedAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'Id of the quick connect.' })
  quickConnectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the quick connect.' })
  quickConnectName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Destination type of the quick connect, as returned by Connect.',
  })
  quickConnectType!: string | null;

  static of(instanceId: string, { Type, NextContactMetadata }: NextContactEntry): ConnectNextContact {
    const data = NextContactMetadata?.QuickConnectContactData;
    return {
      type: Type ?? null,
      contact: data?.ContactId ? new ConnectContact(instanceId, data.ContactId) : null,
      initiatedAt: data?.InitiationTimestamp ?? null,
      quickConnectId: data?.QuickConnectId ?? null,
      quickConnectName: data?.QuickConnectName ?? null,
      quickConnectType: data?.QuickConnectType ?? null,
    };
  }
}

/** Maximum number of next contacts of one contact, from the service model. */
const maxNextContacts = 24;
const nextContactsCost: FieldCost = (_field, scope) => ({ count: scope.count * maxNextContacts });

/**
 * Resolves fields of the contact record. One call of DescribeContact returns all of them. A search row has only a few.
 */
@Resolver(() => ConnectContact)
export class ContactRecordResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the root contact of all contacts that are linked by transfer or relation.',
  })
  contactAssociationId(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('ContactAssociationId', context);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'Time when the customer was connected to Connect. Null if Connect does not return it.',
  })
  connectedToSystemAt(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return contact.field('ConnectedToSystemTimestamp', context);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: "Time when the customer's phone began to ring. Null except for outbound calls.",
  })
  ringStartedAt(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return contact.field('RingStartTimestamp', context);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Number of times that a task was paused. Null for other channels.',
  })
  pauseCount(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<number | null> {
    return contact.field('TotalPauseCount', context);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Total seconds that a task was paused. Null for other channels.',
  })
  pauseDurationSeconds(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<number | null> {
    return contact.field('TotalPauseDurationInSeconds', context);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Priority in the queue: a whole number from 1 (most urgent). Connect gives new contacts priority 5 unless another is set.',
  })
  queuePriority(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<number | null> {
    return contact.field('QueuePriority', context);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "Seconds that routing adds to the contact's waiting time. A negative value subtracts. Null if not set.",
  })
  queueTimeAdjustmentSeconds(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<number | null> {
    return contact.field('QueueTimeAdjustmentSeconds', context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Result of answering machine detection for an outbound call, as returned by Connect. Null if detection was off.',
  })
  answeringMachineDetectionStatus(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<string | null> {
    return contact.field('AnsweringMachineDetectionStatus', context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Technical issue that may have ended a call, as returned by Connect. Null if Connect detected none.',
  })
  potentialDisconnectIssue(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<string | null> {
    return contact.field('DisconnectDetails', context, (details) => details?.PotentialDisconnectIssue ?? null);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the outbound campaign that the contact belongs to. Null if there is none.',
  })
  campaignId(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('Campaign', context, (campaign) => campaign?.CampaignId ?? null);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the customer, set by a flow or an application. Null if not set. Personal data.',
  })
  customerId(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('CustomerId', context);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'ARN of the template that a task was created from. Null if there is none.',
  })
  taskTemplateArn(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('TaskTemplateInfo', context, (template) => template?.Arn ?? null);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the template that a task was created from. Null if there is none.',
  })
  taskTemplateName(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('TaskTemplateInfo', context, (template) => template?.Name ?? null);
  }

  @FieldResolver(() => ConnectHandling, {
    nullable: true,
    description: 'Details of how the agent handles or handled the contact. Null if the contact has no agent.',
  })
  async handling(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): Promise<ConnectHandling | null> {
    // Not read from a search row, whose AgentInfo lacks most members.
    return ConnectHandling.of((await contact.load(context))?.AgentInfo);
  }

  @FieldResolver(() => ConnectCustomerParticipant, {
    nullable: true,
    description: 'Customer in a web call. Null for other contacts. Personal data.',
  })
  customerParticipant(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectCustomerParticipant | null> {
    return contact.field('Customer', context);
  }

  @FieldResolver(() => ConnectCustomerVoiceActivity, {
    nullable: true,
    description: 'Voice activity of the customer. Null except for outbound calls.',
  })
  customerVoiceActivity(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectCustomerVoiceActivity | null> {
    return contact.field('CustomerVoiceActivity', context);
  }

  @FieldResolver(() => ConnectContactDetails, {
    nullable: true,
    description: 'Content of a task. Null for other channels. Personal data.',
  })
  details(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<ConnectContactDetails | null> {
    return contact.field('ContactDetails', context);
  }

  @FieldResolver(() => ConnectEmailRecipients, {
    nullable: true,
    description: 'Additional recipients of an email. Null for other channels. Personal data.',
  })
  additionalEmailRecipients(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEmailRecipients | null> {
    return contact.field('AdditionalEmailRecipients', context);
  }

  @FieldResolver(() => ConnectRoutingCriteria, {
    nullable: true,
    description: 'Routing criteria: the agents who can receive the contact. Null if any agent can.',
  })
  routingCriteria(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectRoutingCriteria | null> {
    return contact.field('RoutingCriteria', context);
  }

  @FieldResolver(() => ConnectGlobalResiliency, {
    nullable: true,
    description:
      'AWS Regions where the contact began and is handled. Null if its instance is not replicated to another Region.',
  })
  globalResiliency(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectGlobalResiliency | null> {
    return contact.field('GlobalResiliencyMetadata', context);
  }

  @FieldResolver(() => ConnectQualityMetrics, {
    nullable: true,
    description: 'Connection quality of a call. Null for other channels.',
  })
  qualityMetrics(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectQualityMetrics | null> {
    return contact.field('QualityMetrics', context);
  }

  @FieldResolver(() => ConnectChatMetrics, {
    nullable: true,
    description: 'Message totals of a chat. Null for other channels.',
  })
  chatMetrics(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectChatMetrics | null> {
    return contact.field('ChatMetrics', context);
  }

  @FieldResolver(() => ConnectWisdom, {
    nullable: true,
    description: 'Use of Amazon Q in Connect. Null if it is not used.',
  })
  wisdom(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<ConnectWisdom | null> {
    return contact.field('WisdomInfo', context);
  }

  @FieldResolver(() => [ConnectRecording], {
    nullable: true,
    description: 'Recordings and transcripts of the contact. Null if there are none.',
  })
  recordings(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<ConnectRecording[] | null> {
    return contact.field('Recordings', context);
  }

  @FieldResolver(() => ConnectOutboundStrategy, {
    nullable: true,
    description: 'Strategy for connecting an outbound call to customer and agent. Null for other contacts.',
  })
  outboundStrategy(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectOutboundStrategy | null> {
    return contact.field('OutboundStrategy', context, nullableOf(ConnectOutboundStrategy.of));
  }

  @FieldResolver(() => [ConnectEvaluationRecord], {
    nullable: true,
    description: 'Evaluations of the contact, one for each evaluation form. Null if there are none.',
  })
  evaluationRecords(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEvaluationRecord[] | null> {
    return contact.field(
      'ContactEvaluations',
      context,
      nullableOf((evaluations) => Object.entries(evaluations).map(([id, evaluation]) => ({ ...evaluation, id }))),
    );
  }

  @CostOfField(nextContactsCost)
  @FieldResolver(() => [ConnectNextContact], {
    nullable: true,
    description: 'Contacts that followed from this one through quick connects, at most 24. Null if there are none.',
  })
  nextContacts(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectNextContact[] | null> {
    return contact.field(
      'NextContacts',
      context,
      nullableOf((entries) => entries.map((entry) => ConnectNextContact.of(contact.instanceId, entry))),
    );
  }

  @FieldResolver(() => [ConnectSegmentAttribute], {
    nullable: true,
    description:
      'Segment attributes, which belong to this contact only, sorted by name. A transfer does not copy them to the next contact. Personal data.',
  })
  segmentAttributes(
    @Root() contact: ConnectContact,
    @Arg('names', () => [String], {
      nullable: true,
      description: 'Names of the attributes to return. Defaults to all.',
    })
    names: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectSegmentAttribute[] | null> {
    return contact.field(
      'SegmentAttributes',
      context,
      nullableOf((attributes) => segmentAttributesOf(attributes, names)),
    );
  }
}

function nullableOf<Value, Shown>(show: (value: Value) => Shown) {
  return (value: Value | undefined) => (value === undefined ? null : show(value));
}
