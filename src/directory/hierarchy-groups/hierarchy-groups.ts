import { Ctx, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { listUserHierarchyGroups } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { connectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  readDirectory,
  resourceById,
  resourceByIdCost,
} from '../../graph/types/directory-lists.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectHierarchyGroup, hierarchyGroupOf, hierarchyGroupOfSummary } from './hierarchy-group.js';

@ObjectType({ description: 'Hierarchy group in a list, with its cursor.' })
export class ConnectHierarchyGroupEdge extends edgeOf(ConnectHierarchyGroup) {}

@ObjectType({ description: 'Page of hierarchy groups.' })
export class ConnectHierarchyGroupConnection extends connectionOf(ConnectHierarchyGroup, ConnectHierarchyGroupEdge) {}

const maxFirst = 1_000;

@Resolver(() => ConnectInstance)
export class HierarchyGroupsResolver {
  @CostOfField(resourceByIdCost('hierarchyGroup'))
  @FieldResolver(() => ConnectHierarchyGroup, {
    nullable: true,
    description: 'Hierarchy group with the given id. Null if the instance has no such group.',
  })
  hierarchyGroup(
    @Root() instance: ConnectInstance,
    @IdArg('hierarchyGroup') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectHierarchyGroup | null> {
    return resourceById('hierarchyGroup', instance, id, context, hierarchyGroupOf);
  }

  @CostOfField(listCost('ListUserHierarchyGroups', maxFirst, 'summary'))
  @FieldResolver(() => ConnectHierarchyGroupConnection, {
    nullable: true,
    description: 'Hierarchy groups of the instance, read with ListUserHierarchyGroups, which has no filter.',
  })
  hierarchyGroups(
    @Root() instance: ConnectInstance,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectHierarchyGroupConnection> {
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'hierarchyGroups',
        query: {},
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(listUserHierarchyGroups, input);
          return { rows: output.UserHierarchyGroupSummaryList ?? [], token: output.NextToken };
        },
        idOf: ({ Id }) => Id,
        nodeOf: hierarchyGroupOfSummary,
      },
    );
  }
}
