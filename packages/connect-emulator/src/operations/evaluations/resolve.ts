import type { EvaluationForm } from '../../world/evaluations/evaluation-forms.js';
import type { Evaluation } from '../../world/evaluations/evaluations.js';
import type { InstanceState } from '../../world/instance-state.js';
import { notFound } from '../refusal.js';

/**
 * Finds an evaluation by id.
 * @throws ConnectException ResourceNotFoundException when the instance has no such evaluation.
 */
export function evaluationOf({ evaluations }: InstanceState, id: string | undefined): Evaluation {
  const found = evaluations.get(id ?? '');
  if (!found) throw notFound();
  return found;
}

/** Returns the form of an evaluation. It always exists, because the world never deletes forms. */
export function formOf({ directory }: InstanceState, { formId }: Evaluation): EvaluationForm {
  const form = directory.evaluationForms.get(formId);
  if (!form) throw new Error(`An evaluation has the form ${formId}, which does not exist.`);
  return form;
}
