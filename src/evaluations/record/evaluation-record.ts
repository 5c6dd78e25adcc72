import type {
  Evaluation,
  EvaluationAcknowledgementSummary,
  EvaluationContactParticipant,
  EvaluationFormContent,
  EvaluationReviewMetadata,
  EvaluationScore,
  EvaluationSearchSummary,
  EvaluationSummary,
} from '@aws-sdk/client-connect';
import type { DescribedEvaluation } from '../../connect/reads/evaluation-reads.js';
import { type KnownPart, knownPart } from '../../graph/types/entity.js';

/**
 * An evaluation in one structure, since each of Connect's reads returns a different structure. For example, only some
 * reads return the automation flag when automation is off.
 */
export interface EvaluationRecord {
  readonly Arn?: string | undefined;
  readonly ContactId?: string | undefined;
  readonly FormId?: string | undefined;
  readonly FormVersion?: number | undefined;
  readonly FormTitle?: string | undefined;
  readonly Form?: EvaluationFormContent | undefined;
  readonly Status?: string | undefined;
  readonly EvaluationType?: string | undefined;
  readonly EvaluatorArn?: string | undefined;
  readonly ContactAgentId?: string | undefined;
  readonly ContactParticipant?: EvaluationContactParticipant | undefined;
  readonly CalibrationSessionId?: string | undefined;
  readonly SamplingJobId?: string | undefined;
  readonly Score?: EvaluationScore | undefined;
  readonly Scores?: Evaluation['Scores'];
  readonly Answers?: Evaluation['Answers'];
  readonly Notes?: Evaluation['Notes'];
  readonly AutoEvaluationEnabled?: boolean | undefined;
  readonly AutoEvaluationStatus?: string | undefined;
  readonly Acknowledgement?: EvaluationAcknowledgementSummary | undefined;
  readonly ReviewId?: string | undefined;
  readonly Review?: EvaluationReviewMetadata | undefined;
  readonly CreatedTime?: Date | undefined;
  readonly LastModifiedTime?: Date | undefined;
  readonly Tags?: Record<string, string> | undefined;
}

/** Converts the output of DescribeContactEvaluation, which has all members. */
export function recordOf({ Evaluation: evaluation, EvaluationForm: Form }: DescribedEvaluation): EvaluationRecord {
  const { EvaluationArn: Arn, Metadata, ...rest } = evaluation ?? {};
  const { AutoEvaluation, ...metadata } = Metadata ?? {};
  return {
    ...rest,
    ...metadata,
    Arn,
    Form,
    FormId: Form?.EvaluationFormId,
    FormVersion: Form?.EvaluationFormVersion,
    FormTitle: Form?.Title,
    ReviewId: Metadata?.Review?.ReviewId,
    AutoEvaluationEnabled: AutoEvaluation?.AutoEvaluationEnabled ?? false,
    AutoEvaluationStatus: AutoEvaluation?.AutoEvaluationStatus,
  };
}

const shownByBoth = [
  ...(['Arn', 'ContactId', 'FormId', 'FormTitle', 'Status', 'EvaluationType', 'EvaluatorArn'] as const),
  ...(['ContactParticipant', 'CalibrationSessionId', 'Score', 'AutoEvaluationEnabled'] as const),
  ...(['AutoEvaluationStatus', 'Acknowledgement', 'CreatedTime', 'LastModifiedTime'] as const),
] satisfies readonly (keyof EvaluationRecord)[];

/** Converts an item of ListContactEvaluations. */
export function partOfSummary(ContactId: string, summary: EvaluationSummary): KnownPart<EvaluationRecord> {
  const { EvaluationArn: Arn, EvaluationFormId: FormId, EvaluationFormTitle: FormTitle, ...rest } = summary;
  const AutoEvaluationEnabled = rest.AutoEvaluationEnabled ?? false;
  return knownPart<EvaluationRecord>(shownByBoth, {
    ...rest,
    Arn,
    ContactId,
    FormId,
    FormTitle,
    AutoEvaluationEnabled,
  });
}

/** Converts a row of SearchContactEvaluations. */
export function partOfRow(row: EvaluationSearchSummary): KnownPart<EvaluationRecord> {
  const metadata: Partial<NonNullable<EvaluationSearchSummary['Metadata']>> = row.Metadata ?? {};
  const { ScorePercentage: Percentage, ScoreNotApplicable, ScoreAutomaticFail, AcknowledgedTime } = metadata;
  const { ContactParticipantRole, ContactParticipantId, AcknowledgedBy, AcknowledgerComment } = metadata;
  const isScored = Percentage !== undefined || ScoreNotApplicable !== undefined || ScoreAutomaticFail !== undefined;
  const values: EvaluationRecord = {
    Arn: row.EvaluationArn,
    ContactId: metadata.ContactId,
    FormId: row.EvaluationFormId,
    FormVersion: row.EvaluationFormVersion,
    FormTitle: row.EvaluationFormTitle,
    Status: row.Status,
    EvaluationType: row.EvaluationType,
    EvaluatorArn: metadata.EvaluatorArn,
    ContactAgentId: metadata.ContactAgentId,
    ContactParticipant: ContactParticipantRole && { ContactParticipantRole, ContactParticipantId },
    CalibrationSessionId: metadata.CalibrationSessionId,
    SamplingJobId: metadata.SamplingJobId,
    Score: isScored
      ? { Percentage, NotApplicable: ScoreNotApplicable ?? false, AutomaticFail: ScoreAutomaticFail ?? false }
      : undefined,
    AutoEvaluationEnabled: metadata.AutoEvaluationEnabled ?? false,
    AutoEvaluationStatus: metadata.AutoEvaluationStatus,
    Acknowledgement: AcknowledgedTime && { AcknowledgedTime, AcknowledgedBy, AcknowledgerComment },
    ReviewId: metadata.ReviewId,
    CreatedTime: row.CreatedTime,
    LastModifiedTime: row.LastModifiedTime,
    Tags: row.Tags,
  };
  return knownPart<EvaluationRecord>(
    [...shownByBoth, 'FormVersion', 'ContactAgentId', 'SamplingJobId', 'ReviewId', 'Tags'],
    values,
  );
}
