import type { Behaviour } from '../behaviour.js';
import { describeEmailAddress, searchEmailAddresses } from './administration/email-addresses.js';
import { describeContactFlowModule, listContactFlowModules } from './administration/flow-modules.js';
import {
  describeInstance,
  describeInstanceAttribute,
  describeInstanceStorageConfig,
  listInstanceAttributes,
  listInstanceStorageConfigs,
  listInstances,
} from './administration/instances.js';
import { describePhoneNumber, listPhoneNumbersV2 } from './administration/phone-numbers.js';
import {
  describePredefinedAttribute,
  listPredefinedAttributes,
  searchPredefinedAttributes,
} from './administration/predefined-attributes.js';
import { describePrompt, listPrompts } from './administration/prompts.js';
import { describeSecurityProfile, listSecurityProfiles } from './administration/security-profiles.js';
import { describeView, listViews } from './administration/views.js';
import { describeAgentStatus, listAgentStatuses, searchAgentStatuses } from './agent-statuses.js';
import { describeContactFlow, listContactFlows, searchContactFlows } from './flows.js';
import { describeUserHierarchyGroup, describeUserHierarchyStructure, listUserHierarchyGroups } from './hierarchy.js';
import {
  describeHoursOfOperation,
  getEffectiveHoursOfOperations,
  listHoursOfOperations,
  searchHoursOfOperations,
} from './hours-of-operation.js';
import { describeQueue, listQueueQuickConnects, listQueues, searchQueues, updateQueueStatus } from './queues.js';
import { describeQuickConnect, listQuickConnects, searchQuickConnects } from './quick-connects.js';
import {
  describeRoutingProfile,
  listRoutingProfileManualAssignmentQueues,
  listRoutingProfileQueues,
  listRoutingProfiles,
  searchRoutingProfiles,
} from './routing-profiles.js';
import { listTagsForResource, searchResourceTags, tagResource, untagResource } from './tags.js';
import { getTaskTemplate, listTaskTemplates } from './task-templates.js';
import { describeUser, listUserProficiencies, listUsers, searchUsers } from './users.js';

/**
 * Behaviours for the resources that administrators configure. Each kind of resource has one file, because its
 * operations are similar.
 */
export const directoryBehaviours: Readonly<Record<string, Behaviour>> = {
  DescribeAgentStatus: describeAgentStatus,
  DescribeContactFlow: describeContactFlow,
  DescribeContactFlowModule: describeContactFlowModule,
  DescribeEmailAddress: describeEmailAddress,
  DescribeHoursOfOperation: describeHoursOfOperation,
  DescribeInstance: describeInstance,
  DescribeInstanceAttribute: describeInstanceAttribute,
  DescribeInstanceStorageConfig: describeInstanceStorageConfig,
  DescribePhoneNumber: describePhoneNumber,
  DescribePredefinedAttribute: describePredefinedAttribute,
  DescribePrompt: describePrompt,
  DescribeQueue: describeQueue,
  DescribeQuickConnect: describeQuickConnect,
  DescribeRoutingProfile: describeRoutingProfile,
  DescribeSecurityProfile: describeSecurityProfile,
  DescribeUser: describeUser,
  DescribeUserHierarchyGroup: describeUserHierarchyGroup,
  DescribeUserHierarchyStructure: describeUserHierarchyStructure,
  DescribeView: describeView,
  GetEffectiveHoursOfOperations: getEffectiveHoursOfOperations,
  GetTaskTemplate: getTaskTemplate,
  ListAgentStatuses: listAgentStatuses,
  ListContactFlowModules: listContactFlowModules,
  ListContactFlows: listContactFlows,
  ListHoursOfOperations: listHoursOfOperations,
  ListInstanceAttributes: listInstanceAttributes,
  ListInstanceStorageConfigs: listInstanceStorageConfigs,
  ListInstances: listInstances,
  ListPhoneNumbersV2: listPhoneNumbersV2,
  ListPredefinedAttributes: listPredefinedAttributes,
  ListPrompts: listPrompts,
  ListQueueQuickConnects: listQueueQuickConnects,
  ListQueues: listQueues,
  ListQuickConnects: listQuickConnects,
  ListRoutingProfileManualAssignmentQueues: listRoutingProfileManualAssignmentQueues,
  ListRoutingProfileQueues: listRoutingProfileQueues,
  ListRoutingProfiles: listRoutingProfiles,
  ListSecurityProfiles: listSecurityProfiles,
  ListTagsForResource: listTagsForResource,
  ListTaskTemplates: listTaskTemplates,
  ListUserHierarchyGroups: listUserHierarchyGroups,
  ListUserProficiencies: listUserProficiencies,
  ListUsers: listUsers,
  ListViews: listViews,
  SearchAgentStatuses: searchAgentStatuses,
  SearchContactFlows: searchContactFlows,
  SearchEmailAddresses: searchEmailAddresses,
  SearchHoursOfOperations: searchHoursOfOperations,
  SearchPredefinedAttributes: searchPredefinedAttributes,
  SearchQueues: searchQueues,
  SearchQuickConnects: searchQuickConnects,
  SearchResourceTags: searchResourceTags,
  SearchRoutingProfiles: searchRoutingProfiles,
  SearchUsers: searchUsers,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateQueueStatus: updateQueueStatus,
};
