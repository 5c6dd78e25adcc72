import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { searchHoursOfOperations } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { assertNoEmptyList } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  contains,
  FirstArg,
  IdArg,
  NamedFilter,
  readDirectory,
  resourceById,
  resourceByIdCost,
  searchInputOf,
} from '../../graph/types/directory-lists.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectHoursOfOperation, hoursOfOperationOf } from './hours-of-operation.js';

@ObjectType({ description: 'Hours of operation in a list, with a cursor.' })
export class ConnectHoursOfOperationEdge extends edgeOf(ConnectHoursOfOperation) {}

@ObjectType({ description: 'Page of hours of operation.' })
export class ConnectHoursOfOperationConnection extends countedConnectionOf(
  ConnectHoursOfOperation,
  ConnectHoursOfOperationEdge,
) {}

@InputType({ description: 'Filter for hours of operation. All given conditions must hold.' })
export class ConnectHoursOfOperationFilter extends NamedFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Text that the time zone contains, ignoring case. At most 100 characters.',
  })
  timeZoneContains?: string | null;
}

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class HoursOfOperationsResolver {
  @CostOfField(resourceByIdCost('hoursOfOperation'))
  @FieldResolver(() => ConnectHoursOfOperation, {
    nullable: true,
    description: 'Hours of operation with the given id. Null if the instance has no such hours of operation.',
  })
  hoursOfOperation(
    @Root() instance: ConnectInstance,
    @IdArg('hoursOfOperation') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectHoursOfOperation | null> {
    return resourceById('hoursOfOperation', instance, id, context, hoursOfOperationOf);
  }

  @CostOfField(listCost('SearchHoursOfOperations', maxFirst, 'record'))
  @FieldResolver(() => ConnectHoursOfOperationConnection, {
    nullable: true,
    description: 'Hours of operation of the instance, read with SearchHoursOfOperations.',
  })
  hoursOfOperations(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectHoursOfOperationFilter, {
      nullable: true,
      description: 'Conditions that the results meet. Defaults to all hours of operation.',
    })
    filter: ConnectHoursOfOperationFilter | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectHoursOfOperationConnection> {
    const { connect } = context;
    assertNoEmptyList('filter', filter);
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'hoursOfOperations',
        query: searchInputOf(filter, contains('timezone', 'timeZoneContains', filter?.timeZoneContains, 1, 100)),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(searchHoursOfOperations, input);
          return {
            rows: output.HoursOfOperations ?? [],
            token: output.NextToken,
            totalCount: output.ApproximateTotalCount,
          };
        },
        idOf: ({ HoursOfOperationId }) => HoursOfOperationId,
        cache: connect.shared.directory.hoursOfOperation,
        nodeOf: hoursOfOperationOf,
      },
    );
  }
}
