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
  (quickConnect, instance): OutputOf<DescribeQuickConnectCommandOutput> => ({
    QuickConnect: describe(quickConnect, instance),
  }),
);

/** Lists the quick connects, optionally of some types only. */
export const listQuickConnects = listOf(
  'ListQuickConnects',
  ({ directory }, { QuickConnectTypes: types }: ListQuickConnectsCommandInput) =>
    directory.quickConnects.sorted.filter(({ type }) => !types?.length || types.includes(type)),
  (page, instance): OutputOf<ListQuickConnectsCommandOutput> => ({
    QuickConnectSummaryList: page.map((each) => summarizeQuickConnect(each, instance)),
  }),
);

export const searchQuickConnects = searchOf<SearchQuickConnectsCommandInput, QuickConnect>(
  'SearchQuickConnects',
  ({ quickConnects }) => quickConnects,
  {
    fields: commonFields,
    passes: ({ SearchFilter }, { tags }) => passesTagFilter(SearchFilter?.TagFilter, tags),
  },
  (page, instance): OutputOf<SearchQuickConnectsCommandOutput> => ({
    QuickConnects: page.map((each) => describe(each, instance)),
  }),
);

export function summarizeQuickConnect(quickConnect: QuickConnect, instance: InstanceState): QuickConnectSummary {
  return {
    Id: quickConnect.id,
    Arn: quickConnect.arn,
    Name: quickConnect.name,
    QuickConnectType: quickConnect.type,
    ...lastModified(quickConnect, instance),
  };
}

function describe(quickConnect: QuickConnect, instance: InstanceState): ConnectQuickConnect {
  return {
    QuickConnectId: quickConnect.id,
    QuickConnectARN: quickConnect.arn,
    Name: quickConnect.name,
    Description: quickConnect.description,
    QuickConnectConfig: configOf(quickConnect),
    Tags: quickConnect.tags,
    ...lastModified(quickConnect, instance),
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
