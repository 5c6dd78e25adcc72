import type {
  HoursOfOperation as ConnectHours,
  DescribeHoursOfOperationCommandInput,
  DescribeHoursOfOperationCommandOutput,
  GetEffectiveHoursOfOperationsCommandInput,
  GetEffectiveHoursOfOperationsCommandOutput,
  ListHoursOfOperationsCommandInput,
  ListHoursOfOperationsCommandOutput,
  SearchHoursOfOperationsCommandInput,
  SearchHoursOfOperationsCommandOutput,
} from '@aws-sdk/client-connect';
import type { HoursOfOperation, OpenTime } from '../../world/administration.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, resourceOf } from '../resolve.js';
import { passesTagFilter } from '../search/tag-filter.js';
import { commonFields, describeOf, lastModified, listOf, type OutputOf, searchOf } from './reads.js';

/** Describes one hours of operation resource. */
export const describeHoursOfOperation = describeOf(
  ({ hoursOfOperation }) => hoursOfOperation,
  ({ HoursOfOperationId }: DescribeHoursOfOperationCommandInput) => HoursOfOperationId,
  (hours, state): OutputOf<DescribeHoursOfOperationCommandOutput> => ({
    HoursOfOperation: describe(hours, state),
  }),
);

/** Lists all hours of operation with id and name. */
export const listHoursOfOperations = listOf(
  'ListHoursOfOperations',
  ({ directory }, _input: ListHoursOfOperationsCommandInput) => directory.hoursOfOperation.sorted,
  (page, state): OutputOf<ListHoursOfOperationsCommandOutput> => ({
    HoursOfOperationSummaryList: page.map((hours) => ({
      Id: hours.id,
      Arn: hours.arn,
      Name: hours.name,
      ...lastModified(hours, state),
    })),
  }),
);

/** Searches hours of operation. */
export const searchHoursOfOperations = searchOf<SearchHoursOfOperationsCommandInput, HoursOfOperation>(
  'SearchHoursOfOperations',
  ({ hoursOfOperation }) => hoursOfOperation,
  {
    fields: { ...commonFields, timezone: ({ timeZone }) => timeZone },
    passes: ({ SearchFilter }, { tags }) => passesTagFilter(SearchFilter?.TagFilter, tags),
  },
  (page, state): OutputOf<SearchHoursOfOperationsCommandOutput> => ({
    HoursOfOperations: page.map((hours) => describe(hours, state)),
  }),
);

const day = 86_400_000;
/** The maximum range is undocumented. Assumption: one year and a day. */
const maxDays = 366;
const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

/**
 * Returns the open times of each day of a range, including both ends. An override replaces the weekly times of its
 * dates.
 */
export function getEffectiveHoursOfOperations(
  input: GetEffectiveHoursOfOperationsCommandInput,
  world: World,
): OutputOf<GetEffectiveHoursOfOperationsCommandOutput> {
  const { directory } = instanceStateOf(world, input.InstanceId);
  const { week, overrides, timeZone } = resourceOf(world, directory.hoursOfOperation, input.HoursOfOperationId);
  const from = Date.parse(`${input.FromDate}T00:00:00Z`);
  const count = (Date.parse(`${input.ToDate}T00:00:00Z`) - from) / day + 1;
  // The negated comparison also refuses an invalid date, whose count is NaN.
  if (!(count >= 1 && count <= maxDays)) throw refusal('InvalidParameterException');
  const dates = Array.from({ length: count }, (_, index) => {
    const date = new Date(from + index * day);
    const text = date.toISOString().slice(0, 10);
    const override = overrides.find((each) => each.from <= text && text <= each.to);
    return { text, override, open: override?.open ?? week.filter((open) => open.day === days[date.getUTCDay()]) };
  });
  return {
    EffectiveHoursOfOperationList: dates.map(({ text, open }) => ({
      Date: text,
      OperationalHours: open.map(operationalHour),
    })),
    EffectiveOverrideHoursList: dates.flatMap(({ text, override }) =>
      override ? [{ Date: text, OverrideHours: overrideHours(override) }] : [],
    ),
    TimeZone: timeZone,
  };
}

function operationalHour({ start, end }: OpenTime) {
  return { Start: start, End: end };
}

function overrideHours({ name, open }: HoursOfOperation['overrides'][number]) {
  if (open.length === 0) return [{ OverrideName: name, OperationalStatus: 'CLOSED' as const }];
  return open.map((each) => ({ OverrideName: name, OperationalStatus: 'OPEN' as const, ...operationalHour(each) }));
}

function describe(hours: HoursOfOperation, state: InstanceState): ConnectHours {
  return {
    HoursOfOperationId: hours.id,
    HoursOfOperationArn: hours.arn,
    Name: hours.name,
    Description: hours.description,
    TimeZone: hours.timeZone,
    Config: hours.week.map(({ day: Day, start, end }) => ({ Day, StartTime: start, EndTime: end })),
    Tags: hours.tags,
    ...lastModified(hours, state),
  };
}
