import type {
  Evaluation as ConnectEvaluation,
  EvaluationFormContent,
  EvaluationSearchSummary,
  EvaluationSummary,
} from '@aws-sdk/client-connect';
import type { EvaluationForm } from '../../world/evaluations/evaluation-forms.js';
import { type Scores, scoresOf } from '../../world/evaluations/evaluation-scores.js';
import type { Evaluation } from '../../world/evaluations/evaluations.js';
import { dateOf } from '../date.js';

/** Describes an evaluation. Only a submitted evaluation has scores. */
export function describeEvaluation(evaluation: Evaluation, form: EvaluationForm): ConnectEvaluation {
  const scores = finalScores(evaluation, form);
  return {
    EvaluationId: evaluation.id,
    EvaluationArn: evaluation.arn,
    Metadata: {
      ContactId: evaluation.contactId,
      EvaluatorArn: evaluation.evaluatorArn,
      ContactAgentId: evaluation.agentId,
      Score: scores?.overall,
      AutoEvaluation: evaluation.isAutomated ? automation : undefined,
      ContactParticipant: participant(evaluation),
    },
    Answers: Object.fromEntries(Object.entries(evaluation.answers).map(([ref, Value]) => [ref, { Value }])),
    Notes: Object.fromEntries(Object.entries(evaluation.notes).map(([ref, Value]) => [ref, { Value }])),
    Status: statusOf(evaluation),
    Scores: scores?.items,
    CreatedTime: dateOf(evaluation.createdAt),
    LastModifiedTime: dateOf(evaluation.modifiedAt),
    EvaluationType: 'STANDARD',
    Tags: evaluation.tags,
  };
}

/** Returns an evaluation as ListContactEvaluations shows it. */
export function summarizeEvaluation(evaluation: Evaluation, form: EvaluationForm): EvaluationSummary {
  return {
    EvaluationId: evaluation.id,
    EvaluationArn: evaluation.arn,
    EvaluationFormId: evaluation.formId,
    EvaluationFormTitle: form.title,
    Status: statusOf(evaluation),
    AutoEvaluationEnabled: evaluation.isAutomated,
    AutoEvaluationStatus: evaluation.isAutomated ? automation.AutoEvaluationStatus : undefined,
    EvaluatorArn: evaluation.evaluatorArn,
    Score: finalScores(evaluation, form)?.overall,
    EvaluationType: 'STANDARD',
    CreatedTime: dateOf(evaluation.createdAt),
    LastModifiedTime: dateOf(evaluation.modifiedAt),
    ContactParticipant: participant(evaluation),
  };
}

/** Returns an evaluation as SearchContactEvaluations shows it. */
export function searchedEvaluation(evaluation: Evaluation, form: EvaluationForm): EvaluationSearchSummary {
  const score = finalScores(evaluation, form)?.overall;
  const { ContactParticipantRole, ContactParticipantId } = participant(evaluation) ?? {};
  return {
    EvaluationId: evaluation.id,
    EvaluationArn: evaluation.arn,
    EvaluationFormId: evaluation.formId,
    EvaluationFormVersion: evaluation.formVersion,
    EvaluationFormTitle: form.title,
    Metadata: {
      ContactId: evaluation.contactId,
      EvaluatorArn: evaluation.evaluatorArn,
      ContactAgentId: evaluation.agentId,
      ScorePercentage: score?.Percentage,
      ScoreAutomaticFail: score?.AutomaticFail,
      ScoreNotApplicable: score?.NotApplicable,
      AutoEvaluationEnabled: evaluation.isAutomated,
      AutoEvaluationStatus: evaluation.isAutomated ? automation.AutoEvaluationStatus : undefined,
      ContactParticipantRole,
      ContactParticipantId,
    },
    Status: statusOf(evaluation),
    EvaluationType: 'STANDARD',
    CreatedTime: dateOf(evaluation.createdAt),
    LastModifiedTime: dateOf(evaluation.modifiedAt),
    Tags: evaluation.tags,
  };
}

/** Returns the content of a form, without author and times. */
export function formContent(form: EvaluationForm, version: number): EvaluationFormContent {
  return {
    EvaluationFormId: form.id,
    EvaluationFormArn: form.arn,
    EvaluationFormVersion: version,
    Title: form.title,
    Description: form.description,
    Items: [...form.items],
    ScoringStrategy: form.scoring,
    AutoEvaluationConfiguration: { Enabled: form.autoEvaluation },
  };
}

/** Returns the scores of a submitted evaluation. A draft has none. */
export function finalScores(evaluation: Evaluation, form: EvaluationForm): Scores | undefined {
  return evaluation.submittedAt === undefined ? undefined : scoresOf(form, evaluation.answers);
}

export function statusOf({ submittedAt }: Evaluation): 'DRAFT' | 'SUBMITTED' {
  return submittedAt === undefined ? 'DRAFT' : 'SUBMITTED';
}

/** Automated evaluation succeeds at once and suggests no answers. */
const automation = { AutoEvaluationEnabled: true, AutoEvaluationStatus: 'SUCCEEDED' } as const;

/** Returns the evaluated agent, if there is one. */
function participant({ agentId }: Evaluation) {
  return agentId === undefined
    ? undefined
    : { ContactParticipantRole: 'AGENT' as const, ContactParticipantId: agentId };
}
