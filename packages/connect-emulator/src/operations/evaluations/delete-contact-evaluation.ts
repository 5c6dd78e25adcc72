import type { DeleteContactEvaluationCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceOf } from '../resolve.js';
import { evaluationOf } from './resolve.js';

/** Deletes an evaluation, a draft or a submitted one. The contact's record goes on telling of it. */
export function deleteContactEvaluation(input: DeleteContactEvaluationCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  instance.evaluations.delete(evaluationOf(instance, input.EvaluationId), world.now);
  world.changed();
  return {};
}
