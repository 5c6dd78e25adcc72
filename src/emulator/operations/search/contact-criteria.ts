import type {
  NameCriteria,
  SearchContactsAdditionalTimeRange,
  SearchContactsMatchType,
  SearchContactsTimeRangeType,
  SearchCriteria,
} from '@aws-sdk/client-connect';
import type { Contact } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { Predicate } from './criteria.js';
import { passesTagFilter } from './tag-filter.js';

/**
 * What SearchContacts asks of a contact, as a list of predicates that all have to hold; an empty list of values asks
 * nothing. The world has no transcripts and no routing criteria, so whoever searches for them finds nothing.
 */
export function contactPredicates(criteria: SearchCriteria | undefined, instance: InstanceState): Predicate<Contact>[] {
  if (!criteria) return [];
  const predicates: Predicate<Contact>[] = [];
  const oneOf = <T>(values: readonly T[] | undefined, memberOf: (contact: Contact) => T | undefined) => {
    if (!values || values.length === 0) return;
    const wanted = new Set<T | undefined>(values);
    predicates.push((contact) => wanted.has(memberOf(contact)));
  };
  oneOf(criteria.AgentIds?.map(idOf), ({ agentId }) => agentId);
  oneOf(criteria.Channels, ({ channel }) => channel);
  oneOf(criteria.InitiationMethods, ({ initiationMethod }) => initiationMethod);
  oneOf(criteria.QueueIds, ({ queueId }) => queueId);
  oneOf(criteria.ActiveRegions, () => instance.instance.region);
  oneOf(hierarchyGroups(criteria), ({ agentId }) => instance.directory.users.get(agentId ?? '')?.hierarchyGroupId);

  const { Name, ContactTags, SearchableContactAttributes, SearchableSegmentAttributes, AdditionalTimeRange } = criteria;
  if (Name?.SearchText && Name.SearchText.length > 0) predicates.push(namePredicate(Name, Name.SearchText));
  if (ContactTags) predicates.push((contact) => passesTagFilter(ContactTags, contact.tags));
  if (SearchableContactAttributes?.Criteria?.length) {
    const { Criteria, MatchType } = SearchableContactAttributes;
    predicates.push((contact) => {
      const attributes = instance.contacts.attributes(contact.initialContactId);
      return combine(MatchType, Criteria, ({ Key, Values }) => has(Values, attributes[Key ?? '']));
    });
  }
  if (SearchableSegmentAttributes?.Criteria?.length) {
    const { Criteria, MatchType } = SearchableSegmentAttributes;
    predicates.push((contact) =>
      combine(MatchType, Criteria, ({ Key, Values }) => has(Values, contact.segmentAttributes[Key ?? '']?.ValueString)),
    );
  }
  if (AdditionalTimeRange) predicates.push(timePredicate(AdditionalTimeRange, instance));
  if (criteria.ContactAnalysis?.Transcript?.Criteria?.length || criteria.RoutingCriteria?.Steps?.length) {
    predicates.push(() => false);
  }
  return predicates;
}

function namePredicate({ MatchType }: NameCriteria, searchText: readonly string[]): Predicate<Contact> {
  const wanted = searchText.map((text) => text.toLowerCase());
  return ({ name = '' }) => {
    const text = name.toLowerCase();
    if (MatchType === 'MATCH_EXACT') return wanted.includes(text);
    return combine(MatchType, wanted, (part) => text.includes(part));
  };
}

function timePredicate(
  { Criteria = [], MatchType }: SearchContactsAdditionalTimeRange,
  { contacts }: InstanceState,
): Predicate<Contact> {
  const timeOf = (contact: Contact, type: SearchContactsTimeRangeType | undefined) =>
    type === undefined ? undefined : contact[contacts.times[type].time];
  return (contact) =>
    combine(MatchType, Criteria, ({ TimeRange, TimestampCondition }) => {
      if (TimestampCondition) return timeOf(contact, TimestampCondition.Type) === undefined;
      const time = timeOf(contact, TimeRange?.Type);
      if (time === undefined || !TimeRange?.StartTime || !TimeRange.EndTime) return false;
      return time >= TimeRange.StartTime.getTime() && time <= TimeRange.EndTime.getTime();
    });
}

/** How several criteria of one kind combine. Without a match type all have to hold, which is an assumption. */
function combine<T>(type: SearchContactsMatchType | undefined, items: readonly T[], test: Predicate<T>): boolean {
  if (type === 'MATCH_ANY') return items.some(test);
  if (type === 'MATCH_NONE') return !items.some(test);
  return items.every(test);
}

function has(values: readonly string[] | undefined, value: string | undefined): boolean {
  return value !== undefined && (values ?? []).some((wanted) => wanted.toLowerCase() === value.toLowerCase());
}

function hierarchyGroups({ AgentHierarchyGroups: groups }: SearchCriteria): string[] | undefined {
  return groups && [groups.L1Ids, groups.L2Ids, groups.L3Ids, groups.L4Ids, groups.L5Ids].flatMap((ids) => ids ?? []);
}

/** AgentIds are of the shape that takes "the ID or the ARN". */
function idOf(idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.lastIndexOf('/') + 1) : idOrArn;
}
