import type { GetCurrentUserDataCommandInput, UserData } from '@aws-sdk/client-connect';
import { Arg, Ctx, Directive, Field, FieldResolver, ID, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { agentsPerCall } from '../../connect/reads/current-user-reads.js';
import { getCurrentUserData } from '../../connect/reads/read-operations.js';
import { ConnectInstance } from '../../directory/instances/instance.js';
import { ConnectUser } from '../../directory/users/user.js';
import { oneOf } from '../../graph/build/one-of.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, listCost } from '../../graph/cost/costs.js';
import { resourceIds } from '../../graph/resource-id.js';
import { assertNoEmptyList, unique } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf, type PagedList, readConnection } from '../../graph/types/connection.js';
import { AfterArg, FirstArg } from '../../graph/types/directory-lists.js';
import { closedEnum, describeEnum } from '../../graph/types/open-enum.js';
import type { Instances } from '../../ids/instances.js';
import {
  ConnectCurrentUser,
  ConnectHeldContactState,
  currentUserOf,
  heldContactStateDescriptions,
} from './current-user.js';

@ObjectType({ description: 'Current status of one agent in a list, with its cursor.' })
export class ConnectCurrentUserEdge extends edgeOf(ConnectCurrentUser) {}

@ObjectType({ description: 'Page of agents with their current status.' })
export class ConnectCurrentUserConnection extends countedConnectionOf(ConnectCurrentUser, ConnectCurrentUserEdge) {}

export const ConnectHeldContactStateFilter = closedEnum(ConnectHeldContactState);
export type ConnectHeldContactStateFilter = Exclude<ConnectHeldContactState, ConnectHeldContactState.UNKNOWN>;
describeEnum(
  ConnectHeldContactStateFilter,
  'ConnectHeldContactStateFilter',
  'State of a held contact to filter by.',
  heldContactStateDescriptions,
);

@Directive(oneOf)
@InputType({ description: 'Selection of agents. Exactly one field must be given.' })
export class ConnectAgentsInput {
  @Field(() => [ID], { nullable: true, description: 'Selects the agents of these queues. 1 to 100 ids or ARNs.' })
  queueIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Selects the agents with one of these routing profiles. 1 to 100 ids or ARNs.',
  })
  routingProfileIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Selects these agents. 1 to 100 ids or ARNs of users.' })
  userIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Selects the agents in this hierarchy group and in the groups below it. Id or ARN.',
  })
  hierarchyGroupId?: string | null;
}

@InputType({ description: 'Filter for `currentUsers`. All given conditions must hold.' })
export class ConnectCurrentUserFilter {
  @Field(() => ConnectAgentsInput, { description: 'Agents to return.' })
  agents!: ConnectAgentsInput;

  @Field(() => [ConnectHeldContactStateFilter], {
    nullable: true,
    description:
      'States of held contacts. Only agents with a contact in one of these states are returned, and only such contacts are shown.',
  })
  contactStates?: ConnectHeldContactStateFilter[] | null;
}

type Query = Omit<GetCurrentUserDataCommandInput, 'NextToken' | 'MaxResults'>;

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class CurrentUsersResolver {
  @CostOfField(listCost('GetCurrentUserData', maxFirst, 'id', true))
  @FieldResolver(() => ConnectCurrentUserConnection, {
    nullable: true,
    description: 'Current status of agents and the contacts that they hold, read with GetCurrentUserData.',
  })
  currentUsers(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectCurrentUserFilter, { description: 'Conditions on the agents to return.' })
    filter: ConnectCurrentUserFilter,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectCurrentUserConnection> {
    const { connect } = context;
    const query: Query = { InstanceId: instance.id, Filters: filtersOf(instance.id, filter, connect.instances) };
    const list: PagedList<Query, UserData> = {
      name: `currentUsers ${JSON.stringify(query)}`,
      query: () => query,
      maxPageSize: maxFirst,
      sharedForMs: connect.shared.searchMaxAgeMs,
      read: async (connect, query, NextToken, MaxResults) => {
        const output = await connect.read(getCurrentUserData, { ...query, NextToken, MaxResults });
        const { UserDataList: rows = [], ApproximateTotalCount: totalCount } = output;
        return { rows, token: output.NextToken, totalCount };
      },
      about: ({ User, Contacts = [] }) => [User?.Id, ...Contacts.map(({ ContactId }) => ContactId)],
    };
    return readConnection(context, list, { first, after }, (row) => currentUserOf(instance.id, row));
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
function filtersOf(
  instanceId: string,
  { agents, contactStates }: ConnectCurrentUserFilter,
  instances: Instances,
): GetCurrentUserDataCommandInput['Filters'] {
  assertNoEmptyList('filter', { agents, contactStates });
  const idsOf = (
    kind: 'queue' | 'routingProfile' | 'user' | 'hierarchyGroup',
    ids: string[] | null | undefined,
    argument: string,
  ) => resourceIds(kind, ids, instanceId, instances, `filter.agents.${argument}`);
  const group = agents.hierarchyGroupId == null ? null : [agents.hierarchyGroupId];
  return {
    Queues: idsOf('queue', agents.queueIds, 'queueIds'),
    RoutingProfiles: idsOf('routingProfile', agents.routingProfileIds, 'routingProfileIds'),
    Agents: idsOf('user', agents.userIds, 'userIds'),
    UserHierarchyGroups: idsOf('hierarchyGroup', group, 'hierarchyGroupId'),
    ContactFilter: contactStates ? { ContactStates: unique(contactStates) } : undefined,
  };
}

/** One call serves 100 agents. If one of them no longer exists, more calls are needed. */
const currentUserCost: FieldCost = (_field, scope, count) => {
  const certain = scope.certain ? Math.ceil(scope.count / agentsPerCall) : 0;
  count.add('GetCurrentUserData', scope, { calls: 2 * scope.count * scope.candidateInstances, certain });
  return {};
};

@Resolver(() => ConnectUser)
export class UserCurrentResolver {
  @CostOfField(currentUserCost)
  @FieldResolver(() => ConnectCurrentUser, {
    nullable: true,
    description:
      'Current status of the user. One GetCurrentUserData call reads many users. Null if Connect returns no status, for example when the user is not signed in.',
  })
  async current(@Root() user: ConnectUser, @Ctx() { connect }: GatewayContext): Promise<ConnectCurrentUser | null> {
    const data = await connect.loaders.currentUser.load({ instanceId: user.instanceId, id: user.id });
    return data && currentUserOf(user.instanceId, data);
  }
}
