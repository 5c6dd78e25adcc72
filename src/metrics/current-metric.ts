import type { CurrentMetricData, CurrentMetricName, CurrentMetricResult } from '@aws-sdk/client-connect';
import { Field, Float, ObjectType } from 'type-graphql';
import { agentStatusOfArn, ConnectAgentStatus } from '../directory/agent-statuses/agent-status.js';
import { ConnectChannel } from '../directory/channel.js';
import { ConnectQueue } from '../directory/queues/queue.js';
import { ConnectRoutingProfile } from '../directory/routing-profiles/routing-profile.js';
import { describeEnum, openEnum } from '../graph/types/open-enum.js';
import { DateTime } from '../graph/types/scalars.js';

export enum ConnectCurrentMetricName {
  AGENTS_ONLINE = 'AGENTS_ONLINE',
  AGENTS_AVAILABLE = 'AGENTS_AVAILABLE',
  AGENTS_ON_CALL = 'AGENTS_ON_CALL',
  AGENTS_NON_PRODUCTIVE = 'AGENTS_NON_PRODUCTIVE',
  AGENTS_AFTER_CONTACT_WORK = 'AGENTS_AFTER_CONTACT_WORK',
  AGENTS_ERROR = 'AGENTS_ERROR',
  AGENTS_STAFFED = 'AGENTS_STAFFED',
  CONTACTS_IN_QUEUE = 'CONTACTS_IN_QUEUE',
  OLDEST_CONTACT_AGE = 'OLDEST_CONTACT_AGE',
  CONTACTS_SCHEDULED = 'CONTACTS_SCHEDULED',
  AGENTS_ON_CONTACT = 'AGENTS_ON_CONTACT',
  SLOTS_ACTIVE = 'SLOTS_ACTIVE',
  SLOTS_AVAILABLE = 'SLOTS_AVAILABLE',
  ESTIMATED_WAIT_TIME = 'ESTIMATED_WAIT_TIME',
  UNKNOWN = 'UNKNOWN',
}
/** Descriptions of the metrics, shared with the enum of inputs. */
export const currentMetricDescriptions = {
  AGENTS_ONLINE: 'Agents who are signed in.',
  AGENTS_AVAILABLE: 'Agents who can take a contact now.',
  AGENTS_ON_CALL: 'Agents on a call; AGENTS_ON_CONTACT counts those of all channels.',
  AGENTS_NON_PRODUCTIVE: 'Agents with a status of their own, such as a break.',
  AGENTS_AFTER_CONTACT_WORK: 'Agents at the work after a contact.',
  AGENTS_ERROR: 'Agents who missed a contact or could not be connected.',
  AGENTS_STAFFED: 'Agents who are signed in and not in a status of their own.',
  CONTACTS_IN_QUEUE: 'Contacts that wait.',
  OLDEST_CONTACT_AGE: 'For how many seconds the contact has waited that has waited longest.',
  CONTACTS_SCHEDULED: 'Contacts that are scheduled for later, such as callbacks.',
  AGENTS_ON_CONTACT: 'Agents who handle a contact.',
  SLOTS_ACTIVE: 'Places of agents that are taken.',
  SLOTS_AVAILABLE: 'Places of agents that are free.',
  ESTIMATED_WAIT_TIME: 'For how many seconds a contact that comes now may have to wait.',
};
describeEnum(ConnectCurrentMetricName, 'ConnectCurrentMetricName', 'Name of a live metric.', {
  ...currentMetricDescriptions,
  UNKNOWN: 'A metric that this schema does not know yet; see `nameRaw`.',
});

export enum ConnectMetricUnit {
  SECONDS = 'SECONDS',
  COUNT = 'COUNT',
  PERCENT = 'PERCENT',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectMetricUnit, 'ConnectMetricUnit', 'In what a metric is counted.', {
  SECONDS: 'Seconds.',
  COUNT: 'A number of things.',
  PERCENT: 'Hundredths.',
  UNKNOWN: 'A unit that this schema does not know yet; see `unitRaw`.',
});

/** Returns the unit of a metric, which GetCurrentMetricData requires although each metric has only one. */
export const unitOf = (name: CurrentMetricName): 'SECONDS' | 'COUNT' =>
  name === 'OLDEST_CONTACT_AGE' || name === 'ESTIMATED_WAIT_TIME' ? 'SECONDS' : 'COUNT';

@ObjectType({ description: 'Value of a live metric.' })
export class ConnectCurrentMetric {
  @Field(() => ConnectCurrentMetricName, { nullable: true, description: 'Name of the metric.' })
  name!: ConnectCurrentMetricName | null;

  @Field(() => String, { nullable: true, description: 'The name as Connect sent it.' })
  nameRaw!: string | null;

  @Field(() => ConnectMetricUnit, { nullable: true, description: 'In what it is counted.' })
  unit!: ConnectMetricUnit | null;

  @Field(() => String, { nullable: true, description: 'The unit as Connect sent it.' })
  unitRaw!: string | null;

  @Field(() => Float, { nullable: true, description: 'The number, in the unit; null when Connect has none.' })
  value!: number | null;
}

@ObjectType({ description: 'Live metrics of all that was asked for, or of one part of it.' })
export class ConnectCurrentMetricRow {
  @Field(() => ConnectQueue, { nullable: true, description: 'Of this queue; null where not grouped by queue.' })
  queue!: ConnectQueue | null;

  @Field(() => ConnectRoutingProfile, {
    nullable: true,
    description: 'Of agents with this routing profile; null where not grouped so.',
  })
  routingProfile!: ConnectRoutingProfile | null;

  @Field(() => ConnectAgentStatus, {
    nullable: true,
    description: 'Of agents with this status; null where not grouped so.',
  })
  agentStatus!: ConnectAgentStatus | null;

  @Field(() => ConnectChannel, { nullable: true, description: 'Of this channel; null where not grouped by channel.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'Of contacts of this subtype; null where not grouped so.' })
  subtype!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of contacts at this step of their routing criteria, as JSON; null where not grouped so.',
  })
  routingStepExpression!: string | null;

  @Field(() => String, { nullable: true, description: 'Of tests of this type; null where not grouped so.' })
  validationTestType!: string | null;

  @Field(() => [ConnectCurrentMetric], { nullable: true, description: 'The metrics, in the order asked for.' })
  metrics!: ConnectCurrentMetric[] | null;

  @Field(() => DateTime, { nullable: true, description: 'When Connect counted.' })
  countedAt!: Date | null;
}

/** @param grouped Whether the request has groupings. */
export function metricRowOf(
  instanceId: string,
  { Dimensions = {}, Collections = [] }: CurrentMetricResult,
  countedAt: Date | undefined,
  grouped: boolean,
): ConnectCurrentMetricRow {
  const { Queue, RoutingProfile, AgentStatus, Channel } = Dimensions;
  return {
    queue: Queue?.Id ? new ConnectQueue(instanceId, Queue.Id) : null,
    routingProfile: RoutingProfile?.Id ? new ConnectRoutingProfile(instanceId, RoutingProfile.Id) : null,
    agentStatus: AgentStatus?.Id
      ? new ConnectAgentStatus(instanceId, AgentStatus.Id)
      : agentStatusOfArn(instanceId, AgentStatus?.Arn),
    channel: openEnum(ConnectChannel, Channel),
    channelRaw: Channel ?? null,
    subtype: Dimensions.Subtype ?? null,
    routingStepExpression: Dimensions.RoutingStepExpression ?? null,
    validationTestType: Dimensions.ValidationTestType ?? null,
    metrics: Collections.map((data) => metricOf(data, grouped)),
    countedAt: countedAt ?? null,
  };
}

function metricOf({ Metric: { Name, Unit } = {}, Value }: CurrentMetricData, grouped: boolean): ConnectCurrentMetric {
  return {
    name: openEnum(ConnectCurrentMetricName, Name),
    nameRaw: Name ?? null,
    unit: openEnum(ConnectMetricUnit, Unit),
    unitRaw: Unit ?? null,
    // All metrics are counts or durations, so a negative value is invalid.
    value: Value === undefined || Value < 0 ? null : inUnit(Name, Value, grouped),
  };
}

/**
 * Converts milliseconds to seconds where needed. For OLDEST_CONTACT_AGE: "When you do not use groupings, Unit says
 * SECONDS but the Value is returned in MILLISECONDS" (API reference of GetCurrentMetricData).
 */
function inUnit(name: CurrentMetricName | undefined, value: number, grouped: boolean): number {
  return name === 'OLDEST_CONTACT_AGE' && !grouped ? value / 1_000 : value;
}
