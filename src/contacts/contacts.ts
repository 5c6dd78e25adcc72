import type { ContactSearchSummary, SearchContactsCommandInput } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Resolver, Root } from 'type-graphql';
import type { Instances } from '../connect/instances.js';
import { searchContacts } from '../connect/reads.js';
import { badUserInput } from '../graph/bad-user-input.js';
import { type PagedList, readConnection } from '../graph/connection.js';
import type { GatewayContext } from '../graph/context.js';
import { byIdCost, CostOfField, listCost } from '../graph/costs.js';
import { closedEnum, describeEnum } from '../graph/open-enum.js';
import { resourceId } from '../graph/resource-id.js';
import { DateTime } from '../graph/scalars.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectContact, contactOfRow } from './contact.js';
import { ConnectContactConnection } from './contact-connection.js';
import {
  ConnectChannelFilter,
  ConnectContactInitiationMethod,
  ConnectSortOrder,
  initiationMethodDescriptions,
} from './contact-enums.js';

export const ConnectContactInitiationMethodFilter = closedEnum(ConnectContactInitiationMethod);
export type ConnectContactInitiationMethodFilter = Exclude<
  ConnectContactInitiationMethod,
  ConnectContactInitiationMethod.UNKNOWN
>;
describeEnum(
  ConnectContactInitiationMethodFilter,
  'ConnectContactInitiationMethodFilter',
  'Initiation methods that can be asked for.',
  initiationMethodDescriptions,
);

export enum ConnectTimeRangeType {
  INITIATED_AT = 'INITIATED_AT',
  SCHEDULED_AT = 'SCHEDULED_AT',
  CONNECTED_TO_USER_AT = 'CONNECTED_TO_USER_AT',
  ENQUEUED_AT = 'ENQUEUED_AT',
  DISCONNECTED_AT = 'DISCONNECTED_AT',
}
describeEnum(ConnectTimeRangeType, 'ConnectTimeRangeType', 'Which time of a contact a range is about.', {
  INITIATED_AT: 'When it began.',
  SCHEDULED_AT: 'For when it was scheduled.',
  CONNECTED_TO_USER_AT: 'When an agent began to handle it.',
  ENQUEUED_AT: 'When it entered its queue.',
  DISCONNECTED_AT: 'When it ended.',
});

export enum ConnectContactSortField {
  INITIATED_AT = 'INITIATED_AT',
  SCHEDULED_AT = 'SCHEDULED_AT',
  CONNECTED_TO_USER_AT = 'CONNECTED_TO_USER_AT',
  DISCONNECTED_AT = 'DISCONNECTED_AT',
  CHANNEL = 'CHANNEL',
}
describeEnum(ConnectContactSortField, 'ConnectContactSortField', 'By what contacts can be sorted.', {
  INITIATED_AT: 'When they began.',
  SCHEDULED_AT: 'For when they were scheduled.',
  CONNECTED_TO_USER_AT: 'When an agent began to handle them.',
  DISCONNECTED_AT: 'When they ended.',
  CHANNEL: 'Their channel.',
});

@InputType({ description: 'A stretch of time.' })
export class ConnectTimeRange {
  @Field(() => ConnectTimeRangeType, {
    defaultValue: ConnectTimeRangeType.INITIATED_AT,
    description: 'Which time it is about.',
  })
  type!: ConnectTimeRangeType;

  @Field(() => DateTime, { description: 'From this moment on.' })
  from!: Date;

  @Field(() => DateTime, { description: 'Until this moment; after `from`.' })
  to!: Date;
}

@InputType({
  description: 'All conditions given must hold. Without `timeRange`, the contacts initiated in the last 24 hours.',
})
export class ConnectContactFilter {
  @Field(() => ConnectTimeRange, { nullable: true, description: 'When; the last 24 hours when absent.' })
  timeRange?: ConnectTimeRange | null;

  @Field(() => [ConnectChannelFilter], { nullable: true, description: 'In one of these channels.' })
  channels?: ConnectChannelFilter[] | null;

  @Field(() => [ID], { nullable: true, description: 'In one of these queues, ids or ARNs; 100 at most.' })
  queueIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Handled by one of these users, ids or ARNs; 100 at most.' })
  userIds?: string[] | null;

  @Field(() => [ConnectContactInitiationMethodFilter], {
    nullable: true,
    description: 'Come about in one of these ways.',
  })
  initiationMethods?: ConnectContactInitiationMethodFilter[] | null;
}

@InputType({ description: 'How to sort contacts.' })
export class ConnectContactSort {
  @Field(() => ConnectContactSortField, { description: 'By what.' })
  by!: ConnectContactSortField;

  @Field(() => ConnectSortOrder, { defaultValue: ConnectSortOrder.DESCENDING, description: 'In which direction.' })
  order!: ConnectSortOrder;
}

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class ContactsResolver {
  @CostOfField(byIdCost((place, count) => count.add('DescribeContact', place)))
  @FieldResolver(() => ConnectContact, {
    nullable: true,
    description: 'One contact. Null when this instance has no such contact.',
  })
  async contact(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the contact.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContact | null> {
    const key = resourceId('contact', id, instance.id, context.connect.instances);
    if (!key) return null;
    const contact = new ConnectContact(instance.id, key);
    return (await contact.load(context)) && contact;
  }

  @CostOfField(listCost('SearchContacts', maxFirst, 'row', true))
  @FieldResolver(() => ConnectContactConnection, {
    nullable: true,
    description:
      "Contacts by SearchContacts, newest first. Connect's index lags behind by seconds; `asOf` says when it was read.",
  })
  contacts(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectContactFilter, {
      nullable: true,
      description: 'Which contacts; those initiated in the last 24 hours when absent.',
    })
    filter: ConnectContactFilter | null | undefined,
    @Arg('sort', () => ConnectContactSort, { nullable: true, description: 'The newest first when absent.' })
    sort: ConnectContactSort | null | undefined,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The `endCursor` of the page before.' })
    after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectContactConnection> {
    const query = searchQuery(instance.id, filter ?? {}, sort, context.connect.instances);
    const list: PagedList<SearchQuery, ContactSearchSummary> = {
      name: `contacts ${JSON.stringify([instance.id, filter, sort])}`,
      query: () => query(context.connect.now()),
      maxPageSize: maxFirst,
      sharedForMs: context.connect.shared.searchMaxAgeMs,
      read: async (query, NextToken, MaxResults) => {
        const answer = await context.connect.read(searchContacts, { ...query, NextToken, MaxResults });
        return { rows: answer.Contacts ?? [], token: answer.NextToken, totalCount: answer.TotalCount ?? null };
      },
    };
    return readConnection(context, list, { first, after }, (row) => contactOfRow(instance.id, row));
  }
}

type SearchQuery = Omit<SearchContactsCommandInput, 'NextToken' | 'MaxResults'>;

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
} as const;
const dayMs = 24 * 60 * 60 * 1000;
/** The most queues or users that SearchContacts takes. */
const maxIds = 100;

/** @throws GraphQLError BAD_USER_INPUT for a range or a list that Connect would refuse. */
function searchQuery(
  instanceId: string,
  filter: ConnectContactFilter,
  sort: ConnectContactSort | null | undefined,
  instances: Instances,
): (now: Date) => SearchQuery {
  const { timeRange } = filter;
  if (timeRange && timeRange.from >= timeRange.to) throw badUserInput('`filter.timeRange.to`: must be after `from`.');
  const SearchCriteria = {
    Channels: eachOnce(filter.channels),
    QueueIds: bareIds('queue', 'queueIds', filter.queueIds, instanceId, instances),
    AgentIds: bareIds('user', 'userIds', filter.userIds, instanceId, instances),
    InitiationMethods: eachOnce(filter.initiationMethods),
  };
  const Sort = {
    FieldName: sortFields[sort?.by ?? ConnectContactSortField.INITIATED_AT],
    Order: sort?.order ?? ConnectSortOrder.DESCENDING,
  };
  return (now) => ({
    InstanceId: instanceId,
    TimeRange: {
      Type: timeRangeTypes[timeRange?.type ?? ConnectTimeRangeType.INITIATED_AT],
      StartTime: timeRange?.from ?? new Date(now.getTime() - dayMs),
      // A contact that was made this very second must not fall out of the list.
      EndTime: timeRange?.to ?? new Date(now.getTime() + 60_000),
    },
    SearchCriteria,
    Sort,
  });
}

/** Values of an enum are few, but a client may repeat them as often as a body can hold. */
function eachOnce<Value>(values: readonly Value[] | null | undefined): Value[] | undefined {
  return values ? [...new Set(values)] : undefined;
}

function bareIds(
  kind: 'queue' | 'user',
  field: string,
  ids: string[] | null | undefined,
  instanceId: string,
  instances: Instances,
) {
  if (!ids) return undefined;
  if (ids.length > maxIds)
    throw badUserInput(`\`filter.${field}\`: must have at most ${maxIds} ids, not ${ids.length}.`);
  return ids.map((id) => {
    const bare = resourceId(kind, id, instanceId, instances, `filter.${field}`);
    if (!bare) throw badUserInput(`\`filter.${field}\`: ${id} belongs to another instance.`);
    return bare;
  });
}
