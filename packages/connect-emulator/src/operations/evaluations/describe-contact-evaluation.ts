import type {
  DescribeContactEvaluationCommandInput,
  DescribeContactEvaluationCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceStateOf } from '../resolve.js';
import { describeEvaluation, formContent } from './output.js';
import { evaluationOf, formOf } from './resolve.js';

/** Describes an evaluation with its form. */
export function describeContactEvaluation(
  input: DescribeContactEvaluationCommandInput,
  world: World,
): Omit<DescribeContactEvaluationCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const evaluation = evaluationOf(state, input.EvaluationId);
  const form = formOf(state, evaluation);
  return {
    Evaluation: describeEvaluation(evaluation, form),
    EvaluationForm: formContent(form, evaluation.formVersion),
  };
}
