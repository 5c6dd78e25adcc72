import type { InstanceSummary } from '@aws-sdk/client-connect';
import { Ctx, ObjectType, Query, Resolver } from 'type-graphql';
import { listInstances } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, type FieldCost, listCost } from '../../graph/cost/costs.js';
import { connectionOf, edgeOf, maxCallsOfPage, type PagedList, readConnection } from '../../graph/types/connection.js';
import { AfterArg, FirstArg } from '../../graph/types/directory-lists.js';
import { ConnectInstance } from './instance.js';

@ObjectType({ description: 'Instance in a list, with its cursor.' })
export class ConnectInstanceEdge extends edgeOf(ConnectInstance) {}

@ObjectType({ description: 'Page of instances.' })
export class ConnectInstanceConnection extends connectionOf(ConnectInstance, ConnectInstanceEdge) {}

const maxFirst = 100;
/** Maximum page size of ListInstances. */
const pageSize = 10;

/** The account can have other instances too, so several pages may be read until all served instances are found. */
const instancesCost: FieldCost = (field, scope, count) => {
  const rows = listCost('ListInstances', maxFirst, 'record')(field, scope, count);
  if (rows.count === 0) return rows;
  count.add('ListInstances', { ...scope, identity: field.identity }, { calls: maxCallsOfPage, certain: 0 });
  return { ...rows, count: Math.min(rows.count ?? 0, count.instances) };
};

@Resolver()
export class InstancesResolver {
  @CostOfField(instancesCost)
  @Query(() => ConnectInstanceConnection, {
    nullable: true,
    description:
      'Instances that the caller may use. They are read with ListInstances, which returns all instances of the account and Region. If the account has many other instances, a page can be short: continue while `hasNextPage` is true.',
  })
  connectInstances(
    @FirstArg(maxFirst, 10) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectInstanceConnection> {
    const { connect } = context;
    const { instances } = connect;
    const list: PagedList<object, InstanceSummary> = {
      // Callers with access to the same instances share pages.
      name: `instances ${JSON.stringify(instances.all.map(({ id }) => id))}`,
      query: () => ({}),
      maxPageSize: pageSize,
      sharedForMs: connect.shared.directory.listSharedMs,
      read: async (connect, _query, NextToken, MaxResults) => {
        const output = await connect.read(listInstances, { NextToken, MaxResults });
        const rows = (output.InstanceSummaryList ?? []).filter(({ Id }) => instances.find(Id ?? ''));
        return { rows, token: output.NextToken };
      },
    };
    return readConnection(context, list, { first, after }, (row) => new ConnectInstance(row.Id ?? '', row), maxFirst);
  }
}
