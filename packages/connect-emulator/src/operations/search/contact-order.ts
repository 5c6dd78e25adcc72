import type { SearchContactsTimeRangeType, SortableFieldName } from '@aws-sdk/client-connect';
import type { ContactStore } from '../../world/contacts/contact-store.js';
import type { TimeIndex } from '../../world/contacts/time-index.js';
import type { Contact, Time } from '../../world/entities.js';
import type { Work } from '../../world/world.js';
import type { Predicate } from './criteria.js';

type SortKey = number | string | undefined;

/** The end of a page: sort key and id of the last row, and the total count, which is computed only once. */
export interface SearchPosition {
  readonly key: SortKey | null;
  readonly id: string;
  readonly total: number;
}

export interface ContactQuery {
  readonly range: { readonly type: SearchContactsTimeRangeType; readonly start: Time; readonly end: Time };
  readonly predicates: readonly Predicate<Contact>[];
  readonly sort: { readonly field: SortableFieldName; readonly isAscending: boolean };
  readonly size: number;
  readonly after: SearchPosition | undefined;
}

export interface ContactPage {
  readonly page: readonly Contact[];
  readonly total: number;
  readonly next: SearchPosition | undefined;
}

const keys: Readonly<Record<SortableFieldName, (contact: Contact) => SortKey>> = {
  INITIATION_TIMESTAMP: (contact) => contact.initiatedAt,
  SCHEDULED_TIMESTAMP: (contact) => contact.scheduledAt,
  CONNECTED_TO_AGENT_TIMESTAMP: (contact) => contact.connectedToAgentAt,
  DISCONNECT_TIMESTAMP: (contact) => contact.endedAt,
  EXPIRY_TIMESTAMP: (contact) => contact.expiresAt,
  INITIATION_METHOD: (contact) => contact.initiationMethod,
  CHANNEL: (contact) => contact.channel,
};

/**
 * Returns one page of a search. Only contacts within the time range are examined. If the rows are sorted by the
 * searched time (the usual case), a later page and a first page without criteria examine contacts only up to the first
 * row of the next page.
 */
export function searchPage(contacts: ContactStore, query: ContactQuery, work: Work): ContactPage {
  const index = contacts.times[query.range.type];
  return query.sort.field === query.range.type ? walk(index, query, work) : sortAll(index, query, work);
}

function walk(index: TimeIndex, query: ContactQuery, work: Work): ContactPage {
  const { after, predicates, size, sort } = query;
  const { start, end } = bounds(index, query);
  const step = sort.isAscending ? 1 : -1;
  const isCounted = after !== undefined || predicates.length === 0;
  const page: Contact[] = [];
  let total = after?.total ?? (predicates.length === 0 ? end - start : 0);
  let isMore = false;
  for (let at = firstPosition(index, query, start, end); at >= start && at < end; at += step) {
    const contact = index.at(at);
    work.contactsExamined += 1;
    if (!contact || !predicates.every((matches) => matches(contact))) continue;
    if (!isCounted) total += 1;
    if (page.length < size) page.push(contact);
    else isMore = true;
    if (isMore && isCounted) break;
  }
  return finish(page, total, isMore, query);
}

function firstPosition(index: TimeIndex, { after, sort }: ContactQuery, start: number, end: number): number {
  if (!after) return sort.isAscending ? start : end - 1;
  const position = index.position(Number(after.key), after.id);
  if (!sort.isAscending) return position - 1;
  return index.at(position)?.id === after.id ? position + 1 : position;
}

function sortAll(index: TimeIndex, query: ContactQuery, work: Work): ContactPage {
  const { after, predicates, size, sort } = query;
  const keyOf = keys[sort.field];
  const { start, end } = bounds(index, query);
  const found: Contact[] = [];
  for (let at = start; at < end; at += 1) {
    const contact = index.at(at);
    work.contactsExamined += 1;
    if (contact && predicates.every((matches) => matches(contact))) found.push(contact);
  }
  const order = (a: SortPosition, b: SortPosition) => compare(a, b, sort.isAscending ? 1 : -1);
  const positionOf = (contact: Contact): SortPosition => ({ key: keyOf(contact), id: contact.id });
  const sorted = found.sort((a, b) => order(positionOf(a), positionOf(b)));
  const seen = after && { key: after.key ?? undefined, id: after.id };
  const from = seen ? sorted.findIndex((contact) => order(positionOf(contact), seen) > 0) : 0;
  const page = from < 0 ? [] : sorted.slice(from, from + size);
  const isMore = from >= 0 && from + size < sorted.length;
  return finish(page, after?.total ?? sorted.length, isMore, query);
}

interface SortPosition {
  readonly key: SortKey;
  readonly id: string;
}

/** Contacts without a sort key come last in both directions. */
function compare(a: SortPosition, b: SortPosition, direction: 1 | -1): number {
  if (a.key === b.key) return a.id === b.id ? 0 : a.id < b.id ? -direction : direction;
  if (a.key === undefined) return 1;
  if (b.key === undefined) return -1;
  return a.key < b.key ? -direction : direction;
}

function finish(page: readonly Contact[], total: number, isMore: boolean, { sort }: ContactQuery): ContactPage {
  const last = page.at(-1);
  const next = isMore && last ? { key: keys[sort.field](last) ?? null, id: last.id, total } : undefined;
  return { page, total, next };
}

function bounds(index: TimeIndex, { range }: ContactQuery) {
  return index.range(range.start, range.end);
}
