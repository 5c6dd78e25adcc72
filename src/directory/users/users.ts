import { Arg, Ctx, Field, FieldResolver, ID, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { userRecord } from '../../connect/directory/directory-records.js';
import { searchUsers } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { resourceIds } from '../../graph/resource-id.js';
import { assertNoEmptyList } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  allOf,
  contains,
  FirstArg,
  IdArg,
  isOneOf,
  readDirectory,
  resourceById,
  resourceByIdCost,
} from '../../graph/types/directory-lists.js';
import { ConnectTagFilter, tagConditions } from '../../graph/types/tag.js';
import type { Instances } from '../../ids/instances.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectUser, userOf } from './user.js';

@ObjectType({ description: 'User in a list, with a cursor.' })
export class ConnectUserEdge extends edgeOf(ConnectUser) {}

@ObjectType({ description: 'Page of users.' })
export class ConnectUserConnection extends countedConnectionOf(ConnectUser, ConnectUserEdge) {}

@InputType({ description: 'Filter for users. All given conditions must hold.' })
export class ConnectUserFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Text that the username contains, ignoring case. At most 100 characters.',
  })
  usernameContains?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text that the first name contains, ignoring case. At most 100 characters.',
  })
  firstNameContains?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text that the last name contains, ignoring case. At most 100 characters.',
  })
  lastNameContains?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Selects users with one of these routing profiles. 1 to 100 ids or ARNs.',
  })
  routingProfileIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Selects users with at least one of these security profiles. 1 to 100 ids or ARNs.',
  })
  securityProfileIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Selects users in this hierarchy group and in the groups below it. Id or ARN.',
  })
  hierarchyGroupId?: string | null;

  @Field(() => [ConnectTagFilter], { nullable: true, description: 'Tags that each user must have.' })
  tags?: ConnectTagFilter[] | null;
}

const maxFirst = 500;

@Resolver(() => ConnectInstance)
export class UsersResolver {
  @CostOfField(resourceByIdCost('user'))
  @FieldResolver(() => ConnectUser, {
    nullable: true,
    description: 'User with the given id. Null if the instance has no such user.',
  })
  user(
    @Root() instance: ConnectInstance,
    @IdArg('user') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectUser | null> {
    return resourceById('user', instance, id, context, userOf);
  }

  @CostOfField(listCost('SearchUsers', maxFirst, 'record'))
  @FieldResolver(() => ConnectUserConnection, {
    nullable: true,
    description: 'Users of the instance, read with SearchUsers.',
  })
  users(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectUserFilter, {
      nullable: true,
      description: 'Conditions that the users meet. Defaults to all users.',
    })
    filter: ConnectUserFilter | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectUserConnection> {
    const { connect } = context;
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'users',
        query: searchQuery(instance.id, filter ?? {}, connect.instances),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(searchUsers, input);
          const rows = (output.Users ?? []).map((user) => userRecord(user, 0.001));
          return { rows, token: output.NextToken, totalCount: output.ApproximateTotalCount };
        },
        idOf: ({ Id }) => Id,
        cache: connect.shared.directory.user,
        nodeOf: userOf,
      },
    );
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
function searchQuery(instanceId: string, filter: ConnectUserFilter, instances: Instances) {
  assertNoEmptyList('filter', filter);
  const idsOf = (
    kind: 'routingProfile' | 'hierarchyGroup' | 'securityProfile',
    ids: string[] | null | undefined,
    argument: string,
  ) => resourceIds(kind, ids, instanceId, instances, `filter.${argument}`);
  const { hierarchyGroupId, tags } = filter;
  const [group] =
    idsOf('hierarchyGroup', hierarchyGroupId == null ? null : [hierarchyGroupId], 'hierarchyGroupId') ?? [];
  const inGroup = group
    ? { HierarchyGroupCondition: { Value: group, HierarchyGroupMatchType: 'WITH_CHILD_GROUPS' as const } }
    : null;
  const AndConditions = tagConditions(tags);
  return {
    SearchCriteria: allOf(
      contains('username', 'usernameContains', filter.usernameContains, 1, 100),
      contains('firstname', 'firstNameContains', filter.firstNameContains, 1, 100),
      contains('lastname', 'lastNameContains', filter.lastNameContains, 1, 100),
      isOneOf('routingProfileId', idsOf('routingProfile', filter.routingProfileIds, 'routingProfileIds')),
      isOneOf('securityProfileId', idsOf('securityProfile', filter.securityProfileIds, 'securityProfileIds')),
      inGroup,
    ),
    SearchFilter: AndConditions && { TagFilter: { AndConditions } },
  };
}
