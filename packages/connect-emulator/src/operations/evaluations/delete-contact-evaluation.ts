import type { DeleteContactEvaluationCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceStateOf } from '../resolve.js';
import { evaluationOf } from './resolve.js';

/** Deletes an evaluation, draft or submitted. The contact record still lists it, as deleted. */
export function deleteContactEvaluation(input: DeleteContactEvaluationCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  state.evaluations.delete(evaluationOf(state, input.EvaluationId), world.now);
  world.changed();
  return {};
}
