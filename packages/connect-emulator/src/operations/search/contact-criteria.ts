import type {
  NameCriteria,
  SearchContactsAdditionalTimeRange,
  SearchContactsMatchType,
  SearchContactsTimeRangeType,
  SearchCriteria,
  Transcript,
} from '@aws-sdk/client-connect';
import { ownProperty } from '../../own-property.js';
import type { Contact, Time } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import { preferredAgents } from '../shared/routing-criteria.js';
import type { Predicate } from './criteria.js';
import { passesTagFilter } from './tag-filter.js';

/**
 * Turns the criteria of SearchContacts into predicates, all of which must hold. An empty list of values sets no
 * condition.
 */
export function contactPredicates(
  criteria: SearchCriteria | undefined,
  state: InstanceState,
  now: Time,
): Predicate<Contact>[] {
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
  oneOf(criteria.ActiveRegions, () => state.instance.region);

  const { Name, ContactTags, SearchableContactAttributes, SearchableSegmentAttributes, AdditionalTimeRange } = criteria;
  const groups = hierarchyGroups(criteria);
  if (groups.length > 0) predicates.push((contact) => isOfGroups(contact, groups, state));
  if (Name?.SearchText && Name.SearchText.length > 0) predicates.push(namePredicate(Name, Name.SearchText));
  if (ContactTags) predicates.push((contact) => passesTagFilter(ContactTags, contact.tags));
  if (SearchableContactAttributes?.Criteria?.length) {
    const { Criteria, MatchType } = SearchableContactAttributes;
    const { searchableAttributes } = state.instance;
    const isSearchable = (key = '') => searchableAttributes === undefined || searchableAttributes.includes(key);
    predicates.push((contact) => {
      const attributes = state.contacts.attributes(contact.initialContactId);
      return combine(
        MatchType,
        Criteria,
        ({ Key, Values }) => isSearchable(Key) && has(Values, ownProperty(attributes, Key)),
      );
    });
  }
  if (SearchableSegmentAttributes?.Criteria?.length) {
    const { Criteria, MatchType } = SearchableSegmentAttributes;
    predicates.push((contact) =>
      combine(MatchType, Criteria, ({ Key, Values }) => has(Values, segmentAttribute(contact, Key))),
    );
  }
  if (AdditionalTimeRange) predicates.push(timePredicate(AdditionalTimeRange, state));
  const { ContactAnalysis, RoutingCriteria } = criteria;
  if (ContactAnalysis?.Transcript?.Criteria?.length) {
    predicates.push(transcriptPredicate(ContactAnalysis.Transcript, state, now));
  }
  for (const { AgentCriteria } of RoutingCriteria?.Steps ?? []) {
    if (!AgentCriteria?.AgentIds?.length) continue;
    const { AgentIds, MatchType } = AgentCriteria;
    const wanted = AgentIds.map(idOf);
    predicates.push((contact) =>
      preferredAgents(contact).some((agents) => combine(MatchType, wanted, (id) => agents.includes(id))),
    );
  }
  return predicates;
}

/** Creates a predicate on the messages so far. Each criterion searches the messages of one role, ignoring case. */
function transcriptPredicate(
  { Criteria = [], MatchType }: Transcript,
  { transcripts }: InstanceState,
  now: Time,
): Predicate<Contact> {
  return ({ id }) => {
    const items = (transcripts.get(id)?.items ?? []).filter(({ at }) => at <= now);
    return combine(MatchType, Criteria, ({ ParticipantRole, SearchText = [], MatchType: ofTexts }) => {
      const texts = items.flatMap(({ role, message }) =>
        role === ParticipantRole && message ? [message.text.toLowerCase()] : [],
      );
      const wanted = SearchText.map((text) => text.toLowerCase());
      if (ofTexts === 'MATCH_EXACT') return wanted.some((text) => texts.includes(text));
      return combine(ofTexts, wanted, (text) => texts.some((message) => message.includes(text)));
    });
  };
}

function segmentAttribute({ segmentAttributes }: Contact, key = ''): string | undefined {
  const { ValueString, ValueInteger } = ownProperty(segmentAttributes, key) ?? {};
  return ValueString ?? ValueInteger?.toString();
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
      // The API reference does not exclude a criterion with both members. Assumption: both conditions must then hold.
      const isMissing = !TimestampCondition || timeOf(contact, TimestampCondition.Type) === undefined;
      if (!TimeRange) return isMissing && TimestampCondition !== undefined;
      const time = timeOf(contact, TimeRange.Type);
      if (time === undefined || !TimeRange.StartTime || !TimeRange.EndTime) return false;
      return isMissing && time >= TimeRange.StartTime.getTime() && time <= TimeRange.EndTime.getTime();
    });
}

/** Combines several criteria of one kind. Assumption: without a match type all must hold. */
function combine<T>(type: SearchContactsMatchType | undefined, items: readonly T[], test: Predicate<T>): boolean {
  if (type === 'MATCH_ANY') return items.some(test);
  if (type === 'MATCH_NONE') return !items.some(test);
  return items.every(test);
}

function has(values: readonly string[] | undefined, value: string | undefined): boolean {
  return value !== undefined && (values ?? []).some((wanted) => wanted.toLowerCase() === value.toLowerCase());
}

/** Returns the hierarchy groups of the criteria with their levels, counted from 0. */
function hierarchyGroups({ AgentHierarchyGroups: groups }: SearchCriteria) {
  const levels = groups && [groups.L1Ids, groups.L2Ids, groups.L3Ids, groups.L4Ids, groups.L5Ids];
  return (levels ?? []).flatMap((ids, level) => (ids ?? []).map((id) => ({ id: idOf(id), level })));
}

/** Whether the contact's agent is in any of the groups. How several levels combine is undocumented. */
function isOfGroups({ agentId }: Contact, groups: ReturnType<typeof hierarchyGroups>, { directory }: InstanceState) {
  const path = directory.groupPath(directory.users.get(agentId ?? '')?.hierarchyGroupId);
  return groups.some(({ id, level }) => path[level]?.id === id);
}

/** Returns the id. AgentIds accept "the ID or the ARN" (API reference). */
function idOf(idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.lastIndexOf('/') + 1) : idOrArn;
}
