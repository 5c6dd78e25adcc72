/** What a token may allow. */
export const scopes = [
  /** Contacts, but for what is personal. */
  'contacts:read',
  /** To start, transfer and stop contacts. */
  'contacts:write',
  /** Personal data of contacts: addresses, attributes, references, name and description. */
  'contacts:pii',
  /** To listen to contacts. */
  'contacts:listen',
  /** Queues, users, flows and the like, and what they are at. */
  'directory:read',
  /** Personal data of users: email addresses and phone numbers. */
  'directory:pii',
  /** To change what agents do. */
  'agents:write',
] as const;
export type Scope = (typeof scopes)[number];

/** Scopes by the name of a type, or by type and field as `Type.field`. */
export type ScopeTable = Readonly<Record<string, readonly Scope[]>>;

/**
 * Who may see and do what: the one table, which is enforced here and published for routers.
 *
 * The scopes of a type hold for every field and every reference that leads to it; those of a field hold beside them. An
 * empty list lets everybody in who is authenticated. A mutation that is not named here, or a type that a query can reach,
 * is refused to all.
 */
export const scopeTable: ScopeTable = {
  ConnectInstance: [],
  ConnectInstanceConnection: [],
  ConnectInstanceEdge: [],

  ConnectContact: ['contacts:read'],
  ConnectContactConnection: ['contacts:read'],
  ConnectContactEdge: ['contacts:read'],
  ConnectTransferability: ['contacts:read'],

  'ConnectContact.name': ['contacts:pii'],
  'ConnectContact.description': ['contacts:pii'],
  ConnectAttribute: ['contacts:pii'],
  ConnectEndpoint: ['contacts:pii'],
  ConnectReference: ['contacts:pii'],

  ConnectQueue: ['directory:read'],
  ConnectQueueConnection: ['directory:read'],
  ConnectQueueEdge: ['directory:read'],
  ConnectUser: ['directory:read'],
  ConnectUserConnection: ['directory:read'],
  ConnectUserEdge: ['directory:read'],
  ConnectContactFlow: ['directory:read'],
  ConnectContactFlowConnection: ['directory:read'],
  ConnectContactFlowEdge: ['directory:read'],
  ConnectRoutingProfile: ['directory:read'],
  ConnectRoutingProfileConnection: ['directory:read'],
  ConnectRoutingProfileEdge: ['directory:read'],
  ConnectRoutingProfileQueue: ['directory:read'],
  ConnectRoutingProfileQueueConnection: ['directory:read'],
  ConnectRoutingProfileQueueEdge: ['directory:read'],
  ConnectMediaConcurrency: ['directory:read'],
  ConnectQuickConnect: ['directory:read'],
  ConnectQuickConnectConnection: ['directory:read'],
  ConnectQuickConnectEdge: ['directory:read'],
  ConnectUserQuickConnectConfig: ['directory:read'],
  ConnectQueueQuickConnectConfig: ['directory:read'],
  ConnectPhoneNumberQuickConnectConfig: ['directory:read'],
  ConnectFlowQuickConnectConfig: ['directory:read'],
  ConnectHoursOfOperation: ['directory:read'],
  ConnectHoursOfOperationConnection: ['directory:read'],
  ConnectHoursOfOperationEdge: ['directory:read'],
  ConnectOpenHours: ['directory:read'],
  ConnectTimeOfDay: ['directory:read'],
  ConnectAgentStatus: ['directory:read'],
  ConnectAgentStatusConnection: ['directory:read'],
  ConnectAgentStatusEdge: ['directory:read'],
  ConnectTaskTemplate: ['directory:read'],
  ConnectTaskTemplateConnection: ['directory:read'],
  ConnectTaskTemplateEdge: ['directory:read'],
  ConnectTaskTemplateField: ['directory:read'],
  ConnectHierarchyGroup: ['directory:read'],
  ConnectHierarchyGroupConnection: ['directory:read'],
  ConnectHierarchyGroupEdge: ['directory:read'],
  ConnectOutboundCallerConfig: ['directory:read'],
  ConnectUserPhoneConfig: ['directory:read'],
  ConnectUserChannelConfig: ['directory:read'],
  ConnectCurrentUser: ['directory:read'],
  ConnectCurrentUserConnection: ['directory:read'],
  ConnectCurrentUserEdge: ['directory:read'],
  ConnectChannelSlots: ['directory:read'],
  ConnectCurrentMetric: ['directory:read'],
  ConnectCurrentMetricRow: ['directory:read'],
  ConnectCurrentMetricRowConnection: ['directory:read'],
  ConnectCurrentMetricRowEdge: ['directory:read'],

  'ConnectUser.email': ['directory:pii'],
  'ConnectUser.secondaryEmail': ['directory:pii'],
  'ConnectUser.mobile': ['directory:pii'],
  'ConnectUser.deskPhoneNumber': ['directory:pii'],
  ConnectUserPhoneNumber: ['directory:pii'],

  ConnectHeldContact: ['contacts:read', 'directory:read'],

  /** Of what leads to it, whatever that is. */
  ConnectTag: [],
  PageInfo: [],

  'Mutation.associateContactWithUser': ['contacts:write'],
  'Mutation.dismissUserContact': ['contacts:write'],
  'Mutation.monitorContact': ['contacts:listen'],
  'Mutation.pauseContact': ['contacts:write'],
  'Mutation.putUserStatus': ['agents:write'],
  'Mutation.resumeContact': ['contacts:write'],
  'Mutation.resumeContactRecording': ['contacts:write'],
  'Mutation.startContactMediaProcessing': ['contacts:write'],
  'Mutation.startContactRecording': ['contacts:write'],
  'Mutation.startContactStreaming': ['contacts:write'],
  'Mutation.startScreenSharing': ['contacts:write'],
  'Mutation.startTaskContact': ['contacts:write'],
  'Mutation.stopContact': ['contacts:write'],
  'Mutation.stopContactMediaProcessing': ['contacts:write'],
  'Mutation.stopContactRecording': ['contacts:write'],
  'Mutation.stopContactStreaming': ['contacts:write'],
  'Mutation.suspendContactRecording': ['contacts:write'],
  'Mutation.tagContact': ['contacts:write'],
  'Mutation.transferContact': ['contacts:write'],
  'Mutation.transferContactToQuickConnect': ['contacts:write'],
  'Mutation.untagContact': ['contacts:write'],
  'Mutation.updateContact': ['contacts:write'],
  'Mutation.updateContactAttributes': ['contacts:write'],
  'Mutation.updateContactRoutingData': ['contacts:write'],
  'Mutation.updateContactSchedule': ['contacts:write'],
  'Mutation.updateParticipantAuthentication': ['contacts:write'],
  'Mutation.updateParticipantRoleConfig': ['contacts:write'],
};
