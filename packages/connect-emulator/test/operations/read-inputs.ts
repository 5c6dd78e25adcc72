const instanceArn = 'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001';
const id = (block: string, number: number) => `${block}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const contact = (number: number) => id('cccccccc', number);
const queue = id('aaaaaaaa', 1);
const profile = id('abababab', 1);
const user = id('bbbbbbbb', 1);
const hours = id('99999999', 1);
const form = id('55555555', 1);
const submitted = id('44444444', 1);
const draft = id('44444444', 2);
const file = { FileId: 'file-0001', AssociatedResourceArn: `${instanceArn}/contact/${contact(35)}` };
const resourceArn = `${instanceArn}/queue/${queue}`;

/** A full hour that number of hours ago. */
const hoursAgo = (hours: number) => new Date((Math.floor(Date.now() / 3_600_000) - hours) * 3_600_000);

/**
 * An input for each operation on the directory, attached files, evaluations and metrics, for which the demo world
 * returns as many members as possible.
 */
export const readInputs: Readonly<Record<string, object>> = {
  DescribeAgentStatus: { AgentStatusId: id('acacacac', 3) },
  DescribeContactFlow: { ContactFlowId: id('ffffffff', 3) },
  DescribeContactFlowModule: { ContactFlowModuleId: id('66666666', 11) },
  DescribeEmailAddress: { EmailAddressId: id('aeaeaeae', 1) },
  DescribeHoursOfOperation: { HoursOfOperationId: hours },
  DescribeInstance: {},
  DescribeInstanceAttribute: { AttributeType: 'CONTACT_LENS' },
  DescribeInstanceStorageConfig: { AssociationId: id('66666666', 51), ResourceType: 'CHAT_TRANSCRIPTS' },
  DescribePhoneNumber: { PhoneNumberId: id('adadadad', 1) },
  DescribePredefinedAttribute: { Name: 'Language' },
  DescribePrompt: { PromptId: id('66666666', 1) },
  DescribeQueue: { QueueId: queue },
  DescribeQuickConnect: { QuickConnectId: id('dddddddd', 1) },
  DescribeRoutingProfile: { RoutingProfileId: profile },
  DescribeSecurityProfile: { SecurityProfileId: id('77777777', 1) },
  DescribeUser: { UserId: user },
  DescribeUserHierarchyGroup: { HierarchyGroupId: id('88888888', 3) },
  DescribeUserHierarchyStructure: {},
  DescribeView: { ViewId: id('66666666', 21) },
  GetEffectiveHoursOfOperations: { HoursOfOperationId: hours, FromDate: '2026-01-05', ToDate: '2026-01-07' },
  GetTaskTemplate: { TaskTemplateId: id('eeeeeeee', 1) },
  ListAgentStatuses: { MaxResults: 3 },
  ListContactFlowModules: {},
  ListContactFlows: { MaxResults: 5 },
  ListHoursOfOperations: {},
  ListInstanceAttributes: { MaxResults: 3 },
  ListInstanceStorageConfigs: { ResourceType: 'ATTACHMENTS' },
  ListInstances: { MaxResults: 1 },
  ListPhoneNumbersV2: { TargetArn: instanceArn, MaxResults: 1 },
  ListPredefinedAttributes: { MaxResults: 2 },
  ListPrompts: {},
  ListQueueQuickConnects: { QueueId: queue, MaxResults: 1 },
  ListQueues: { MaxResults: 5 },
  ListQuickConnects: { MaxResults: 2 },
  ListRoutingProfileManualAssignmentQueues: { RoutingProfileId: profile },
  ListRoutingProfileQueues: { RoutingProfileId: profile, MaxResults: 1 },
  ListRoutingProfiles: { MaxResults: 2 },
  ListSecurityProfiles: {},
  ListTagsForResource: { resourceArn },
  ListTaskTemplates: {},
  ListUserHierarchyGroups: { MaxResults: 2 },
  ListUserProficiencies: { UserId: user },
  ListUsers: { MaxResults: 5 },
  ListViews: {},
  SearchAgentStatuses: { MaxResults: 3 },
  SearchContactFlows: { MaxResults: 5 },
  SearchEmailAddresses: { MaxResults: 1 },
  SearchHoursOfOperations: {},
  SearchPredefinedAttributes: {},
  SearchQueues: { MaxResults: 5 },
  SearchQuickConnects: { MaxResults: 2 },
  SearchResourceTags: { MaxResults: 2 },
  SearchRoutingProfiles: { MaxResults: 2 },
  SearchUsers: { MaxResults: 5 },
  TagResource: { resourceArn, tags: { team: 'x' } },
  UntagResource: { resourceArn, tagKeys: ['team'] },
  UpdateQueueStatus: { QueueId: queue, Status: 'DISABLED' },

  BatchGetAttachedFileMetadata: { ...file, FileIds: ['file-0001', 'none'] },
  CompleteAttachedFileUpload: file,
  DeleteAttachedFile: file,
  GetAttachedFile: file,
  StartAttachedFileUpload: {
    AssociatedResourceArn: `${instanceArn}/contact/${contact(9)}`,
    FileName: 'bill.pdf',
    FileSizeInBytes: 9,
    FileUseCaseType: 'ATTACHMENT',
  },

  DeleteContactEvaluation: { EvaluationId: draft },
  DescribeContactEvaluation: { EvaluationId: submitted },
  DescribeEvaluationForm: { EvaluationFormId: form },
  ListContactEvaluations: { ContactId: contact(19) },
  ListEvaluationFormVersions: { EvaluationFormId: form, MaxResults: 2 },
  ListEvaluationForms: { MaxResults: 1 },
  SearchContactEvaluations: { MaxResults: 1 },
  StartContactEvaluation: { ContactId: contact(16), EvaluationFormId: form },
  SubmitContactEvaluation: {
    EvaluationId: draft,
    Answers: { tone: { Value: { NumericValue: 9 } }, solved: { Value: { StringValue: 'fully' } } },
  },
  UpdateContactEvaluation: { EvaluationId: draft, Answers: { tone: { Value: { NumericValue: 9 } } } },

  GetContactMetrics: {
    ContactId: contact(2),
    Metrics: [{ Name: 'POSITION_IN_QUEUE' }, { Name: 'ESTIMATED_WAIT_TIME' }],
  },
  GetCurrentMetricData: {
    Filters: { Queues: [queue], Channels: ['TASK'] },
    Groupings: ['QUEUE', 'CHANNEL'],
    CurrentMetrics: [{ Name: 'CONTACTS_IN_QUEUE', Unit: 'COUNT' }],
  },
  GetCurrentUserData: { Filters: { Agents: [user, id('bbbbbbbb', 10)] } },
  GetMetricData: {
    StartTime: hoursAgo(20),
    EndTime: hoursAgo(1),
    Filters: { Queues: [queue], Channels: ['VOICE'] },
    Groupings: ['QUEUE', 'CHANNEL'],
    HistoricalMetrics: [{ Name: 'CONTACTS_HANDLED', Unit: 'COUNT', Statistic: 'SUM' }],
  },
  GetMetricDataV2: {
    ResourceArn: instanceArn,
    StartTime: hoursAgo(20),
    EndTime: hoursAgo(1),
    Filters: [{ FilterKey: 'QUEUE', FilterValues: [queue] }],
    Groupings: ['QUEUE', 'CHANNEL'],
    Metrics: [{ Name: 'CONTACTS_HANDLED' }, { Name: 'AVG_HANDLE_TIME' }],
  },
  ListRealtimeContactAnalysisSegmentsV2: {
    ContactId: contact(20),
    OutputType: 'Raw',
    SegmentTypes: ['Transcript', 'Categories', 'Issues', 'Event', 'Attachments', 'PostContactSummary'],
  },
};
