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
import { type Answer, describeOf, lastModified, listOf, searchOf, usualFields } from './reads.js';

/** One status. */
export const describeAgentStatus = describeOf(
  ({ agentStatuses }) => agentStatuses,
  ({ AgentStatusId }: DescribeAgentStatusCommandInput) => AgentStatusId,
  (status, instance): Answer<DescribeAgentStatusCommandOutput> => ({ AgentStatus: describe(status, instance) }),
);

/** The statuses of the wanted types, or of all. */
export const listAgentStatuses = listOf(
  'ListAgentStatuses',
  ({ directory }, { AgentStatusTypes: types }: ListAgentStatusesCommandInput) =>
    directory.agentStatuses.sorted.filter(({ type }) => !types?.length || types.includes(type)),
  (page, instance): Answer<ListAgentStatusesCommandOutput> => ({
    AgentStatusSummaryList: page.map((status) => ({
      Id: status.id,
      Arn: status.arn,
      Name: status.name,
      Type: status.type,
      ...lastModified(status, instance),
    })),
  }),
);

/** Statuses in full. */
export const searchAgentStatuses = searchOf<SearchAgentStatusesCommandInput, AgentStatus>(
  'SearchAgentStatuses',
  ({ agentStatuses }) => agentStatuses,
  {
    fields: {
      ...usualFields,
      state: ({ state }) => state,
      type: ({ type }) => type,
      displayorder: ({ displayOrder }) => displayOrder?.toString(),
    },
    passes: ({ SearchFilter }, { tags }) => passesAttributeFilter(SearchFilter?.AttributeFilter, tags),
  },
  (page, instance): Answer<SearchAgentStatusesCommandOutput> => ({
    AgentStatuses: page.map((status) => describe(status, instance)),
  }),
);

function describe(status: AgentStatus, instance: InstanceState): ConnectAgentStatus {
  return {
    AgentStatusId: status.id,
    AgentStatusARN: status.arn,
    Name: status.name,
    Description: status.description,
    Type: status.type,
    DisplayOrder: status.displayOrder,
    State: status.state,
    Tags: status.tags,
    ...lastModified(status, instance),
  };
}
