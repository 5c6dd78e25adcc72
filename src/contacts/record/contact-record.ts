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

@ObjectType({ description: 'How an outbound call is brought to customer and user.' })
export class ConnectOutboundStrategy {
  @Field(() => String, { nullable: true, description: 'Side that is called first, in the words of Connect.' })
  type!: string | null;

  @Field(() => Int, { nullable: true, description: 'Seconds for which the user may look at it before it is dialled.' })
  previewTimeoutSeconds!: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Allowed actions of the user meanwhile, in the words of Connect.',
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

@ObjectType({ description: 'A contact that followed from another by a quick connect.' })
export class ConnectNextContact {
  @Field(() => String, { nullable: true, description: 'Event that led to it, in the words of Connect.' })
  type!: string | null;

  @Field(() => ConnectContact, { nullable: true, description: 'The contact itself.' })
  contact!: ConnectContact | null;

  @Field(() => DateTime, { nullable: true, description: 'When it began.' })
  initiatedAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'Id of the quick connect.' })
  quickConnectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the quick connect.' })
  quickConnectName!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the quick connect leads, in the words of Connect.' })
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

/** The service model's limit of a contact's next contacts. */
const maxNextContacts = 24;
const nextContactsCost: FieldCost = (_field, place) => ({ count: place.count * maxNextContacts });

/** Resolves fields that only the whole record of a contact has, with one call of DescribeContact. */
@Resolver(() => ConnectContact)
export class ContactRecordResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the contact from which all that are linked by transfer or relation come.',
  })
  contactAssociationId(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('ContactAssociationId', context);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When the customer was connected to Connect; null when Connect does not say.',
  })
  connectedToSystemAt(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return contact.field('ConnectedToSystemTimestamp', context);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: "When the customer's telephone began to ring; null but for outbound calls.",
  })
  ringStartedAt(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return contact.field('RingStartTimestamp', context);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How often a task was paused; null for other channels.' })
  pauseCount(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<number | null> {
    return contact.field('TotalPauseCount', context);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Seconds for which a task was paused in all; null for other channels.',
  })
  pauseDurationSeconds(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<number | null> {
    return contact.field('TotalPauseDurationInSeconds', context);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Whole number from 1, the most urgent, by which it is taken out of its queue; 5 unless set.',
  })
  queuePriority(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<number | null> {
    return contact.field('QueuePriority', context);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Seconds by which it counts as older in its queue than it is; negative as younger, null when not set.',
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
      'Result of answering machine detection for an outbound call, in the words of Connect; null when it was off.',
  })
  answeringMachineDetectionStatus(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<string | null> {
    return contact.field('AnsweringMachineDetectionStatus', context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Possible cause of the end of a call, in the words of Connect; null when no fault is known.',
  })
  potentialDisconnectIssue(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<string | null> {
    return contact.field('DisconnectDetails', context, (details) => details?.PotentialDisconnectIssue ?? null);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the outbound campaign to which it belongs; null when to none.',
  })
  campaignId(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('Campaign', context, (campaign) => campaign?.CampaignId ?? null);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'Id of the customer, as a flow or an application set it; null when none did. Personal data.',
  })
  customerId(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('CustomerId', context);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'ARN of the template of which a task was made; null when of none.',
  })
  taskTemplateArn(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('TaskTemplateInfo', context, (template) => template?.Arn ?? null);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of that template.' })
  taskTemplateName(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<string | null> {
    return contact.field('TaskTemplateInfo', context, (template) => template?.Name ?? null);
  }

  @FieldResolver(() => ConnectHandling, {
    nullable: true,
    description: 'How its user handles it; null when none does.',
  })
  async handling(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): Promise<ConnectHandling | null> {
    // Not read from a search row, whose AgentInfo lacks most members.
    return ConnectHandling.of((await contact.load(context))?.AgentInfo);
  }

  @FieldResolver(() => ConnectCustomerParticipant, {
    nullable: true,
    description: 'The customer on a call over the web; null for other contacts. Personal data.',
  })
  customerParticipant(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectCustomerParticipant | null> {
    return contact.field('Customer', context);
  }

  @FieldResolver(() => ConnectCustomerVoiceActivity, {
    nullable: true,
    description: "Customer's voice activity; null but for outbound calls.",
  })
  customerVoiceActivity(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectCustomerVoiceActivity | null> {
    return contact.field('CustomerVoiceActivity', context);
  }

  @FieldResolver(() => ConnectContactDetails, {
    nullable: true,
    description: 'Content of a task; null for other channels. Personal data.',
  })
  details(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<ConnectContactDetails | null> {
    return contact.field('ContactDetails', context);
  }

  @FieldResolver(() => ConnectEmailRecipients, {
    nullable: true,
    description: 'To whom else an email went; null for other channels. Personal data.',
  })
  additionalEmailRecipients(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectEmailRecipients | null> {
    return contact.field('AdditionalEmailRecipients', context);
  }

  @FieldResolver(() => ConnectRoutingCriteria, {
    nullable: true,
    description: 'Which users it is for; null when for any.',
  })
  routingCriteria(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectRoutingCriteria | null> {
    return contact.field('RoutingCriteria', context);
  }

  @FieldResolver(() => ConnectGlobalResiliency, {
    nullable: true,
    description: 'Where it is in an instance with a twin in another Region; null without one.',
  })
  globalResiliency(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectGlobalResiliency | null> {
    return contact.field('GlobalResiliencyMetadata', context);
  }

  @FieldResolver(() => ConnectQualityMetrics, {
    nullable: true,
    description: 'How good the connection of a call was; null for other channels.',
  })
  qualityMetrics(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectQualityMetrics | null> {
    return contact.field('QualityMetrics', context);
  }

  @FieldResolver(() => ConnectChatMetrics, {
    nullable: true,
    description: "Totals of a chat's messages; null for other channels.",
  })
  chatMetrics(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectChatMetrics | null> {
    return contact.field('ChatMetrics', context);
  }

  @FieldResolver(() => ConnectWisdom, {
    nullable: true,
    description: 'Use of Amazon Q in Connect; null when it is not used.',
  })
  wisdom(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<ConnectWisdom | null> {
    return contact.field('WisdomInfo', context);
  }

  @FieldResolver(() => [ConnectRecording], {
    nullable: true,
    description: 'Recordings of it and what else of it was kept; null when nothing was.',
  })
  recordings(@Root() contact: ConnectContact, @Ctx() context: GatewayContext): MaybePromise<ConnectRecording[] | null> {
    return contact.field('Recordings', context);
  }

  @FieldResolver(() => ConnectOutboundStrategy, {
    nullable: true,
    description: 'How an outbound call is brought to customer and user; null for other contacts.',
  })
  outboundStrategy(
    @Root() contact: ConnectContact,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectOutboundStrategy | null> {
    return contact.field('OutboundStrategy', context, nullableOf(ConnectOutboundStrategy.of));
  }

  @FieldResolver(() => [ConnectEvaluationRecord], {
    nullable: true,
    description: 'Its evaluations, by id; null when there are none.',
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
    description: 'Contacts that followed from it by quick connects, 24 at most; null when there are none.',
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
    description: 'Attributes of this segment alone, which a transfer does not hand on, by name. Personal data.',
  })
  segmentAttributes(
    @Root() contact: ConnectContact,
    @Arg('names', () => [String], { nullable: true, description: 'Only these; all when absent.' })
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
