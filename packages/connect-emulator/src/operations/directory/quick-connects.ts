import type {
  QuickConnect as ConnectQuickConnect,
  DescribeQuickConnectCommandInput,
  DescribeQuickConnectCommandOutput,
  ListQuickConnectsCommandInput,
  ListQuickConnectsCommandOutput,
  QuickConnectConfig,
  QuickConnectSummary,
  SearchQuickConnectsCommandInput,
  SearchQuickConnectsCommandOutput,
} from '@aws-sdk/client-connect';
import type { QuickConnect } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import { passesTagFilter } from '../search/tag-filter.js';
import { commonFields, describeOf, lastModified, listOf, type OutputOf, searchOf } from './reads.js';

/** Describes one quick connect with its destination. */
export const describeQuickConnect = describeOf(
  ({ quickConnects }) => quickConnects,
  ({ QuickConnectId }: DescribeQuickConnectCommandInput) => QuickConnectId,
  (quickConnect, state): OutputOf<DescribeQuickConnectCommandOutput> => ({
    QuickConnect: describe(quickConnect, state),
  }),
);

/** Lists the quick connects, optionally of some types only. */
export const listQuickConnects = listOf(
  'ListQuickConnects',
  ({ directory }, { QuickConnectTypes: types }: ListQuickConnectsCommandInput) =>
    directory.quickConnects.sorted.filter(({ type }) => !types?.length || types.includes(type)),
  (page, state): OutputOf<ListQuickConnectsCommandOutput> => ({
    QuickConnectSummaryList: page.map((each) => summarizeQuickConnect(each, state)),
  }),
);

export const searchQuickConnects = searchOf<SearchQuickConnectsCommandInput, QuickConnect>(
  'SearchQuickConnects',
  ({ quickConnects }) => quickConnects,
  {
    fields: commonFields,
    passes: ({ SearchFilter }, { tags }) => passesTagFilter(SearchFilter?.TagFilter, tags),
  },
  (page, state): OutputOf<SearchQuickConnectsCommandOutput> => ({
    QuickConnects: page.map((each) => describe(each, state)),
  }),
);

export function summarizeQuickConnect(quickConnect: QuickConnect, state: InstanceState): QuickConnectSummary {
  return {
    Id: quickConnect.id,
    Arn: quickConnect.arn,
    Name: quickConnect.name,
    QuickConnectType: quickConnect.type,
    ...lastModified(quickConnect, state),
  };
}

function describe(quickConnect: QuickConnect, state: InstanceState): ConnectQuickConnect {
  return {
    QuickConnectId: quickConnect.id,
    QuickConnectARN: quickConnect.arn,
    Name: quickConnect.name,
    Description: quickConnect.description,
    QuickConnectConfig: configOf(quickConnect),
    Tags: quickConnect.tags,
    ...lastModified(quickConnect, state),
  };
}

function configOf({ type, userId, queueId, flowId, phoneNumber }: QuickConnect): QuickConnectConfig {
  return {
    QuickConnectType: type,
    UserConfig: type === 'USER' ? { UserId: userId, ContactFlowId: flowId } : undefined,
    QueueConfig: type === 'QUEUE' ? { QueueId: queueId, ContactFlowId: flowId } : undefined,
    PhoneConfig: type === 'PHONE_NUMBER' ? { PhoneNumber: phoneNumber } : undefined,
    FlowConfig: type === 'FLOW' ? { ContactFlowId: flowId } : undefined,
  };
}
