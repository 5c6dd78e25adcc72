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

/** An evaluation in full. Only a submitted one has scores. */
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

/** An evaluation as ListContactEvaluations shows it. */
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

/** An evaluation as a row of a search. */
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

/** What a form asks, without who made it and when. */
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

/** A draft has none, whatever was answered. */
export function finalScores(evaluation: Evaluation, form: EvaluationForm): Scores | undefined {
  return evaluation.submittedAt === undefined ? undefined : scoresOf(form, evaluation.answers);
}

export function statusOf({ submittedAt }: Evaluation): 'DRAFT' | 'SUBMITTED' {
  return submittedAt === undefined ? 'DRAFT' : 'SUBMITTED';
}

/** Automation is over at once in this world, and suggests nothing. */
const automation = { AutoEvaluationEnabled: true, AutoEvaluationStatus: 'SUCCEEDED' } as const;

/** The agent who is evaluated. */
function participant({ agentId }: Evaluation) {
  return agentId === undefined
    ? undefined
    : { ContactParticipantRole: 'AGENT' as const, ContactParticipantId: agentId };
}
