import { closedEnum, describeEnum } from '../graph/types/open-enum.js';

export enum ConnectEvaluationStatus {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  REVIEW_REQUESTED = 'REVIEW_REQUESTED',
  UNDER_REVIEW = 'UNDER_REVIEW',
  UNKNOWN = 'UNKNOWN',
}
const statusDescriptions = {
  DRAFT: 'The evaluation is being filled in.',
  SUBMITTED: 'The evaluation was submitted, and has scores.',
  REVIEW_REQUESTED: 'The agent asked for a review.',
  UNDER_REVIEW: 'The evaluation is being reviewed.',
};
describeEnum(ConnectEvaluationStatus, 'ConnectEvaluationStatus', 'Status of an evaluation.', {
  ...statusDescriptions,
  UNKNOWN: "Status that this schema does not define. See `statusRaw` for Connect's value.",
});

export const ConnectEvaluationStatusFilter = closedEnum(ConnectEvaluationStatus);
export type ConnectEvaluationStatusFilter = Exclude<ConnectEvaluationStatus, ConnectEvaluationStatus.UNKNOWN>;
describeEnum(
  ConnectEvaluationStatusFilter,
  'ConnectEvaluationStatusFilter',
  'Status of evaluations to filter by.',
  statusDescriptions,
);

export enum ConnectEvaluationType {
  STANDARD = 'STANDARD',
  CALIBRATION = 'CALIBRATION',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectEvaluationType, 'ConnectEvaluationType', 'Type of an evaluation.', {
  STANDARD: 'Standard evaluation of a contact.',
  CALIBRATION: 'Calibration: several people evaluate the same contact, to align their standards.',
  UNKNOWN: "Type that this schema does not define. See `typeRaw` for Connect's value.",
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
  'Status of an automated evaluation.',
  {
    IN_PROGRESS: 'The automation is still running.',
    SUCCEEDED: 'The automation has answered.',
    FAILED: 'The automation has failed.',
    UNKNOWN:
      "Status that this schema does not define. See `statusRaw` or `autoEvaluationStatusRaw` for Connect's value.",
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
    AGENT: 'Agent.',
    SYSTEM: 'The system: a flow without an agent.',
    CUSTOM_BOT: 'Bot.',
    CUSTOMER: 'Customer.',
    UNKNOWN: "Role that this schema does not define. See `participantRoleRaw` for Connect's value.",
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
describeEnum(
  ConnectEvaluationQuestionType,
  'ConnectEvaluationQuestionType',
  'Type of a question, which determines the form of its answer.',
  {
    TEXT: 'Text, answered with `stringValue`.',
    SINGLESELECT: 'Choice of one option, answered with its `refId` in `stringValue`.',
    MULTISELECT: 'Choice of several options, answered with their `refId` in `stringValues`.',
    NUMERIC: 'Number, answered with `numericValue`.',
    DATETIME: 'Date and time, answered with `valueAt`.',
    UNKNOWN: "Type that this schema does not define. See `typeRaw` for Connect's value.",
  },
);

export enum ConnectEvaluationFormStatus {
  DRAFT = 'DRAFT',
  ACTIVE = 'ACTIVE',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectEvaluationFormStatus, 'ConnectEvaluationFormStatus', 'Status of a version of an evaluation form.', {
  DRAFT: 'The version is not in use: it is a draft, or was replaced by another version.',
  ACTIVE: 'The version is in use for new evaluations.',
  UNKNOWN: "Status that this schema does not define. See `statusRaw` for Connect's value.",
});
