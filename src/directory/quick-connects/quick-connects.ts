import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { quickConnectRecord } from '../../connect/directory/directory-records.js';
import { listQueueQuickConnects, listQuickConnects, searchQuickConnects } from '../../connect/reads/read-operations.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, listCost } from '../../graph/cost/costs.js';
import { assertNoEmptyList, unique } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  NamedFilter,
  nullIfGone,
  readDirectory,
  resourceById,
  resourceByIdCost,
  searchInputOf,
} from '../../graph/types/directory-lists.js';
import { closedEnum, describeEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectQueue } from '../queues/queue.js';
import {
  ConnectQuickConnect,
  ConnectQuickConnectType,
  quickConnectOf,
  quickConnectOfSummary,
  quickConnectTypeDescriptions,
} from './quick-connect.js';

@ObjectType({ description: 'Quick connect in a list, with its cursor.' })
export class ConnectQuickConnectEdge extends edgeOf(ConnectQuickConnect) {}

@ObjectType({ description: 'Page of quick connects.' })
export class ConnectQuickConnectConnection extends countedConnectionOf(ConnectQuickConnect, ConnectQuickConnectEdge) {}

export const ConnectQuickConnectTypeFilter = closedEnum(ConnectQuickConnectType);
export type ConnectQuickConnectTypeFilter = Exclude<ConnectQuickConnectType, ConnectQuickConnectType.UNKNOWN>;
describeEnum(
  ConnectQuickConnectTypeFilter,
  'ConnectQuickConnectTypeFilter',
  'Type of quick connect to filter by.',
  quickConnectTypeDescriptions,
);

@InputType({ description: 'Filter for quick connects. All given conditions must hold.' })
export class ConnectQuickConnectFilter extends NamedFilter {
  @Field(() => [ConnectQuickConnectTypeFilter], {
    nullable: true,
    description:
      'Types of quick connects to return. Cannot be combined with other conditions, because Connect lists by type and searches by the other conditions.',
  })
  types?: ConnectQuickConnectTypeFilter[] | null;
}

type Filter = ConnectQuickConnectFilter | null | undefined;

const maxFirst = 100;

const quickConnectsCost: FieldCost = (field, scope, count) => {
  const byType = (field.args.filter as Filter)?.types;
  const list = byType
    ? listCost('ListQuickConnects', maxFirst, 'summary')
    : listCost('SearchQuickConnects', maxFirst, 'record');
  return list(field, scope, count);
};

@Resolver(() => ConnectInstance)
export class QuickConnectsResolver {
  @CostOfField(resourceByIdCost('quickConnect'))
  @FieldResolver(() => ConnectQuickConnect, {
    nullable: true,
    description: 'Quick connect with the given id. Null if the instance has no such quick connect.',
  })
  quickConnect(
    @Root() instance: ConnectInstance,
    @IdArg('quickConnect') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectQuickConnect | null> {
    return resourceById('quickConnect', instance, id, context, quickConnectOf);
  }

  @CostOfField(quickConnectsCost)
  @FieldResolver(() => ConnectQuickConnectConnection, {
    nullable: true,
    description:
      'Quick connects of the instance, read with SearchQuickConnects, or with ListQuickConnects if the filter has `types`.',
  })
  quickConnects(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectQuickConnectFilter, {
      nullable: true,
      description: 'Conditions that the quick connects meet. Defaults to all quick connects.',
    })
    filter: Filter,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectQuickConnectConnection> {
    const { connect } = context;
    assertNoEmptyList('filter', filter);
    const { types, ...named } = filter ?? {};
    if (types) {
      if (Object.values(named).some((condition) => condition != null)) {
        throw badUserInput('`filter.types`: must not be combined with other conditions.');
      }
      return readDirectory(
        context,
        instance,
        { first, after },
        {
          name: 'quickConnects by type',
          query: { QuickConnectTypes: unique(types) },
          maxPageSize: maxFirst,
          read: async (connect, input) => {
            const output = await connect.read(listQuickConnects, input);
            return { rows: output.QuickConnectSummaryList ?? [], token: output.NextToken };
          },
          idOf: ({ Id }) => Id,
          nodeOf: quickConnectOfSummary,
        },
      );
    }
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'quickConnects',
        query: searchInputOf(filter),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(searchQuickConnects, input);
          const rows = (output.QuickConnects ?? []).map(quickConnectRecord);
          return { rows, token: output.NextToken, totalCount: output.ApproximateTotalCount };
        },
        idOf: ({ QuickConnectId }) => QuickConnectId,
        cache: connect.shared.directory.quickConnect,
        nodeOf: quickConnectOf,
      },
    );
  }
}

@Resolver(() => ConnectQueue)
export class QueueQuickConnectsResolver {
  @CostOfField(listCost('ListQueueQuickConnects', maxFirst, 'summary'))
  @FieldResolver(() => ConnectQuickConnectConnection, {
    nullable: true,
    description:
      'Quick connects that agents can use while they handle a contact of the queue, read with ListQueueQuickConnects. They are not sorted by name. Null if the queue does not exist.',
  })
  quickConnects(
    @Root() queue: ConnectQueue,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectQuickConnectConnection | null> {
    return nullIfGone(
      readDirectory(
        context,
        { id: queue.instanceId },
        { first, after },
        {
          name: 'queue.quickConnects',
          query: { QueueId: queue.id },
          maxPageSize: maxFirst,
          read: async (connect, input) => {
            const output = await connect.read(listQueueQuickConnects, input);
            return { rows: output.QuickConnectSummaryList ?? [], token: output.NextToken };
          },
          idOf: ({ Id }) => Id,
          nodeOf: quickConnectOfSummary,
        },
      ),
    );
  }
}
