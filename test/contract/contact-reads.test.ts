import { expect, test } from '@jest/globals';
import { expectShown, type OutputTable, structuresOf } from './output-members.js';

const page = { NextToken: '`pageInfo` and cursors stand for it' };
const contactKeys = { Arn: 'arn', Id: 'id' };
const times = { InitiationTimestamp: 'initiatedAt', DisconnectTimestamp: 'disconnectedAt' };
const relatives = {
  InitialContactId: 'initialContact',
  PreviousContactId: 'previousContact',
};
const startAndEnd = { StartTimestamp: 'startedAt', EndTimestamp: 'endedAt' };
const participant = { Time: 'happenedAt' };
const agent = {
  Id: 'ConnectContact.user',
  ConnectedToAgentTimestamp: 'ConnectContact.connectedToUserAt',
};
const queue = { Id: 'queue', EnqueueTimestamp: 'enqueuedAt' };
const segmentValue = { ValueString: 'text', ValueMap: 'entries' };
const reference = { type: 'ConnectReference' };

const table: OutputTable = {
  DescribeContactResponse: { type: 'ConnectInstance' },
  Contact: {
    type: 'ConnectContact',
    fields: {
      ...contactKeys,
      ...times,
      ...relatives,
      RelatedContactId: 'relatedContact',
      QueueInfo: 'queue',
      AgentInfo: 'handling',
      LastUpdateTimestamp: 'lastUpdatedAt',
      LastPausedTimestamp: 'pausedAt',
      LastResumedTimestamp: 'resumedAt',
      RingStartTimestamp: 'ringStartedAt',
      TotalPauseCount: 'pauseCount',
      TotalPauseDurationInSeconds: 'pauseDurationSeconds',
      ScheduledTimestamp: 'scheduledAt',
      WisdomInfo: 'wisdom',
      ConnectedToSystemTimestamp: 'connectedToSystemAt',
      Campaign: 'campaignId',
      DisconnectDetails: 'potentialDisconnectIssue',
      ContactEvaluations: 'evaluationRecords',
      TaskTemplateInfo: 'taskTemplateArn',
      Customer: 'customerParticipant',
      ContactDetails: 'details',
      GlobalResiliencyMetadata: 'globalResiliency',
    },
  },
  QueueInfo: { type: 'ConnectContact', fields: queue },
  AgentInfo: {
    type: 'ConnectHandling',
    fields: {
      ...agent,
      AcceptedByAgentTimestamp: 'acceptedAt',
      PreviewEndTimestamp: 'previewEndedAt',
      AgentPauseDurationInSeconds: 'pauseDurationSeconds',
      HierarchyGroups: 'hierarchyGroupArns',
      DeviceInfo: 'device',
      AfterContactWorkDuration: 'afterContactWorkDurationSeconds',
      AfterContactWorkStartTimestamp: 'afterContactWorkStartedAt',
      AfterContactWorkEndTimestamp: 'afterContactWorkEndedAt',
      AgentInitiatedHoldDuration: 'holdDurationSeconds',
    },
  },
  HierarchyGroups: {
    type: 'ConnectHandling',
    fields: Object.fromEntries([1, 2, 3, 4, 5].map((level) => [`Level${level}`, 'hierarchyGroupArns'])),
  },
  AgentHierarchyGroup: { type: 'ConnectHandling', fields: { Arn: 'hierarchyGroupArns' } },
  DeviceInfo: { type: 'ConnectDevice' },
  ParticipantCapabilities: { type: 'ConnectParticipantCapabilities' },
  StateTransition: {
    type: 'ConnectStateTransition',
    fields: { StateStartTimestamp: 'startedAt', StateEndTimestamp: 'endedAt' },
  },
  WisdomInfo: { type: 'ConnectWisdom' },
  AiAgentInfo: {
    type: 'ConnectAiAgent',
    fields: { AiUseCase: 'useCase', AiAgentVersionId: 'versionId', AiAgentEscalated: 'escalated' },
  },
  EndpointInfo: { type: 'ConnectEndpoint' },
  RoutingCriteria: { type: 'ConnectRoutingCriteria', fields: { ActivationTimestamp: 'activatedAt' } },
  Step: { type: 'ConnectRoutingStep' },
  Expiry: {
    type: 'ConnectRoutingExpiry',
    fields: { DurationInSeconds: 'durationSeconds', ExpiryTimestamp: 'expiresAt' },
  },
  Expression: {
    type: 'ConnectRoutingExpression',
    fields: {
      AttributeCondition: 'attribute',
      NotAttributeCondition: 'notAttribute',
      AndExpression: 'all',
      OrExpression: 'any',
    },
  },
  AttributeCondition: {
    type: 'ConnectRoutingAttributeCondition',
    fields: { Range: 'proficiencyRange', MatchCriteria: 'userMatch', ComparisonOperator: 'comparison' },
  },
  Range: { type: 'ConnectProficiencyRange', fields: { MinProficiencyLevel: 'min', MaxProficiencyLevel: 'max' } },
  MatchCriteria: { type: 'ConnectRoutingUserMatch', fields: { AgentsCriteria: 'users' } },
  AgentsCriteria: { type: 'ConnectRoutingUsers', fields: { AgentIds: 'userIds' } },
  Customer: { type: 'ConnectCustomerParticipant', fields: { DeviceInfo: 'device' } },
  Campaign: { type: 'ConnectContact' },
  CustomerVoiceActivity: {
    type: 'ConnectCustomerVoiceActivity',
    fields: { GreetingStartTimestamp: 'greetingStartedAt', GreetingEndTimestamp: 'greetingEndedAt' },
  },
  QualityMetrics: { type: 'ConnectQualityMetrics', fields: { Agent: 'user' } },
  AgentQualityMetrics: { type: 'ConnectSideQuality' },
  CustomerQualityMetrics: { type: 'ConnectSideQuality' },
  AudioQualityMetricsInfo: {
    type: 'ConnectAudioQuality',
    fields: { QualityScore: 'score', PotentialQualityIssues: 'potentialIssues' },
  },
  ChatMetrics: {
    type: 'ConnectChatMetrics',
    fields: { ChatContactMetrics: 'total', AgentMetrics: 'user', CustomerMetrics: 'customer' },
  },
  ChatContactMetrics: {
    type: 'ConnectChatTotals',
    fields: {
      TotalMessages: 'messages',
      TotalBotMessages: 'botMessages',
      TotalBotMessageLengthInChars: 'botMessageCharacters',
      ConversationCloseTimeInMillis: 'closeTimeMilliseconds',
      ConversationTurnCount: 'turns',
      AgentFirstResponseTimestamp: 'userFirstRespondedAt',
      AgentFirstResponseTimeInMillis: 'userFirstResponseTimeMilliseconds',
    },
  },
  ParticipantMetrics: {
    type: 'ConnectChatSide',
    fields: {
      ConversationAbandon: 'abandoned',
      MessagesSent: 'messages',
      NumResponses: 'responses',
      MessageLengthInChars: 'messageCharacters',
      TotalResponseTimeInMillis: 'responseTimeMilliseconds',
      MaxResponseTimeInMillis: 'maxResponseTimeMilliseconds',
      LastMessageTimestamp: 'lastMessageAt',
    },
  },
  DisconnectDetails: { type: 'ConnectContact' },
  AdditionalEmailRecipients: { type: 'ConnectEmailRecipients', fields: { ToList: 'to', CcList: 'cc' } },
  EmailRecipient: { type: 'ConnectEmailRecipient' },
  SegmentAttributeValue: {
    type: 'ConnectSegmentAttributeValue',
    fields: { ...segmentValue, ValueInteger: 'number', ValueList: 'list', ValueArn: 'arn' },
  },
  RecordingInfo: {
    type: 'ConnectRecording',
    fields: { StartTimestamp: 'startedAt', StopTimestamp: 'stoppedAt' },
  },
  ContactEvaluation: {
    type: 'ConnectEvaluationRecord',
    fields: { ...startAndEnd, EvaluationArn: 'arn', DeleteTimestamp: 'deletedAt' },
  },
  TaskTemplateInfoV2: { type: 'ConnectContact', fields: { Arn: 'taskTemplateArn', Name: 'taskTemplateName' } },
  ContactDetails: { type: 'ConnectContactDetails' },
  OutboundStrategy: { type: 'ConnectOutboundStrategy', fields: { Config: 'previewTimeoutSeconds' } },
  OutboundStrategyConfig: { type: 'ConnectOutboundStrategy', fields: { AgentFirst: 'previewTimeoutSeconds' } },
  AgentFirst: { type: 'ConnectOutboundStrategy', fields: { Preview: 'previewTimeoutSeconds' } },
  Preview: {
    type: 'ConnectOutboundStrategy',
    fields: { PostAcceptTimeoutConfig: 'previewTimeoutSeconds', AllowedUserActions: 'allowedActions' },
  },
  PostAcceptTimeoutConfig: {
    type: 'ConnectOutboundStrategy',
    fields: { DurationInSeconds: 'previewTimeoutSeconds' },
  },
  NextContactEntry: { type: 'ConnectNextContact', fields: { NextContactMetadata: 'contact' } },
  NextContactMetadata: { type: 'ConnectNextContact', fields: { QuickConnectContactData: 'contact' } },
  QuickConnectContactData: {
    type: 'ConnectNextContact',
    fields: { ContactId: 'contact', InitiationTimestamp: 'initiatedAt' },
  },
  GlobalResiliencyMetadata: { type: 'ConnectGlobalResiliency' },

  SearchContactsResponse: {
    type: 'ConnectContactConnection',
    fields: { Contacts: 'nodes' },
    leftOut: page,
  },
  ContactSearchSummary: {
    type: 'ConnectContact',
    fields: {
      ...contactKeys,
      ...times,
      ...relatives,
      QueueInfo: 'queue',
      AgentInfo: 'user',
      ScheduledTimestamp: 'scheduledAt',
      GlobalResiliencyMetadata: 'globalResiliency',
    },
  },
  ContactSearchSummaryQueueInfo: { type: 'ConnectContact', fields: queue },
  ContactSearchSummaryAgentInfo: { type: 'ConnectContact', fields: agent },
  ContactSearchSummarySegmentAttributeValue: { type: 'ConnectSegmentAttributeValue', fields: segmentValue },

  ListAssociatedContactsResponse: {
    type: 'ConnectContactConnection',
    fields: { ContactSummaryList: 'ConnectContact.associatedContacts' },
    leftOut: page,
  },
  AssociatedContactSummary: {
    type: 'ConnectContact',
    fields: { ContactId: 'id', ContactArn: 'arn', ...times, ...relatives, RelatedContactId: 'relatedContact' },
  },

  ListContactReferencesResponse: {
    type: 'ConnectContact',
    fields: { ReferenceSummaryList: 'references' },
    leftOut: { NextToken: 'is always null, by the API reference' },
  },
  ReferenceSummary: {
    type: 'ConnectReference',
    fields: Object.fromEntries(
      [
        ...['Url', 'Attachment', 'EmailMessage', 'EmailMessageRedacted', 'EmailMessagePlainText'],
        ...['EmailMessagePlainTextRedacted', 'String', 'Number', 'Date', 'Email'],
      ].map((member) => [member, 'type']),
    ),
  },
  UrlReference: reference,
  AttachmentReference: reference,
  EmailMessageReference: reference,
  StringReference: reference,
  NumberReference: reference,
  DateReference: reference,
  EmailReference: reference,

  GetContactAttributesResponse: { type: 'ConnectContact' },

  GetContactMetricsResponse: {
    type: 'ConnectContact',
    fields: { MetricResults: 'metrics', Id: 'id', Arn: 'arn' },
  },
  ContactMetricResult: {
    type: 'ConnectContactMetrics',
    fields: { Value: 'estimatedWaitSeconds' },
    leftOut: { Name: 'each metric is a field of its own' },
  },
  ContactMetricValue: { type: 'ConnectContactMetrics', fields: { Number: 'positionInQueue' } },

  ListRealtimeContactAnalysisSegmentsV2Response: {
    type: 'ConnectAnalysisSegmentConnection',
    fields: { Channel: 'ConnectContact.channel', Segments: 'nodes' },
    leftOut: page,
  },
  RealtimeContactAnalysisSegment: {
    type: 'ConnectAnalysisSegmentConnection',
    fields: Object.fromEntries(
      ['Transcript', 'Categories', 'Issues', 'Event', 'Attachments', 'PostContactSummary'].map((one) => [one, 'nodes']),
    ),
  },
  RealTimeContactAnalysisSegmentTranscript: { type: 'ConnectTranscriptSegment', fields: participant },
  RealTimeContactAnalysisTimeData: { type: 'ConnectTranscriptSegment', fields: { AbsoluteTime: 'happenedAt' } },
  RealTimeContactAnalysisTranscriptItemRedaction: {
    type: 'ConnectTranscriptRedaction',
    fields: { CharacterOffsets: 'characters' },
  },
  RealTimeContactAnalysisCharacterInterval: {
    type: 'ConnectCharacterInterval',
    fields: { BeginOffsetChar: 'begin', EndOffsetChar: 'end' },
  },
  RealTimeContactAnalysisSegmentCategories: {
    type: 'ConnectCategoriesSegment',
    fields: { MatchedDetails: 'categories' },
  },
  RealTimeContactAnalysisCategoryDetails: { type: 'ConnectMatchedCategory' },
  RealTimeContactAnalysisPointOfInterest: {
    type: 'ConnectPointOfInterest',
    fields: { TranscriptItems: 'transcriptParts' },
  },
  RealTimeContactAnalysisTranscriptItemWithCharacterOffsets: {
    type: 'ConnectTranscriptPart',
    fields: { Id: 'segmentId', CharacterOffsets: 'characters' },
  },
  RealTimeContactAnalysisSegmentIssues: { type: 'ConnectIssuesSegment', fields: { IssuesDetected: 'issues' } },
  RealTimeContactAnalysisIssueDetected: {
    type: 'ConnectDetectedIssue',
    fields: { TranscriptItems: 'transcriptParts' },
  },
  RealTimeContactAnalysisTranscriptItemWithContent: {
    type: 'ConnectTranscriptPart',
    fields: { Id: 'segmentId', CharacterOffsets: 'characters' },
  },
  RealTimeContactAnalysisSegmentEvent: { type: 'ConnectEventSegment', fields: participant },
  RealTimeContactAnalysisSegmentAttachments: { type: 'ConnectAttachmentsSegment', fields: participant },
  RealTimeContactAnalysisAttachment: {
    type: 'ConnectAnalysisAttachment',
    fields: { AttachmentName: 'name', AttachmentId: 'id' },
  },
  RealTimeContactAnalysisSegmentPostContactSummary: { type: 'ConnectPostContactSummarySegment' },
};

const operations = [
  'DescribeContact',
  'SearchContacts',
  'ListAssociatedContacts',
  'ListContactReferences',
  'GetContactAttributes',
  'GetContactMetrics',
  'ListRealtimeContactAnalysisSegmentsV2',
];

test.each(operations)('every member of what %s answers is shown, or left out for a reason', (operation) => {
  expectShown(operation, table);
});

test('the table names no structure that these operations do not answer with', () => {
  const answered = new Set(operations.flatMap(structuresOf));
  expect(Object.keys(table).filter((name) => !answered.has(name))).toEqual([]);
});
