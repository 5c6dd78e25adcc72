import type { ContactEvaluation } from '@aws-sdk/client-connect';
import type { DeletedEvaluation, Evaluation } from '../../world/evaluations/evaluations.js';
import type { InstanceState } from '../../world/instance-state.js';
import { dateOf } from '../date.js';

/**
 * Returns the evaluations of a contact record by form, including deleted ones. For each form the last existing
 * evaluation is shown or, if none exists, the one deleted last. EvaluationArn is "the Amazon Resource Name for the
 * evaluation form" (API reference), despite its name.
 */
export function contactEvaluations(
  contactId: string,
  { evaluations, directory }: InstanceState,
): Record<string, ContactEvaluation> | undefined {
  const all: (Evaluation & Partial<DeletedEvaluation>)[] = [
    ...evaluations.deletedOf(contactId),
    ...evaluations.of(contactId),
  ];
  if (all.length === 0) return undefined;
  return Object.fromEntries(
    all.map((evaluation) => [
      evaluation.formId,
      {
        FormId: evaluation.formId,
        EvaluationArn: directory.evaluationForms.get(evaluation.formId)?.arn,
        Status: statusOf(evaluation),
        StartTimestamp: dateOf(evaluation.createdAt),
        EndTimestamp: dateOf(evaluation.submittedAt),
        DeleteTimestamp: dateOf(evaluation.deletedAt),
      },
    ]),
  );
}

function statusOf({ deletedAt, submittedAt }: Partial<DeletedEvaluation>): ContactEvaluation['Status'] {
  if (deletedAt !== undefined) return 'DELETED';
  return submittedAt === undefined ? 'IN_PROGRESS' : 'COMPLETE';
}
