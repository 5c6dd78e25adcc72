import type { ListContactEvaluationsCommandInput, ListContactEvaluationsCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { summarizeEvaluation } from './output.js';
import { formOf } from './resolve.js';

/** Lists the evaluations of a contact. One response holds all: "NextToken is always null" (API reference). */
export function listContactEvaluations(
  input: ListContactEvaluationsCommandInput,
  world: World,
): Omit<ListContactEvaluationsCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  return {
    EvaluationSummaryList: state.evaluations
      .of(contact.id)
      .map((evaluation) => summarizeEvaluation(evaluation, formOf(state, evaluation))),
  };
}
