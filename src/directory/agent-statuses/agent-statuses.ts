import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { searchAgentStatuses } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { assertConditions, eachOnce } from '../../graph/search-criteria.js';
import { countedConnectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  isOneOf,
  NamedFilter,
  namedSearch,
  readDirectory,
  thingById,
  thingCost,
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

@ObjectType({ description: 'A status of agents in a list.' })
export class ConnectAgentStatusEdge extends edgeOf(ConnectAgentStatus) {}

@ObjectType({ description: 'A page of statuses of agents.' })
export class ConnectAgentStatusConnection extends countedConnectionOf(ConnectAgentStatus, ConnectAgentStatusEdge) {}

export const ConnectAgentStatusTypeFilter = closedEnum(ConnectAgentStatusType);
export type ConnectAgentStatusTypeFilter = Exclude<ConnectAgentStatusType, ConnectAgentStatusType.UNKNOWN>;
describeEnum(
  ConnectAgentStatusTypeFilter,
  'ConnectAgentStatusTypeFilter',
  'Types of status that can be asked for.',
  agentStatusTypeDescriptions,
);

@InputType({ description: 'Which statuses: all conditions given must hold.' })
export class ConnectAgentStatusFilter extends NamedFilter {
  @Field(() => [ConnectAgentStatusTypeFilter], { nullable: true, description: 'Of one of these types.' })
  types?: ConnectAgentStatusTypeFilter[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that agents can set, or only those that they cannot.',
  })
  enabled?: boolean | null;
}

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class AgentStatusesResolver {
  @CostOfField(thingCost('agentStatus'))
  @FieldResolver(() => ConnectAgentStatus, {
    nullable: true,
    description: 'One status of agents. Null when this instance has no such status.',
  })
  agentStatus(
    @Root() instance: ConnectInstance,
    @IdArg('agentStatus') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectAgentStatus | null> {
    return thingById('agentStatus', instance, id, context, agentStatusOf);
  }

  @CostOfField(listCost('SearchAgentStatuses', maxFirst, 'record'))
  @FieldResolver(() => ConnectAgentStatusConnection, {
    nullable: true,
    description: 'Statuses of agents by SearchAgentStatuses.',
  })
  agentStatuses(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectAgentStatusFilter, { nullable: true, description: 'All statuses when absent.' })
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
          const answer = await connect.read(searchAgentStatuses, input);
          return {
            rows: answer.AgentStatuses ?? [],
            token: answer.NextToken,
            totalCount: answer.ApproximateTotalCount,
          };
        },
        idOf: ({ AgentStatusId }) => AgentStatusId,
        learn: connect.shared.directory.agentStatus,
        nodeOf: agentStatusOf,
      },
    );
  }
}

/** Converts the filter. Its tag filter differs from that of other searches. @throws GraphQLError BAD_USER_INPUT */
function searchQuery(filter: ConnectAgentStatusFilter) {
  assertConditions('filter', filter);
  const { types, enabled, tags, ...named } = filter;
  const states = enabled == null ? null : [enabled ? 'ENABLED' : 'DISABLED'];
  const { SearchCriteria } = namedSearch(named, isOneOf('type', eachOnce(types)), isOneOf('state', states));
  const TagConditions = tagConditions(tags);
  return { SearchCriteria, SearchFilter: TagConditions && { AttributeFilter: { AndCondition: { TagConditions } } } };
}
