import type {
  SubmitContactEvaluationCommandInput,
  SubmitContactEvaluationCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';
import { evaluatorArn, isComplete, mergeChanges } from './answers.js';
import { evaluationOf, formOf } from './resolve.js';

/**
 * Merges answers and notes into an evaluation, draft or submitted, and submits it. A submitted evaluation has scores.
 */
export function submitContactEvaluation(
  input: SubmitContactEvaluationCommandInput,
  world: World,
): Omit<SubmitContactEvaluationCommandOutput, '$metadata'> {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const evaluation = evaluationOf(state, input.EvaluationId);
  const form = formOf(state, evaluation);
  const changes = mergeChanges(evaluation, input, form, world);
  if (assumptions.incompleteEvaluation === 'refuse' && !isComplete(form, changes.answers)) {
    throw refusal(assumptions.errorOfWrongAnswer);
  }
  const evaluator = evaluatorArn(input.SubmittedBy, state);
  state.evaluations.put({ ...evaluation, ...changes, evaluatorArn: evaluator, modifiedAt: now, submittedAt: now }, now);
  world.changed();
  return { EvaluationId: evaluation.id, EvaluationArn: evaluation.arn };
}
