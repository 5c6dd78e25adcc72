import type {
  UpdateContactEvaluationCommandInput,
  UpdateContactEvaluationCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceOf } from '../resolve.js';
import { evaluatorArn, mergeChanges } from './answers.js';
import { evaluationOf, formOf } from './resolve.js';

/** Updates the answers and notes of a draft. */
export function updateContactEvaluation(
  input: UpdateContactEvaluationCommandInput,
  world: World,
): Omit<UpdateContactEvaluationCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  const evaluation = evaluationOf(instance, input.EvaluationId);
  if (evaluation.submittedAt !== undefined) throw refusal(world.assumptions.errorOfUpdateOfSubmittedEvaluation);
  const changes = mergeChanges(evaluation, input, formOf(instance, evaluation), world);
  const evaluator = evaluatorArn(input.UpdatedBy, instance);
  instance.evaluations.put({ ...evaluation, ...changes, evaluatorArn: evaluator, modifiedAt: world.now }, world.now);
  world.changed();
  return { EvaluationId: evaluation.id, EvaluationArn: evaluation.arn };
}
