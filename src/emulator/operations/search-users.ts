import type { SearchUsersCommandInput, SearchUsersCommandOutput, UserSearchCriteria } from '@aws-sdk/client-connect';
import type { User } from '../world/entities.js';
import type { World } from '../world/world.js';
import { searchedUser } from './directory-output.js';
import { pageOf } from './paging.js';
import { instanceOf } from './resolve.js';
import { type Fields, type Predicate, predicateOf } from './search/criteria.js';
import { hasTag, passesTagFilter } from './search/tag-filter.js';

const fields: Fields<User> = {
  username: ({ username }) => username,
  firstname: ({ firstName }) => firstName,
  lastname: ({ lastName }) => lastName,
  routingprofileid: ({ routingProfileId }) => routingProfileId,
  securityprofileid: ({ securityProfileIds }) => securityProfileIds,
  resourceid: ({ id }) => id,
};

/** Users in full but for their email. The world has no proficiencies: whoever searches for one finds nobody. */
export function searchUsers(input: SearchUsersCommandInput, world: World): Omit<SearchUsersCommandOutput, '$metadata'> {
  const { directory } = instanceOf(world, input.InstanceId);
  const matches = predicateOf(input.SearchCriteria, fields, leaf, world);
  const found = directory.users.sorted.filter((user) => matches(user) && passesFilter(input.SearchFilter, user));
  const { page, NextToken } = pageOf(world, 'SearchUsers', input, found);
  return { Users: page.map(searchedUser), NextToken, ApproximateTotalCount: found.length };
}

function leaf({ HierarchyGroupCondition, ListCondition }: UserSearchCriteria): Predicate<User>[] {
  const predicates: Predicate<User>[] = [];
  if (HierarchyGroupCondition)
    predicates.push(({ hierarchyGroupId }) => hierarchyGroupId === HierarchyGroupCondition.Value);
  if (ListCondition) predicates.push(() => false);
  return predicates;
}

function passesFilter(filter: SearchUsersCommandInput['SearchFilter'], { tags, hierarchyGroupId }: User): boolean {
  if (!passesTagFilter(filter?.TagFilter, tags)) return false;
  const attributes = filter?.UserAttributeFilter;
  if (!attributes) return true;
  const isInGroup = (condition: { Value?: string | undefined } | undefined) =>
    !condition || condition.Value === hierarchyGroupId;
  const holds = ({ TagConditions = [], HierarchyGroupCondition }: NonNullable<typeof attributes.AndCondition>) =>
    TagConditions.every((condition) => hasTag(condition, tags)) && isInGroup(HierarchyGroupCondition);
  return (
    (!attributes.OrConditions?.length || attributes.OrConditions.some(holds)) &&
    (!attributes.AndCondition || holds(attributes.AndCondition)) &&
    (!attributes.TagCondition || hasTag(attributes.TagCondition, tags)) &&
    isInGroup(attributes.HierarchyGroupCondition)
  );
}
