import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { searchAgentStatuses } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { assertNoEmptyList, unique } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  isOneOf,
  NamedFilter,
  readDirectory,
  resourceById,
  resourceByIdCost,
  searchInputOf,
} from '../../graph/types/directory-lists.js';
import { closedEnum, describeEnum } from '../../graph/types/open-enum.js';
import { tagConditions } from '../../graph/types/tag.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import {
  agentStatusOf,
  agentStatusTypeDescriptions,
  ConnectAgentStatus,
  ConnectAgentStatusType,
} from './agent-status.js';

@ObjectType({ description: 'Agent status in a list, with its cursor.' })
export class ConnectAgentStatusEdge extends edgeOf(ConnectAgentStatus) {}

@ObjectType({ description: 'Page of agent statuses.' })
export class ConnectAgentStatusConnection extends countedConnectionOf(ConnectAgentStatus, ConnectAgentStatusEdge) {}

export const ConnectAgentStatusTypeFilter = closedEnum(ConnectAgentStatusType);
export type ConnectAgentStatusTypeFilter = Exclude<ConnectAgentStatusType, ConnectAgentStatusType.UNKNOWN>;
describeEnum(
  ConnectAgentStatusTypeFilter,
  'ConnectAgentStatusTypeFilter',
  'Type of agent status to filter by.',
  agentStatusTypeDescriptions,
);

@InputType({ description: 'Filter for agent statuses. All given conditions must hold.' })
export class ConnectAgentStatusFilter extends NamedFilter {
  @Field(() => [ConnectAgentStatusTypeFilter], { nullable: true, description: 'Types of agent statuses to return.' })
  types?: ConnectAgentStatusTypeFilter[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for enabled statuses only, false for disabled statuses only.',
  })
  enabled?: boolean | null;
}

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class AgentStatusesResolver {
  @CostOfField(resourceByIdCost('agentStatus'))
  @FieldResolver(() => ConnectAgentStatus, {
    nullable: true,
    description: 'Agent status with the given id. Null if the instance has no such status.',
  })
  agentStatus(
    @Root() instance: ConnectInstance,
    @IdArg('agentStatus') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectAgentStatus | null> {
    return resourceById('agentStatus', instance, id, context, agentStatusOf);
  }

  @CostOfField(listCost('SearchAgentStatuses', maxFirst, 'record'))
  @FieldResolver(() => ConnectAgentStatusConnection, {
    nullable: true,
    description: 'Agent statuses of the instance, read with SearchAgentStatuses.',
  })
  agentStatuses(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectAgentStatusFilter, {
      nullable: true,
      description: 'Conditions that the statuses meet. Defaults to all agent statuses.',
    })
    filter: ConnectAgentStatusFilter | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectAgentStatusConnection> {
    const { connect } = context;
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'agentStatuses',
        query: searchQuery(filter ?? {}),
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const output = await connect.read(searchAgentStatuses, input);
          return {
            rows: output.AgentStatuses ?? [],
            token: output.NextToken,
            totalCount: output.ApproximateTotalCount,
          };
        },
        idOf: ({ AgentStatusId }) => AgentStatusId,
        cache: connect.shared.directory.agentStatus,
        nodeOf: agentStatusOf,
      },
    );
  }
}

/** Converts the filter. Its tag filter differs from that of other searches. @throws GraphQLError BAD_USER_INPUT */
function searchQuery(filter: ConnectAgentStatusFilter) {
  assertNoEmptyList('filter', filter);
  const { types, enabled, tags, ...named } = filter;
  const states = enabled == null ? null : [enabled ? 'ENABLED' : 'DISABLED'];
  const { SearchCriteria } = searchInputOf(named, isOneOf('type', unique(types)), isOneOf('state', states));
  const TagConditions = tagConditions(tags);
  return { SearchCriteria, SearchFilter: TagConditions && { AttributeFilter: { AndCondition: { TagConditions } } } };
}
