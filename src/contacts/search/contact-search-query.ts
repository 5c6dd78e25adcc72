import type {
  SearchableContactAttributes,
  SearchContactsCommandInput,
  SearchContactsTimeRange,
  SearchCriteria,
} from '@aws-sdk/client-connect';
import { typeScopes } from '../../auth/scopes.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import { resourceIds } from '../../graph/resource-id.js';
import { assertAcceptable, assertNoEmptyList, unique } from '../../graph/search-criteria.js';
import type { ConnectTagFilter } from '../../graph/types/tag.js';
import type { Instances } from '../../ids/instances.js';
import type { Scope } from '../../ids/scope.js';
import { own } from '../../lib/own.js';
import { ConnectSortOrder } from '../contact-enums.js';
import { type ConnectContactFilter, type ConnectContactSort, ConnectContactSortField } from './contact-search.js';
import type {
  ConnectAttributesFilter,
  ConnectTagsFilter,
  ConnectTextFilter,
  ConnectTimeCondition,
  ConnectTimeRange,
} from './contact-search-conditions.js';

export type SearchQuery = Omit<SearchContactsCommandInput, 'NextToken' | 'MaxResults'>;

const timeRangeTypes = {
  INITIATED_AT: 'INITIATION_TIMESTAMP',
  SCHEDULED_AT: 'SCHEDULED_TIMESTAMP',
  CONNECTED_TO_USER_AT: 'CONNECTED_TO_AGENT_TIMESTAMP',
  ENQUEUED_AT: 'ENQUEUE_TIMESTAMP',
  DISCONNECTED_AT: 'DISCONNECT_TIMESTAMP',
} as const;
const sortFields = {
  INITIATED_AT: 'INITIATION_TIMESTAMP',
  SCHEDULED_AT: 'SCHEDULED_TIMESTAMP',
  CONNECTED_TO_USER_AT: 'CONNECTED_TO_AGENT_TIMESTAMP',
  DISCONNECTED_AT: 'DISCONNECT_TIMESTAMP',
  CHANNEL: 'CHANNEL',
  INITIATION_METHOD: 'INITIATION_METHOD',
  EXPIRES_AT: 'EXPIRY_TIMESTAMP',
} as const;
const matches = { ALL: 'MATCH_ALL', ANY: 'MATCH_ANY', EXACT: 'MATCH_EXACT', NONE: 'MATCH_NONE' } as const;
const dayMs = 24 * 60 * 60 * 1000;

/** Returns the scopes that a filter needs. A filter on a field reveals the field, so it needs the field's scope. */
export function scopesOfFilter(filter: ConnectContactFilter | null | undefined): readonly Scope[] {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value);
  return [...new Set(given.flatMap(([name]) => own(typeScopes, `ConnectContactFilter.${name}`) ?? []))];
}

/**
 * Converts a filter to the input of SearchContacts.
 * @throws GraphQLError BAD_USER_INPUT for values that Connect would refuse, with the field and the limit.
 */
export function searchQuery(
  instanceId: string,
  filter: ConnectContactFilter,
  sort: ConnectContactSort | null | undefined,
  instances: Instances,
): (now: Date) => SearchQuery {
  assertNoEmptyList('filter', filter);
  const { timeRange } = filter;
  if (timeRange) rangeOf('timeRange', timeRange);
  const idsOf = (kind: 'queue' | 'user', field: string, ids: string[] | null | undefined) =>
    resourceIds(kind, ids, instanceId, instances, `filter.${field}`);
  const groups = filter.hierarchyGroups;
  const SearchCriteria: SearchCriteria = {
    Channels: unique(filter.channels),
    QueueIds: idsOf('queue', 'queueIds', filter.queueIds),
    AgentIds: idsOf('user', 'userIds', filter.userIds),
    InitiationMethods: unique(filter.initiationMethods),
    Name: filter.name ? textOf(filter.name) : undefined,
    AgentHierarchyGroups: groups
      ? {
          L1Ids: groups.level1Ids ?? undefined,
          L2Ids: groups.level2Ids ?? undefined,
          L3Ids: groups.level3Ids ?? undefined,
          L4Ids: groups.level4Ids ?? undefined,
          L5Ids: groups.level5Ids ?? undefined,
        }
      : undefined,
    ContactAnalysis: filter.transcript
      ? {
          Transcript: {
            Criteria: filter.transcript.conditions.map((condition) => ({
              ParticipantRole: condition.participantRole,
              ...textOf(condition),
            })),
            MatchType: matches[filter.transcript.match],
          },
        }
      : undefined,
    RoutingCriteria: filter.routingSteps
      ? {
          Steps: filter.routingSteps.map(({ userIds, match }, index) => ({
            AgentCriteria: {
              AgentIds: idsOf('user', `routingSteps.${index}.userIds`, userIds),
              MatchType: matches[match],
            },
          })),
        }
      : undefined,
    AdditionalTimeRange: filter.additionalTimes
      ? {
          Criteria: filter.additionalTimes.conditions.map(timeOf),
          MatchType: matches[filter.additionalTimes.match],
        }
      : undefined,
    SearchableContactAttributes: attributesOf(filter.attributes),
    SearchableSegmentAttributes: attributesOf(filter.segmentAttributes),
    ActiveRegions: filter.activeRegions as SearchCriteria['ActiveRegions'],
    ContactTags: filter.tags ? tagsOf(filter.tags) : undefined,
  };
  const Sort = {
    FieldName: sortFields[sort?.by ?? ConnectContactSortField.INITIATED_AT],
    Order: sort?.order ?? ConnectSortOrder.DESCENDING,
  };
  const queryAt = (now: Date): SearchQuery => ({
    InstanceId: instanceId,
    TimeRange: {
      Type: timeRangeTypes[timeRange?.type ?? 'INITIATED_AT'],
      StartTime: timeRange?.from ?? new Date(now.getTime() - dayMs),
      // A minute of tolerance, so that the newest contacts are included.
      EndTime: timeRange?.to ?? new Date(now.getTime() + 60_000),
    },
    SearchCriteria,
    Sort,
  });
  assertAcceptable('SearchContacts', queryAt(new Date(0)), (path) => path.map(fieldOfMember));
  return queryAt;
}

const fieldsOfMembers: Readonly<Record<string, string>> = {
  searchCriteria: 'filter',
  agentHierarchyGroups: 'hierarchyGroups',
  l1Ids: 'level1Ids',
  l2Ids: 'level2Ids',
  l3Ids: 'level3Ids',
  l4Ids: 'level4Ids',
  l5Ids: 'level5Ids',
  additionalTimeRange: 'additionalTimes',
  searchableContactAttributes: 'attributes',
  searchableSegmentAttributes: 'segmentAttributes',
  contactTags: 'tags',
  criteria: 'conditions',
  searchText: 'texts',
  key: 'name',
};

/** Returns the filter's field for a member of Connect's input. */
function fieldOfMember(member: string): string {
  return own(fieldsOfMembers, member) ?? member;
}

function textOf({ texts, match }: ConnectTextFilter) {
  return { SearchText: texts, MatchType: matches[match] };
}

function attributesOf(filter: ConnectAttributesFilter | null | undefined): SearchableContactAttributes | undefined {
  if (!filter) return undefined;
  const Criteria = filter.conditions.map(({ name, values }) => ({ Key: name, Values: values }));
  return { Criteria, MatchType: matches[filter.match] };
}

function timeOf({ within, missing }: ConnectTimeCondition, index: number) {
  return within
    ? { TimeRange: rangeOf(`additionalTimes.conditions.${index}.within`, within) }
    : { TimestampCondition: { Type: timeRangeTypes[missing ?? 'INITIATED_AT'], ConditionType: 'NOT_EXISTS' as const } };
}

function rangeOf(field: string, { type, from, to }: ConnectTimeRange): SearchContactsTimeRange {
  if (from >= to) throw badUserInput(`\`filter.${field}.to\`: must be after \`from\`.`);
  return { Type: timeRangeTypes[type], StartTime: from, EndTime: to };
}

function tagsOf({ tag, all, any }: ConnectTagsFilter): SearchCriteria['ContactTags'] {
  const conditionOf = ({ key, value }: ConnectTagFilter) => ({ TagKey: key, TagValue: value ?? undefined });
  return {
    TagCondition: tag ? conditionOf(tag) : undefined,
    AndConditions: all?.map(conditionOf),
    OrConditions: any?.map((conditions) => conditions.map(conditionOf)),
  };
}
