import type {
  AgentStatus as ConnectAgentStatus,
  DescribeAgentStatusCommandInput,
  DescribeAgentStatusCommandOutput,
  ListAgentStatusesCommandInput,
  ListAgentStatusesCommandOutput,
  SearchAgentStatusesCommandInput,
  SearchAgentStatusesCommandOutput,
} from '@aws-sdk/client-connect';
import type { AgentStatus } from '../../world/administration.js';
import type { InstanceState } from '../../world/instance-state.js';
import { passesAttributeFilter } from '../search/tag-filter.js';
import { commonFields, describeOf, lastModified, listOf, type OutputOf, searchOf } from './reads.js';

/** Describes one agent status. */
export const describeAgentStatus = describeOf(
  ({ agentStatuses }) => agentStatuses,
  ({ AgentStatusId }: DescribeAgentStatusCommandInput) => AgentStatusId,
  (status, state): OutputOf<DescribeAgentStatusCommandOutput> => ({ AgentStatus: describe(status, state) }),
);

/** Lists the agent statuses, optionally of some types only. */
export const listAgentStatuses = listOf(
  'ListAgentStatuses',
  ({ directory }, { AgentStatusTypes: types }: ListAgentStatusesCommandInput) =>
    directory.agentStatuses.sorted.filter(({ type }) => !types?.length || types.includes(type)),
  (page, state): OutputOf<ListAgentStatusesCommandOutput> => ({
    AgentStatusSummaryList: page.map((status) => ({
      Id: status.id,
      Arn: status.arn,
      Name: status.name,
      Type: status.type,
      ...lastModified(status, state),
    })),
  }),
);

/** Searches agent statuses. */
export const searchAgentStatuses = searchOf<SearchAgentStatusesCommandInput, AgentStatus>(
  'SearchAgentStatuses',
  ({ agentStatuses }) => agentStatuses,
  {
    fields: {
      ...commonFields,
      state: ({ state }) => state,
      type: ({ type }) => type,
      displayorder: ({ displayOrder }) => displayOrder?.toString(),
    },
    passes: ({ SearchFilter }, { tags }) => passesAttributeFilter(SearchFilter?.AttributeFilter, tags),
  },
  (page, state): OutputOf<SearchAgentStatusesCommandOutput> => ({
    AgentStatuses: page.map((status) => describe(status, state)),
  }),
);

function describe(status: AgentStatus, state: InstanceState): ConnectAgentStatus {
  return {
    AgentStatusId: status.id,
    AgentStatusARN: status.arn,
    Name: status.name,
    Description: status.description,
    Type: status.type,
    DisplayOrder: status.displayOrder,
    State: status.state,
    Tags: status.tags,
    ...lastModified(status, state),
  };
}
