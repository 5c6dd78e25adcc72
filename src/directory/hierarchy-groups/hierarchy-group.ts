import type { HierarchyGroupSummary } from '@aws-sdk/client-connect';
import { Ctx, Directive, Field, ID, ObjectType } from 'type-graphql';
import type { HierarchyGroupRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, CostOfType, upToCost } from '../../graph/cost/costs.js';
import { directoryCost, keyFields, TaggedEntity } from '../../graph/types/directory-entity.js';
import { knownPart, referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { DateTime } from '../../graph/types/scalars.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';

/** Maximum number of levels of a hierarchy. */
export const hierarchyLevels = 5;

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(directoryCost('hierarchyGroup', [], { summary: [...keyFields, 'name', 'lastModifiedAt'] }))
@ObjectType({ description: 'Group in the hierarchy of users, such as a team or a site.' })
export class ConnectHierarchyGroup extends TaggedEntity<'hierarchyGroup'> {
  protected readonly kind = 'hierarchyGroup';

  @Field(() => String, { nullable: true, description: 'Name of the group.' })
  name(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Name', context);
  }

  @Field(() => ID, { nullable: true, description: 'Id of the hierarchy level of the group.' })
  levelId(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('LevelId', context);
  }

  @CostOfField(upToCost(hierarchyLevels, 'summary'))
  @Field(() => [ConnectHierarchyGroup], {
    nullable: true,
    description: 'Groups from the top of the hierarchy down to this group, which is the last.',
  })
  path(@Ctx() context: GatewayContext): MaybePromise<ConnectHierarchyGroup[] | null> {
    return this.field('HierarchyPath', context, (path) => {
      const { LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive } = path ?? {};
      return [LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive].flatMap((level) =>
        level?.Id ? [hierarchyGroupOfSummary(this.instanceId, level)] : [],
      );
    });
  }

  @Field(() => DateTime, { nullable: true, description: 'Time of the last change to the group.' })
  lastModifiedAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('LastModifiedTime', context);
  }
}

/** Converts a group of DescribeUserHierarchyGroup. */
export function hierarchyGroupOf(instanceId: string, record: HierarchyGroupRecord): ConnectHierarchyGroup {
  return new ConnectHierarchyGroup(instanceId, record.Id ?? '', wholeRecord(record));
}

/** Converts a summary from a list or a hierarchy path. */
export function hierarchyGroupOfSummary(
  instanceId: string,
  { Id, Name, LastModifiedTime }: HierarchyGroupSummary,
): ConnectHierarchyGroup {
  const known = knownPart<HierarchyGroupRecord>(['Name', 'LastModifiedTime'], { Name, LastModifiedTime });
  return new ConnectHierarchyGroup(instanceId, Id ?? '', known);
}

export const hierarchyGroupReference = referenceResolver(
  'hierarchyGroup',
  (instanceId, id) => new ConnectHierarchyGroup(instanceId, id),
);
