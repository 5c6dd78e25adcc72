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
import { describeOf, lastModified, listOf, type OutputOf } from './reads.js';

/** Describes one hierarchy group with the groups above it. */
export const describeUserHierarchyGroup = describeOf(
  ({ hierarchyGroups }) => hierarchyGroups,
  ({ HierarchyGroupId }: DescribeUserHierarchyGroupCommandInput) => HierarchyGroupId,
  (group, instance): OutputOf<DescribeUserHierarchyGroupCommandOutput> => {
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

/** Lists all hierarchy groups with id and name. */
export const listUserHierarchyGroups = listOf(
  'ListUserHierarchyGroups',
  ({ directory }, _input: ListUserHierarchyGroupsCommandInput) => directory.hierarchyGroups.sorted,
  (page, instance): OutputOf<ListUserHierarchyGroupsCommandOutput> => ({
    UserHierarchyGroupSummaryList: page.map((group) => summarize(group, instance)),
  }),
);

/** Describes the levels of the hierarchy. */
export function describeUserHierarchyStructure(
  input: DescribeUserHierarchyStructureCommandInput,
  world: World,
): OutputOf<DescribeUserHierarchyStructureCommandOutput> {
  const instance = instanceOf(world, input.InstanceId);
  const levels = instance.directory.hierarchyLevels.map((level) => summarize(level, instance));
  return { HierarchyStructure: byLevel(levels) };
}

/** Returns items of the levels 1 to 5 under the API's member names. */
export function byLevel<T>([one, two, three, four, five]: readonly T[]) {
  return { LevelOne: one, LevelTwo: two, LevelThree: three, LevelFour: four, LevelFive: five };
}

function summarize(resource: Resource, instance: InstanceState): HierarchyGroupSummary {
  return { Id: resource.id, Arn: resource.arn, Name: resource.name, ...lastModified(resource, instance) };
}
