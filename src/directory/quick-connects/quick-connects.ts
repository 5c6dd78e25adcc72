import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { quickConnectRecord } from '../../connect/directory/directory-records.js';
import { listQueueQuickConnects, listQuickConnects, searchQuickConnects } from '../../connect/reads/read-operations.js';
import { badUserInput } from '../../graph/bad-user-input.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, listCost } from '../../graph/cost/costs.js';
import { assertConditions, eachOnce } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  NamedFilter,
  namedSearch,
  nullIfGone,
  readDirectory,
  thingById,
  thingCost,
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

@ObjectType({ description: 'A quick connect in a list.' })
export class ConnectQuickConnectEdge extends edgeOf(ConnectQuickConnect) {}

@ObjectType({ description: 'A page of quick connects.' })
export class ConnectQuickConnectConnection extends countedConnectionOf(ConnectQuickConnect, ConnectQuickConnectEdge) {}

export const ConnectQuickConnectTypeFilter = closedEnum(ConnectQuickConnectType);
export type ConnectQuickConnectTypeFilter = Exclude<ConnectQuickConnectType, ConnectQuickConnectType.UNKNOWN>;
describeEnum(
  ConnectQuickConnectTypeFilter,
  'ConnectQuickConnectTypeFilter',
  'Types of quick connect that can be asked for.',
  quickConnectTypeDescriptions,
);

@InputType({ description: 'Which quick connects: all conditions given must hold.' })
export class ConnectQuickConnectFilter extends NamedFilter {
  @Field(() => [ConnectQuickConnectTypeFilter], {
    nullable: true,
    description:
      'Of one of these types; not beside other conditions, as Connect lists by type and searches by the rest.',
  })
  types?: ConnectQuickConnectTypeFilter[] | null;
}

type Filter = ConnectQuickConnectFilter | null | undefined;

const maxFirst = 100;

const quickConnectsCost: FieldCost = (field, place, count) => {
  const byType = (field.args.filter as Filter)?.types;
  const list = byType
    ? listCost('ListQuickConnects', maxFirst, 'summary')
    : listCost('SearchQuickConnects', maxFirst, 'record');
  return list(field, place, count);
};

@Resolver(() => ConnectInstance)
export class QuickConnectsResolver {
  @CostOfField(thingCost('quickConnect'))
  @FieldResolver(() => ConnectQuickConnect, {
    nullable: true,
    description: 'One quick connect. Null when this instance has no such quick connect.',
  })
  quickConnect(
    @Root() instance: ConnectInstance,
    @IdArg('quickConnect') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectQuickConnect | null> {
    return thingById('quickConnect', instance, id, context, quickConnectOf);
  }

  @CostOfField(quickConnectsCost)
  @FieldResolver(() => ConnectQuickConnectConnection, {
    nullable: true,
    description: 'Quick connects by SearchQuickConnects; by ListQuickConnects when types are asked for.',
  })
  quickConnects(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectQuickConnectFilter, { nullable: true, description: 'All quick connects when absent.' })
    filter: Filter,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectQuickConnectConnection> {
    const { connect } = context;
    assertConditions('filter', filter);
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
          query: { QuickConnectTypes: eachOnce(types) },
          maxPageSize: maxFirst,
          read: async (connect, input) => {
            const answer = await connect.read(listQuickConnects, input);
            return { rows: answer.QuickConnectSummaryList ?? [], token: answer.NextToken };
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
        query: namedSearch(filter),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const answer = await connect.read(searchQuickConnects, input);
          const rows = (answer.QuickConnects ?? []).map(quickConnectRecord);
          return { rows, token: answer.NextToken, totalCount: answer.ApproximateTotalCount };
        },
        idOf: ({ QuickConnectId }) => QuickConnectId,
        learn: connect.shared.directory.quickConnect,
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
      'The quick connects that agents have while they handle a contact of the queue, by ListQueueQuickConnects; not in the order of their names.',
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
            const answer = await connect.read(listQueueQuickConnects, input);
            return { rows: answer.QuickConnectSummaryList ?? [], token: answer.NextToken };
          },
          idOf: ({ Id }) => Id,
          nodeOf: quickConnectOfSummary,
        },
      ),
    );
  }
}
