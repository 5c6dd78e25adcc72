import {
  DescribeAgentStatusCommand,
  DescribeContactCommand,
  DescribeContactFlowCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstanceCommand,
  DescribePredefinedAttributeCommand,
  DescribeQueueCommand,
  DescribeQuickConnectCommand,
  DescribeRoutingProfileCommand,
  DescribeUserCommand,
  GetContactAttributesCommand,
  GetCurrentMetricDataCommand,
  GetCurrentUserDataCommand,
  ListAssociatedContactsCommand,
  ListContactFlowsCommand,
  ListContactReferencesCommand,
  ListQueuesCommand,
  SearchContactsCommand,
  SearchQueuesCommand,
  SearchUsersCommand,
} from '@aws-sdk/client-connect';
import { readOperation } from './operation.js';

/** The reads that the gateway makes, each with the members that Connect's own answer always holds. */
export const describeContact = readOperation('DescribeContact', DescribeContactCommand, ['Contact']);
export const searchContacts = readOperation('SearchContacts', SearchContactsCommand, ['Contacts']);
export const listAssociatedContacts = readOperation('ListAssociatedContacts', ListAssociatedContactsCommand, [
  'ContactSummaryList',
]);
export const listContactReferences = readOperation('ListContactReferences', ListContactReferencesCommand, [
  'ReferenceSummaryList',
]);
export const describeQueue = readOperation('DescribeQueue', DescribeQueueCommand, ['Queue']);
export const listQueues = readOperation('ListQueues', ListQueuesCommand, ['QueueSummaryList']);
export const searchQueues = readOperation('SearchQueues', SearchQueuesCommand, ['Queues']);
export const describeUser = readOperation('DescribeUser', DescribeUserCommand, ['User']);
export const searchUsers = readOperation('SearchUsers', SearchUsersCommand, ['Users']);
export const describeContactFlow = readOperation('DescribeContactFlow', DescribeContactFlowCommand, ['ContactFlow']);
export const listContactFlows = readOperation('ListContactFlows', ListContactFlowsCommand, ['ContactFlowSummaryList']);
export const describeInstance = readOperation('DescribeInstance', DescribeInstanceCommand, ['Instance']);
export const describePredefinedAttribute = readOperation(
  'DescribePredefinedAttribute',
  DescribePredefinedAttributeCommand,
  ['PredefinedAttribute'],
);
export const getCurrentMetricData = readOperation('GetCurrentMetricData', GetCurrentMetricDataCommand, [
  'MetricResults',
]);
export const describeQuickConnect = readOperation('DescribeQuickConnect', DescribeQuickConnectCommand, [
  'QuickConnect',
]);
export const describeRoutingProfile = readOperation('DescribeRoutingProfile', DescribeRoutingProfileCommand, [
  'RoutingProfile',
]);
export const describeAgentStatus = readOperation('DescribeAgentStatus', DescribeAgentStatusCommand, ['AgentStatus']);
export const describeInstanceAttribute = readOperation('DescribeInstanceAttribute', DescribeInstanceAttributeCommand, [
  'Attribute',
]);
export const getCurrentUserData = readOperation('GetCurrentUserData', GetCurrentUserDataCommand, ['UserDataList']);
export const getContactAttributes = readOperation('GetContactAttributes', GetContactAttributesCommand, []);
