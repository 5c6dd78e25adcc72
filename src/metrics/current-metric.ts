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
  AGENTS_ONLINE: 'Number of agents who are signed in.',
  AGENTS_AVAILABLE: 'Number of agents who can take a contact now.',
  AGENTS_ON_CALL: 'Number of agents on a call. AGENTS_ON_CONTACT counts agents on contacts of all channels.',
  AGENTS_NON_PRODUCTIVE: 'Number of agents with a custom status, such as a break.',
  AGENTS_AFTER_CONTACT_WORK: 'Number of agents in after-contact work.',
  AGENTS_ERROR: 'Number of agents who missed a contact or could not be connected.',
  AGENTS_STAFFED: 'Number of agents who are signed in and have no custom status.',
  CONTACTS_IN_QUEUE: 'Number of contacts that wait in a queue.',
  OLDEST_CONTACT_AGE: 'Waiting time of the contact that has waited longest, in seconds.',
  CONTACTS_SCHEDULED: 'Number of contacts that are scheduled for later, such as callbacks.',
  AGENTS_ON_CONTACT: 'Number of agents who handle a contact.',
  SLOTS_ACTIVE: 'Number of used contact slots of agents.',
  SLOTS_AVAILABLE: 'Number of free contact slots of agents.',
  ESTIMATED_WAIT_TIME: 'Estimated waiting time of a contact that arrives now, in seconds.',
};
describeEnum(ConnectCurrentMetricName, 'ConnectCurrentMetricName', 'Name of a live metric.', {
  ...currentMetricDescriptions,
  UNKNOWN: "Metric that this schema does not define. See `nameRaw` for Connect's value.",
});

export enum ConnectMetricUnit {
  SECONDS = 'SECONDS',
  COUNT = 'COUNT',
  PERCENT = 'PERCENT',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectMetricUnit, 'ConnectMetricUnit', 'Unit of a metric.', {
  SECONDS: 'Seconds.',
  COUNT: 'Number of agents, contacts or slots.',
  PERCENT: 'Percent.',
  UNKNOWN: "Unit that this schema does not define. See `unitRaw` for Connect's value.",
});

/** Returns the unit of a metric, which GetCurrentMetricData requires although each metric has only one. */
export const unitOf = (name: CurrentMetricName): 'SECONDS' | 'COUNT' =>
  name === 'OLDEST_CONTACT_AGE' || name === 'ESTIMATED_WAIT_TIME' ? 'SECONDS' : 'COUNT';

@ObjectType({ description: 'Value of a live metric.' })
export class ConnectCurrentMetric {
  @Field(() => ConnectCurrentMetricName, { nullable: true, description: 'Name of the metric.' })
  name!: ConnectCurrentMetricName | null;

  @Field(() => String, { nullable: true, description: 'Name as returned by Connect.' })
  nameRaw!: string | null;

  @Field(() => ConnectMetricUnit, { nullable: true, description: 'Unit of `value`.' })
  unit!: ConnectMetricUnit | null;

  @Field(() => String, { nullable: true, description: 'Unit as returned by Connect.' })
  unitRaw!: string | null;

  @Field(() => Float, { nullable: true, description: 'Value in `unit`. Null if Connect has none.' })
  value!: number | null;
}

@ObjectType({ description: 'Row of live metrics: one for everything that the filter selects, or one for each group.' })
export class ConnectCurrentMetricRow {
  @Field(() => ConnectQueue, {
    nullable: true,
    description: 'Queue of the row. Null if the metrics are not grouped by queue.',
  })
  queue!: ConnectQueue | null;

  @Field(() => ConnectRoutingProfile, {
    nullable: true,
    description: 'Routing profile of the agents in the row. Null if the metrics are not grouped by routing profile.',
  })
  routingProfile!: ConnectRoutingProfile | null;

  @Field(() => ConnectAgentStatus, {
    nullable: true,
    description: 'Status of the agents in the row. Null if the metrics are not grouped by agent status.',
  })
  agentStatus!: ConnectAgentStatus | null;

  @Field(() => ConnectChannel, {
    nullable: true,
    description: 'Channel of the row. Null if the metrics are not grouped by channel.',
  })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Subtype of the contacts in the row. Null if the metrics are not grouped by subtype.',
  })
  subtype!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Routing step of the contacts in the row, as JSON: the current step of their routing criteria. Null if the metrics are not grouped by routing step.',
  })
  routingStepExpression!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Type of Connect's tests and simulations that the row counts. Null if the metrics are not grouped by test type.",
  })
  validationTestType!: string | null;

  @Field(() => [ConnectCurrentMetric], {
    nullable: true,
    description: 'Metrics of the row, in the order of the argument `metrics`.',
  })
  metrics!: ConnectCurrentMetric[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Time when Connect counted the metrics.' })
  countedAt!: Date | null;
}

/** Converts a row of GetCurrentMetricData. @param grouped Whether the request has groupings. */
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
