import type {
  DescribeUserHierarchyGroupCommandInput,
  DescribeUserHierarchyGroupCommandOutput,
  DescribeUserHierarchyStructureCommandInput,
  DescribeUserHierarchyStructureCommandOutput,
  HierarchyGroupSummary,
  ListUserHierarchyGroupsCommandInput,
  ListUserHierarchyGroupsCommandOutput,
} from '@aws-sdk/client-connect';
import type { Resource } from '../../world/administration.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { instanceOf } from '../resolve.js';
import { type Answer, describeOf, lastModified, listOf } from './reads.js';

/** One group of users, with the groups above it. */
export const describeUserHierarchyGroup = describeOf(
  ({ hierarchyGroups }) => hierarchyGroups,
  ({ HierarchyGroupId }: DescribeUserHierarchyGroupCommandInput) => HierarchyGroupId,
  (group, instance): Answer<DescribeUserHierarchyGroupCommandOutput> => {
    const path = instance.directory.groupPath(group.id);
    return {
      HierarchyGroup: {
        ...summarize(group, instance),
        LevelId: instance.directory.hierarchyLevels[path.length - 1]?.id,
        HierarchyPath: byLevel(path.map((each) => summarize(each, instance))),
        Tags: group.tags,
      },
    };
  },
);

/** All groups, by id and name. */
export const listUserHierarchyGroups = listOf(
  'ListUserHierarchyGroups',
  ({ directory }, _input: ListUserHierarchyGroupsCommandInput) => directory.hierarchyGroups.sorted,
  (page, instance): Answer<ListUserHierarchyGroupsCommandOutput> => ({
    UserHierarchyGroupSummaryList: page.map((group) => summarize(group, instance)),
  }),
);

/** The names of the levels. */
export function describeUserHierarchyStructure(
  input: DescribeUserHierarchyStructureCommandInput,
  world: World,
): Answer<DescribeUserHierarchyStructureCommandOutput> {
  const instance = instanceOf(world, input.InstanceId);
  const levels = instance.directory.hierarchyLevels.map((level) => summarize(level, instance));
  return { HierarchyStructure: byLevel(levels) };
}

/** Things of the levels one to five, under the names that the API has for the levels. */
export function byLevel<T>([one, two, three, four, five]: readonly T[]) {
  return { LevelOne: one, LevelTwo: two, LevelThree: three, LevelFour: four, LevelFive: five };
}

function summarize(resource: Resource, instance: InstanceState): HierarchyGroupSummary {
  return { Id: resource.id, Arn: resource.arn, Name: resource.name, ...lastModified(resource, instance) };
}
