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
import { instanceStateOf, resourceOf } from '../resolve.js';
import { numberTest } from '../search/conditions.js';
import { type Fields, type Predicate, stringPredicate } from '../search/criteria.js';
import { passesAttributeFilter, passesTagFilter } from '../search/tag-filter.js';
import { describeOf, lastModified, listOf, type OutputOf, searchOf } from './reads.js';

/** Describes one user. AfterContactWorkTimeLimit is in seconds. */
export const describeUser = describeOf(
  ({ users }) => users,
  ({ UserId }: DescribeUserCommandInput) => UserId,
  (user, state): OutputOf<DescribeUserCommandOutput> => ({
    User: {
      ...summarize(user),
      IdentityInfo: { FirstName: user.firstName, LastName: user.lastName, Email: user.email },
      PhoneConfig: phoneConfig(user, user.afterContactWorkSeconds),
      ...lastModified(user, state),
    },
  }),
);

/** Lists all users with id and username. */
export const listUsers = listOf(
  'ListUsers',
  ({ directory }, _input: ListUsersCommandInput) => directory.users.sorted,
  (page, state): OutputOf<ListUsersCommandOutput> => ({
    UserSummaryList: page.map((user) => ({
      Id: user.id,
      Arn: user.arn,
      Username: user.username,
      ...lastModified(user, state),
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

/** Searches users. The output has no email address, and AfterContactWorkTimeLimit is in milliseconds. */
export const searchUsers = searchOf<SearchUsersCommandInput, User>(
  'SearchUsers',
  ({ users }) => users,
  {
    fields,
    leaf: ({ HierarchyGroupCondition: group, ListCondition: list }, state) => {
      const predicates: Predicate<User>[] = [];
      if (group) predicates.push((user) => isInGroup(group, user, state));
      if (list) predicates.push(proficiencyPredicate(list));
      return predicates;
    },
    check: ({ SearchFilter }) => checkSearchFilter(SearchFilter),
    passes: ({ SearchFilter }, user, state) =>
      passesTagFilter(SearchFilter?.TagFilter, user.tags) &&
      passesAttributeFilter(SearchFilter?.UserAttributeFilter, user.tags, ({ HierarchyGroupCondition: group }) =>
        group ? isInGroup(group, user, state) : true,
      ),
  },
  (page): OutputOf<SearchUsersCommandOutput> => ({ Users: page.map(summarize) }),
);

/**
 * Checks the search filter. In a UserAttributeFilter "only one field can be populated. This object can't be used along
 * with TagFilter. [...] Combination of both is not supported and such request will throw AccessDeniedException" (API
 * reference). Assumption: several populated fields are an invalid request.
 */
function checkSearchFilter({ TagFilter, UserAttributeFilter }: UserSearchFilter = {}): void {
  if (TagFilter && UserAttributeFilter) throw refusal('AccessDeniedException');
  const populated = Object.values(UserAttributeFilter ?? {}).filter((field) => field !== undefined);
  if (populated.length > 1) throw invalidRequest();
}

/** Lists the proficiencies of a user with their levels. */
export function listUserProficiencies(
  input: ListUserProficienciesCommandInput,
  world: World,
): OutputOf<ListUserProficienciesCommandOutput> {
  const state = instanceStateOf(world, input.InstanceId);
  const user = resourceOf(world, state.directory.users, input.UserId);
  const { page, NextToken } = pageByCount(world, 'ListUserProficiencies', input, user.proficiencies);
  return {
    UserProficiencyList: page.map(({ name, value, level }) => ({
      AttributeName: name,
      AttributeValue: value,
      Level: level,
    })),
    NextToken,
    ...lastModified(user, state),
  };
}

/** Whether the user is in the group or, if the condition includes child groups, in a group below it. */
function isInGroup(
  { Value, HierarchyGroupMatchType }: HierarchyGroupCondition,
  user: User,
  { directory }: InstanceState,
) {
  if (HierarchyGroupMatchType !== 'WITH_CHILD_GROUPS') return user.hierarchyGroupId === Value;
  return directory.groupPath(user.hierarchyGroupId).some(({ id }) => id === Value);
}

/**
 * Creates a predicate for users with one proficiency that meets all conditions. Conditions apply to the fields `name`,
 * `value` and `limit`, which is the level.
 */
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
