import type {
  DescribeUserCommandInput,
  DescribeUserCommandOutput,
  HierarchyGroupCondition,
  ListCondition,
  ListUserProficienciesCommandInput,
  ListUserProficienciesCommandOutput,
  ListUsersCommandInput,
  ListUsersCommandOutput,
  SearchUsersCommandInput,
  SearchUsersCommandOutput,
  UserSearchFilter,
  UserSearchSummary,
} from '@aws-sdk/client-connect';
import type { User } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { pageByCount } from '../paging.js';
import { invalidRequest, refusal } from '../refusal.js';
import { instanceOf, resourceOf } from '../resolve.js';
import { numberTest } from '../search/conditions.js';
import { type Fields, type Predicate, stringPredicate } from '../search/criteria.js';
import { passesAttributeFilter, passesTagFilter } from '../search/tag-filter.js';
import { type Answer, describeOf, lastModified, listOf, searchOf } from './reads.js';

/** One user in full, with the time limit of after-contact work in seconds. */
export const describeUser = describeOf(
  ({ users }) => users,
  ({ UserId }: DescribeUserCommandInput) => UserId,
  (user, instance): Answer<DescribeUserCommandOutput> => ({
    User: {
      ...summarize(user),
      IdentityInfo: { FirstName: user.firstName, LastName: user.lastName, Email: user.email },
      PhoneConfig: phoneConfig(user, user.afterContactWorkSeconds),
      ...lastModified(user, instance),
    },
  }),
);

/** All users, by id and name. */
export const listUsers = listOf(
  'ListUsers',
  ({ directory }, _input: ListUsersCommandInput) => directory.users.sorted,
  (page, instance): Answer<ListUsersCommandOutput> => ({
    UserSummaryList: page.map((user) => ({
      Id: user.id,
      Arn: user.arn,
      Username: user.username,
      ...lastModified(user, instance),
    })),
  }),
);

const fields: Fields<User> = {
  username: ({ username }) => username,
  firstname: ({ firstName }) => firstName,
  lastname: ({ lastName }) => lastName,
  routingprofileid: ({ routingProfileId }) => routingProfileId,
  securityprofileid: ({ securityProfileIds }) => securityProfileIds,
  resourceid: ({ id }) => id,
};

/** Users in full but for their email, and with the time limit of after-contact work in milliseconds. */
export const searchUsers = searchOf<SearchUsersCommandInput, User>(
  'SearchUsers',
  ({ users }) => users,
  {
    fields,
    leaf: ({ HierarchyGroupCondition: group, ListCondition: list }, instance) => {
      const predicates: Predicate<User>[] = [];
      if (group) predicates.push((user) => isInGroup(group, user, instance));
      if (list) predicates.push(proficiencyPredicate(list));
      return predicates;
    },
    check: ({ SearchFilter }) => checkSearchFilter(SearchFilter),
    passes: ({ SearchFilter }, user, instance) =>
      passesTagFilter(SearchFilter?.TagFilter, user.tags) &&
      passesAttributeFilter(SearchFilter?.UserAttributeFilter, user.tags, ({ HierarchyGroupCondition: group }) =>
        group ? isInGroup(group, user, instance) : true,
      ),
  },
  (page): Answer<SearchUsersCommandOutput> => ({ Users: page.map(summarize) }),
);

/**
 * Of a UserAttributeFilter "only one field can be populated. This object can't be used along with TagFilter. [...] Combination
 * of both is not supported and such request will throw AccessDeniedException" (API reference). That several fields are
 * refused as an invalid request is assumed.
 */
function checkSearchFilter({ TagFilter, UserAttributeFilter }: UserSearchFilter = {}): void {
  if (TagFilter && UserAttributeFilter) throw refusal('AccessDeniedException');
  const populated = Object.values(UserAttributeFilter ?? {}).filter((field) => field !== undefined);
  if (populated.length > 1) throw invalidRequest();
}

/** What a user is good at, and how much. */
export function listUserProficiencies(
  input: ListUserProficienciesCommandInput,
  world: World,
): Answer<ListUserProficienciesCommandOutput> {
  const instance = instanceOf(world, input.InstanceId);
  const user = resourceOf(world, instance.directory.users, input.UserId);
  const { page, NextToken } = pageByCount(world, 'ListUserProficiencies', input, user.proficiencies);
  return {
    UserProficiencyList: page.map(({ name, value, level }) => ({
      AttributeName: name,
      AttributeValue: value,
      Level: level,
    })),
    NextToken,
    ...lastModified(user, instance),
  };
}

/** In the group itself or, when the condition says so, in one below it. */
function isInGroup(
  { Value, HierarchyGroupMatchType }: HierarchyGroupCondition,
  user: User,
  { directory }: InstanceState,
) {
  if (HierarchyGroupMatchType !== 'WITH_CHILD_GROUPS') return user.hierarchyGroupId === Value;
  return directory.groupPath(user.hierarchyGroupId).some(({ id }) => id === Value);
}

/** One proficiency has to meet all conditions; they may be about its name, its value and, called `limit`, its level. */
function proficiencyPredicate({ Conditions = [] }: ListCondition): Predicate<User> {
  type Proficiency = User['proficiencies'][number];
  const texts: Fields<Proficiency> = { name: ({ name }) => name, value: ({ value }) => value };
  const tests = Conditions.flatMap(({ StringCondition, NumberCondition }) => {
    const predicates: Predicate<Proficiency>[] = [];
    if (StringCondition) predicates.push(stringPredicate(StringCondition, texts));
    if (NumberCondition) {
      if (NumberCondition.FieldName?.toLowerCase() !== 'limit') throw invalidRequest();
      const test = numberTest(NumberCondition);
      predicates.push(({ level }) => test(level));
    }
    return predicates;
  });
  return ({ proficiencies }) => proficiencies.some((each) => tests.every((test) => test(each)));
}

function summarize(user: User): UserSearchSummary {
  return {
    Id: user.id,
    Arn: user.arn,
    Username: user.username,
    IdentityInfo: { FirstName: user.firstName, LastName: user.lastName },
    PhoneConfig: phoneConfig(user, user.afterContactWorkSeconds * 1000),
    RoutingProfileId: user.routingProfileId,
    SecurityProfileIds: [...user.securityProfileIds],
    HierarchyGroupId: user.hierarchyGroupId,
    Tags: user.tags,
  };
}

function phoneConfig(user: User, AfterContactWorkTimeLimit: number): UserSearchSummary['PhoneConfig'] {
  return { PhoneType: 'SOFT_PHONE', AutoAccept: user.autoAccept, AfterContactWorkTimeLimit };
}
