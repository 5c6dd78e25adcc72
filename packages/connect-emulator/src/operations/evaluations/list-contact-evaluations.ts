import type { ListContactEvaluationsCommandInput, ListContactEvaluationsCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { contactOf, instanceOf } from '../resolve.js';
import { summarizeEvaluation } from './output.js';
import { formOf } from './resolve.js';

/** Lists the evaluations of a contact. One response holds all: "NextToken is always null" (API reference). */
export function listContactEvaluations(
  input: ListContactEvaluationsCommandInput,
  world: World,
): Omit<ListContactEvaluationsCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  const contact = contactOf(instance, input.ContactId);
  return {
    EvaluationSummaryList: instance.evaluations
      .of(contact.id)
      .map((evaluation) => summarizeEvaluation(evaluation, formOf(instance, evaluation))),
  };
}
