import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  HistoricalMetric,
  HistoricalMetricName,
  HistoricalMetricResult,
} from '@aws-sdk/client-connect';
import { channels as allChannels } from '../../world/entities.js';
import type { World } from '../../world/world.js';
import { pageByCount } from '../paging.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, resourceByIdOrArn } from '../resolve.js';
import { type ContactFacts, endedContacts, factsOf, handleSeconds } from './contact-facts.js';
import { averageOf, countOf, maximumOf, type Statistic, shareOf } from './statistics.js';

type Input = GetMetricDataCommandInput;

const fiveMinutes = 5 * 60_000;
const day = 86_400_000;
const maxServiceLevels = 20;

/** Returns metrics of the contacts that ended in a time range of the last 24 hours, for some queues or channels. */
export function getMetricData(input: Input, world: World): Omit<GetMetricDataCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  check(input, world);
  const { Queues = [], Channels = [] } = input.Filters ?? {};
  const queues = [...new Set(Queues.map((id) => resourceByIdOrArn(state.directory.allQueues, id)))];
  const channels = Channels.length > 0 ? Channels : allChannels;
  const [from, to] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0];
  const facts = endedContacts(state, from, to - 1)
    .filter(({ channel }) => channels.includes(channel))
    .filter(({ queueId }) => queues.length === 0 || queues.some(({ id }) => id === queueId))
    .map((contact) => factsOf(contact, state));

  const byQueue = input.Groupings?.includes('QUEUE') ?? false;
  const byChannel = input.Groupings?.includes('CHANNEL') ?? false;
  const rows = (byQueue ? queues : [undefined]).flatMap((queue) =>
    (byChannel ? channels : [undefined]).map((channel): HistoricalMetricResult => {
      const rowFacts = facts.filter(
        ({ contact }) =>
          (queue === undefined || contact.queueId === queue.id) &&
          (channel === undefined || contact.channel === channel),
      );
      return {
        Dimensions:
          queue || channel ? { Queue: queue && { Id: queue.id, Arn: queue.arn }, Channel: channel } : undefined,
        Collections: (input.HistoricalMetrics ?? []).map((Metric) => ({
          Metric,
          Value: metricValue(Metric, rowFacts),
        })),
      };
    }),
  );
  const { page, NextToken } = pageByCount(world, 'GetMetricData', input, rows);
  return { MetricResults: [...page], NextToken };
}

/**
 * Checks the input against the API reference: times are "a multiple of 5 minutes", the range begins not "earlier than
 * 24 hours before the time of the request" and lasts "less than 24 hours". Filters and groupings are queues and
 * channels. Each metric has one unit and one statistic.
 *
 * @throws ConnectException as the assumptions say. The error is undocumented.
 */
function check(input: Input, world: World): void {
  const { StartTime, EndTime, Filters = {}, Groupings = [], HistoricalMetrics = [] } = input;
  const [from, to] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
  const { Queues = [], Channels = [], ...others } = Filters;
  const rules: readonly boolean[] = [
    from % fiveMinutes === 0 && to % fiveMinutes === 0,
    from >= world.now - day && from < to && to - from < day,
    Queues.length + Channels.length > 0,
    Object.values(others).every((values) => values === undefined || values.length === 0),
    Groupings.every((grouping) => grouping === 'QUEUE' || grouping === 'CHANNEL'),
    !Groupings.includes('QUEUE') || Queues.length > 0,
    HistoricalMetrics.filter(({ Name }) => Name === 'SERVICE_LEVEL').length <= maxServiceLevels,
    HistoricalMetrics.every(isProper),
  ];
  if (!rules.every((holds) => holds)) throw refusal(world.assumptions.errorOfWrongMetricRequest);
}

function isProper({ Name, Unit, Statistic: kind, Threshold }: HistoricalMetric): boolean {
  const metric = Name && metrics[Name];
  if (!metric || (Unit ?? metric.unit) !== metric.unit || (kind ?? metric.statistic) !== metric.statistic) return false;
  if (Name !== 'SERVICE_LEVEL') return true;
  const { Comparison, ThresholdValue = 0 } = Threshold ?? {};
  return Comparison === 'LT' && Number.isInteger(ThresholdValue) && ThresholdValue >= 1 && ThresholdValue <= 604_800;
}

function metricValue({ Name, Threshold }: HistoricalMetric, facts: readonly ContactFacts[]): number | undefined {
  if (Name === 'SERVICE_LEVEL') {
    const limit = Threshold?.ThresholdValue ?? 0;
    return shareOf(({ answerSeconds = Infinity }) => answerSeconds < limit, isQueued)(facts);
  }
  return Name && metrics[Name].value(facts);
}

interface Definition {
  readonly unit: NonNullable<HistoricalMetric['Unit']>;
  readonly statistic: NonNullable<HistoricalMetric['Statistic']>;
  readonly value: Statistic;
}

const isQueued = ({ isQueued: is }: ContactFacts) => is;
const none = () => undefined;
const count = (value: Statistic): Definition => ({ unit: 'COUNT', statistic: 'SUM', value });
const average = (value: Statistic): Definition => ({ unit: 'SECONDS', statistic: 'AVG', value });
const handledBy = (...methods: readonly string[]) =>
  count(countOf(({ isHandled, contact }) => isHandled && methods.includes(contact.initiationMethod)));

/**
 * Definitions of the metrics. The emulator has no hold and no consultations, and does not count missed contacts or idle
 * time. The metrics of these are 0 or undefined.
 */
const metrics: Readonly<Record<HistoricalMetricName, Definition>> = {
  ABANDON_TIME: average(averageOf(({ abandonSeconds }) => abandonSeconds)),
  AFTER_CONTACT_WORK_TIME: average(averageOf(({ afterContactWorkSeconds }) => afterContactWorkSeconds)),
  API_CONTACTS_HANDLED: handledBy('API'),
  CALLBACK_CONTACTS_HANDLED: handledBy('CALLBACK'),
  CONTACTS_ABANDONED: count(countOf(({ isAbandoned }) => isAbandoned)),
  CONTACTS_AGENT_HUNG_UP_FIRST: count(
    countOf(({ isHandled, contact }) => isHandled && contact.disconnectReason === 'AGENT_DISCONNECT'),
  ),
  CONTACTS_CONSULTED: count(() => 0),
  CONTACTS_HANDLED: count(countOf(({ isHandled }) => isHandled)),
  CONTACTS_HANDLED_INCOMING: handledBy('INBOUND', 'TRANSFER', 'QUEUE_TRANSFER'),
  CONTACTS_HANDLED_OUTBOUND: handledBy('OUTBOUND'),
  CONTACTS_HOLD_ABANDONS: count(() => 0),
  CONTACTS_MISSED: count(() => 0),
  CONTACTS_QUEUED: count(countOf(isQueued)),
  CONTACTS_TRANSFERRED_IN: count(countOf(({ contact }) => contact.initiationMethod === 'TRANSFER')),
  CONTACTS_TRANSFERRED_IN_FROM_QUEUE: count(countOf(({ contact }) => contact.initiationMethod === 'QUEUE_TRANSFER')),
  CONTACTS_TRANSFERRED_OUT: count(countOf(({ isTransferredOut }) => isTransferredOut)),
  CONTACTS_TRANSFERRED_OUT_FROM_QUEUE: count(
    countOf(({ isTransferredOut, isHandled, isQueued: was }) => isTransferredOut && was && !isHandled),
  ),
  HANDLE_TIME: average(averageOf(handleSeconds)),
  HOLD_TIME: average(none),
  INTERACTION_AND_HOLD_TIME: average(averageOf(({ interactionSeconds }) => interactionSeconds)),
  INTERACTION_TIME: average(averageOf(({ interactionSeconds }) => interactionSeconds)),
  OCCUPANCY: { unit: 'PERCENT', statistic: 'AVG', value: none },
  QUEUED_TIME: { unit: 'SECONDS', statistic: 'MAX', value: maximumOf(({ queueSeconds }) => queueSeconds) },
  QUEUE_ANSWER_TIME: average(averageOf(({ answerSeconds }) => answerSeconds)),
  SERVICE_LEVEL: { unit: 'PERCENT', statistic: 'AVG', value: none },
};
