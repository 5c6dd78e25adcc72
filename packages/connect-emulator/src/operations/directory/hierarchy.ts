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
import { instanceStateOf } from '../resolve.js';
import { describeOf, lastModified, listOf, type OutputOf } from './reads.js';

/** Describes one hierarchy group with the groups above it. */
export const describeUserHierarchyGroup = describeOf(
  ({ hierarchyGroups }) => hierarchyGroups,
  ({ HierarchyGroupId }: DescribeUserHierarchyGroupCommandInput) => HierarchyGroupId,
  (group, state): OutputOf<DescribeUserHierarchyGroupCommandOutput> => {
    const path = state.directory.groupPath(group.id);
    return {
      HierarchyGroup: {
        ...summarize(group, state),
        LevelId: state.directory.hierarchyLevels[path.length - 1]?.id,
        HierarchyPath: byLevel(path.map((each) => summarize(each, state))),
        Tags: group.tags,
      },
    };
  },
);

/** Lists all hierarchy groups with id and name. */
export const listUserHierarchyGroups = listOf(
  'ListUserHierarchyGroups',
  ({ directory }, _input: ListUserHierarchyGroupsCommandInput) => directory.hierarchyGroups.sorted,
  (page, state): OutputOf<ListUserHierarchyGroupsCommandOutput> => ({
    UserHierarchyGroupSummaryList: page.map((group) => summarize(group, state)),
  }),
);

/** Describes the levels of the hierarchy. */
export function describeUserHierarchyStructure(
  input: DescribeUserHierarchyStructureCommandInput,
  world: World,
): OutputOf<DescribeUserHierarchyStructureCommandOutput> {
  const state = instanceStateOf(world, input.InstanceId);
  const levels = state.directory.hierarchyLevels.map((level) => summarize(level, state));
  return { HierarchyStructure: byLevel(levels) };
}

/** Returns items of the levels 1 to 5 under the API's member names. */
export function byLevel<T>([one, two, three, four, five]: readonly T[]) {
  return { LevelOne: one, LevelTwo: two, LevelThree: three, LevelFour: four, LevelFive: five };
}

function summarize(resource: Resource, state: InstanceState): HierarchyGroupSummary {
  return { Id: resource.id, Arn: resource.arn, Name: resource.name, ...lastModified(resource, state) };
}
