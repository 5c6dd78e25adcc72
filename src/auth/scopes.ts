/** What a token may allow. `contacts:listen` and `agents:write` are for operations that are still to come. */
export const scopes = [
  /** Contacts, but for what is personal. */
  'contacts:read',
  /** To start, transfer and stop contacts. */
  'contacts:write',
  /** Personal data of contacts: addresses, attributes, references, name and description. */
  'contacts:pii',
  /** To listen to contacts. */
  'contacts:listen',
  /** Queues, users, flows and the like. */
  'directory:read',
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

  ConnectContact: ['contacts:read'],
  ConnectContactConnection: ['contacts:read'],
  ConnectContactEdge: ['contacts:read'],
  ConnectTag: ['contacts:read'],
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

  ConnectAttachedFile: ['contacts:read'],
  // A file's name may tell who sent it and what is in it.
  'ConnectAttachedFile.fileName': ['contacts:pii'],
  ConnectFileDownload: ['contacts:pii'],

  ConnectEvaluation: ['contacts:read'],
  ConnectEvaluationConnection: ['contacts:read'],
  ConnectEvaluationEdge: ['contacts:read'],
  ConnectEvaluationScore: ['contacts:read'],
  ConnectEvaluationItemScore: ['contacts:read'],
  ConnectEvaluationAcknowledgement: ['contacts:read'],
  ConnectEvaluationReview: ['contacts:read'],
  // What evaluators, agents and models write of a conversation may tell of the customer, as the conversation does.
  'ConnectEvaluationAcknowledgement.comment': ['contacts:pii'],
  ConnectEvaluationReviewComment: ['contacts:pii'],
  ConnectEvaluationNote: ['contacts:pii'],
  ConnectEvaluationAnswer: ['contacts:pii'],
  ConnectEvaluationStringAnswer: ['contacts:pii'],
  ConnectEvaluationStringsAnswer: ['contacts:pii'],
  ConnectEvaluationNumericAnswer: ['contacts:pii'],
  ConnectEvaluationDateTimeAnswer: ['contacts:pii'],
  ConnectEvaluationNotApplicableAnswer: ['contacts:pii'],
  ConnectEvaluationSuggestedAnswer: ['contacts:pii'],
  ConnectEvaluationMatchedCategory: ['contacts:pii'],
  ConnectEvaluationPointOfInterest: ['contacts:pii'],

  ConnectEvaluationForm: ['directory:read'],
  ConnectEvaluationFormSummary: ['directory:read'],
  ConnectEvaluationFormSummaryConnection: ['directory:read'],
  ConnectEvaluationFormSummaryEdge: ['directory:read'],
  ConnectEvaluationFormSection: ['directory:read'],
  ConnectEvaluationFormQuestion: ['directory:read'],
  ConnectEvaluationNumericProperties: ['directory:read'],
  ConnectEvaluationNumericRange: ['directory:read'],
  ConnectEvaluationSelectProperties: ['directory:read'],
  ConnectEvaluationOption: ['directory:read'],
  ConnectEvaluationEnablement: ['directory:read'],
  ConnectEvaluationCondition: ['directory:read'],
  ConnectEvaluationExpression: ['directory:read'],

  PageInfo: [],

  'Mutation.completeAttachedFileUpload': ['contacts:write'],
  'Mutation.deleteAttachedFile': ['contacts:write'],
  'Mutation.deleteContactEvaluation': ['contacts:write'],
  'Mutation.pauseContact': ['contacts:write'],
  'Mutation.startAttachedFileUpload': ['contacts:write'],
  'Mutation.startContactEvaluation': ['contacts:write'],
  'Mutation.startTaskContact': ['contacts:write'],
  'Mutation.stopContact': ['contacts:write'],
  'Mutation.submitContactEvaluation': ['contacts:write'],
  'Mutation.tagContact': ['contacts:write'],
  'Mutation.transferContact': ['contacts:write'],
  'Mutation.updateContactEvaluation': ['contacts:write'],
};
