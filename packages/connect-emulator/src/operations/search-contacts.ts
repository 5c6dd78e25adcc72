import type { SearchContactsCommandInput, SearchContactsCommandOutput } from '@aws-sdk/client-connect';
import type { Contact } from '../world/entities.js';
import type { World } from '../world/world.js';
import { openToken, sealToken } from './paging.js';
import { invalidRequest } from './refusal.js';
import { instanceStateOf } from './resolve.js';
import { contactPredicates } from './search/contact-criteria.js';
import { type SearchPosition, searchPage } from './search/contact-order.js';
import { searchSummaryOf } from './shared/contact-output.js';

const day = 86_400_000;
const defaultPageSize = 100;

/** Searches contacts with a timestamp in a range, newest first unless the input sets another order. */
export function searchContacts(
  input: SearchContactsCommandInput,
  world: World,
): Omit<SearchContactsCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const { Type, StartTime, EndTime } = input.TimeRange ?? {};
  if (Type === undefined || !StartTime || !EndTime || StartTime > EndTime) throw invalidRequest();
  const { searchLagMs, maxSearchRangeDays, contactSearchTokenLength, waitingCallsInSearch } = world.assumptions;
  const days = (EndTime.getTime() - StartTime.getTime()) / day;
  if (maxSearchRangeDays > 0 && days > maxSearchRangeDays) throw invalidRequest();

  const predicates = contactPredicates(input.SearchCriteria, state, world.now);
  const visibleUntil = world.now - searchLagMs;
  if (searchLagMs > 0) predicates.push(({ initiatedAt }) => initiatedAt <= visibleUntil);
  if (waitingCallsInSearch === 'hide') predicates.push((contact) => !isWaitingCall(contact));
  const { page, total, next } = searchPage(
    state.contacts,
    {
      range: { type: Type, start: StartTime.getTime(), end: EndTime.getTime() },
      predicates,
      sort: {
        field: input.Sort?.FieldName ?? 'INITIATION_TIMESTAMP',
        isAscending: input.Sort?.Order === 'ASCENDING',
      },
      size: input.MaxResults ?? defaultPageSize,
      after: openToken<SearchPosition>(world, 'SearchContacts', input),
    },
    world.work,
  );
  return {
    Contacts: page.map((contact) => searchSummaryOf(contact, state.instance.id, world.now)),
    NextToken: next && sealToken(world, 'SearchContacts', input, next, contactSearchTokenLength),
    TotalCount: total,
  };
}

function isWaitingCall({ channel, connectedToAgentAt, endedAt }: Contact): boolean {
  return channel === 'VOICE' && connectedToAgentAt === undefined && endedAt === undefined;
}
