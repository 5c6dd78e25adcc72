import {
  DescribeAgentStatusCommand,
  DescribeContactCommand,
  DescribeContactFlowCommand,
  DescribeHoursOfOperationCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstanceCommand,
  DescribePredefinedAttributeCommand,
  DescribeQueueCommand,
  DescribeQuickConnectCommand,
  DescribeRoutingProfileCommand,
  DescribeUserCommand,
  DescribeUserHierarchyGroupCommand,
  GetContactAttributesCommand,
  GetContactMetricsCommand,
  GetCurrentMetricDataCommand,
  GetCurrentUserDataCommand,
  GetTaskTemplateCommand,
  ListAssociatedContactsCommand,
  ListContactFlowsCommand,
  ListContactReferencesCommand,
  ListInstancesCommand,
  ListQueueQuickConnectsCommand,
  ListQueuesCommand,
  ListQuickConnectsCommand,
  ListRealtimeContactAnalysisSegmentsV2Command,
  ListRoutingProfileManualAssignmentQueuesCommand,
  ListRoutingProfileQueuesCommand,
  ListTagsForResourceCommand,
  ListTaskTemplatesCommand,
  ListUserHierarchyGroupsCommand,
  SearchAgentStatusesCommand,
  SearchContactFlowsCommand,
  SearchContactsCommand,
  SearchHoursOfOperationsCommand,
  SearchQueuesCommand,
  SearchQuickConnectsCommand,
  SearchRoutingProfilesCommand,
  SearchUsersCommand,
} from '@aws-sdk/client-connect';
import { readOperation } from '../calls/operation.js';

// Declarations of reads, each with the members that Connect's output always has.
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
export const searchContactFlows = readOperation('SearchContactFlows', SearchContactFlowsCommand, ['ContactFlows']);
export const searchRoutingProfiles = readOperation('SearchRoutingProfiles', SearchRoutingProfilesCommand, [
  'RoutingProfiles',
]);
export const listRoutingProfileQueues = readOperation('ListRoutingProfileQueues', ListRoutingProfileQueuesCommand, [
  'RoutingProfileQueueConfigSummaryList',
]);
export const listRoutingProfileManualAssignmentQueues = readOperation(
  'ListRoutingProfileManualAssignmentQueues',
  ListRoutingProfileManualAssignmentQueuesCommand,
  ['RoutingProfileManualAssignmentQueueConfigSummaryList'],
);
export const listQuickConnects = readOperation('ListQuickConnects', ListQuickConnectsCommand, [
  'QuickConnectSummaryList',
]);
export const listQueueQuickConnects = readOperation('ListQueueQuickConnects', ListQueueQuickConnectsCommand, [
  'QuickConnectSummaryList',
]);
export const searchQuickConnects = readOperation('SearchQuickConnects', SearchQuickConnectsCommand, ['QuickConnects']);
export const describeHoursOfOperation = readOperation('DescribeHoursOfOperation', DescribeHoursOfOperationCommand, [
  'HoursOfOperation',
]);
export const searchHoursOfOperations = readOperation('SearchHoursOfOperations', SearchHoursOfOperationsCommand, [
  'HoursOfOperations',
]);
export const searchAgentStatuses = readOperation('SearchAgentStatuses', SearchAgentStatusesCommand, ['AgentStatuses']);
export const getTaskTemplate = readOperation('GetTaskTemplate', GetTaskTemplateCommand, ['Id']);
export const listTaskTemplates = readOperation('ListTaskTemplates', ListTaskTemplatesCommand, ['TaskTemplates']);
export const describeUserHierarchyGroup = readOperation(
  'DescribeUserHierarchyGroup',
  DescribeUserHierarchyGroupCommand,
  ['HierarchyGroup'],
);
export const listUserHierarchyGroups = readOperation('ListUserHierarchyGroups', ListUserHierarchyGroupsCommand, [
  'UserHierarchyGroupSummaryList',
]);
export const listInstances = readOperation('ListInstances', ListInstancesCommand, ['InstanceSummaryList']);
export const getContactMetrics = readOperation('GetContactMetrics', GetContactMetricsCommand, ['MetricResults']);
export const listRealtimeContactAnalysisSegments = readOperation(
  'ListRealtimeContactAnalysisSegmentsV2',
  ListRealtimeContactAnalysisSegmentsV2Command,
  ['Segments', 'Status'],
);
export const listTagsForResource = readOperation('ListTagsForResource', ListTagsForResourceCommand, ['tags']);
