import type {
  UpdateContactEvaluationCommandInput,
  UpdateContactEvaluationCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';
import { evaluatorArn, mergeChanges } from './answers.js';
import { evaluationOf, formOf } from './resolve.js';

/** Updates the answers and notes of a draft. */
export function updateContactEvaluation(
  input: UpdateContactEvaluationCommandInput,
  world: World,
): Omit<UpdateContactEvaluationCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const evaluation = evaluationOf(state, input.EvaluationId);
  if (evaluation.submittedAt !== undefined) throw refusal(world.assumptions.errorOfUpdateOfSubmittedEvaluation);
  const changes = mergeChanges(evaluation, input, formOf(state, evaluation), world);
  const evaluator = evaluatorArn(input.UpdatedBy, state);
  state.evaluations.put({ ...evaluation, ...changes, evaluatorArn: evaluator, modifiedAt: world.now }, world.now);
  world.changed();
  return { EvaluationId: evaluation.id, EvaluationArn: evaluation.arn };
}
