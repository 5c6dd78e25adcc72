import { closedEnum, describeEnum } from '../graph/types/open-enum.js';

export enum ConnectEvaluationStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  REVIEW_REQUESTED = 'REVIEW_REQUESTED',
  UNDER_REVIEW = 'UNDER_REVIEW',
  UNKNOWN = 'UNKNOWN',
}
const statusDescriptions = {
  DRAFT: 'It is being filled in.',
  SUBMITTED: 'It was submitted, and has its scores.',
  REVIEW_REQUESTED: 'The agent asked for a review.',
  UNDER_REVIEW: 'It is being reviewed.',
};
describeEnum(ConnectEvaluationStatus, 'ConnectEvaluationStatus', 'How far an evaluation has come.', {
  ...statusDescriptions,
  UNKNOWN: 'A status that this schema does not know yet; see `statusRaw`.',
});

export const ConnectEvaluationStatusFilter = closedEnum(ConnectEvaluationStatus);
export type ConnectEvaluationStatusFilter = Exclude<ConnectEvaluationStatus, ConnectEvaluationStatus.UNKNOWN>;
describeEnum(
  ConnectEvaluationStatusFilter,
  'ConnectEvaluationStatusFilter',
  'Statuses that can be asked for.',
  statusDescriptions,
);

export enum ConnectEvaluationType {
  STANDARD = 'STANDARD',
  CALIBRATION = 'CALIBRATION',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectEvaluationType, 'ConnectEvaluationType', 'Type of an evaluation.', {
  STANDARD: 'It evaluates the contact.',
  CALIBRATION: 'Several people evaluate the same contact, to find a common measure.',
  UNKNOWN: 'A type that this schema does not know yet; see `typeRaw`.',
});

export enum ConnectEvaluationAutomationStatus {
  IN_PROGRESS = 'IN_PROGRESS',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(
  ConnectEvaluationAutomationStatus,
  'ConnectEvaluationAutomationStatus',
  'Outcome of an automated evaluation.',
  {
    IN_PROGRESS: 'It is still at it.',
    SUCCEEDED: 'It has answered.',
    FAILED: 'It has failed.',
    UNKNOWN: 'A status that this schema does not know yet; see the field beside it.',
  },
);

export enum ConnectEvaluationParticipantRole {
  AGENT = 'AGENT',
  SYSTEM = 'SYSTEM',
  CUSTOM_BOT = 'CUSTOM_BOT',
  CUSTOMER = 'CUSTOMER',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(
  ConnectEvaluationParticipantRole,
  'ConnectEvaluationParticipantRole',
  'Role of the participant who is evaluated.',
  {
    AGENT: "An agent's.",
    SYSTEM: "A flow's.",
    CUSTOM_BOT: "A bot's.",
    CUSTOMER: "The customer's.",
    UNKNOWN: 'A role that this schema does not know yet; see `participantRoleRaw`.',
  },
);

export enum ConnectEvaluationQuestionType {
  TEXT = 'TEXT',
  SINGLESELECT = 'SINGLESELECT',
  MULTISELECT = 'MULTISELECT',
  NUMERIC = 'NUMERIC',
  DATETIME = 'DATETIME',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectEvaluationQuestionType, 'ConnectEvaluationQuestionType', 'How a question is answered.', {
  TEXT: 'By a text: `stringValue`.',
  SINGLESELECT: "By one option's `refId`: `stringValue`.",
  MULTISELECT: "By some options' `refId`: `stringValues`.",
  NUMERIC: 'By a number: `numericValue`.',
  DATETIME: 'By a moment in time: `valueAt`.',
  UNKNOWN: 'In a way that this schema does not know yet; see `typeRaw`.',
});

export enum ConnectEvaluationFormStatus {
  DRAFT = 'DRAFT',
  ACTIVE = 'ACTIVE',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectEvaluationFormStatus, 'ConnectEvaluationFormStatus', 'Whether a version of a form is in use.', {
  DRAFT: 'It is not in use: a draft, or a version that was replaced.',
  ACTIVE: 'New evaluations are made with it.',
  UNKNOWN: 'A status that this schema does not know yet; see `statusRaw`.',
});
