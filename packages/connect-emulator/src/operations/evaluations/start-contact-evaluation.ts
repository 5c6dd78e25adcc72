import { randomUUID } from 'node:crypto';
import type { StartContactEvaluationCommandInput, StartContactEvaluationCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { callerArn } from '../caller.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceStateOf, resourceOf } from '../resolve.js';

/** Starts an empty evaluation of a contact with the active version of a form. */
export function startContactEvaluation(
  input: StartContactEvaluationCommandInput,
  world: World,
): Omit<StartContactEvaluationCommandOutput, '$metadata'> {
  const { assumptions, now } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const { evaluations } = state;
  const contact = contactOf(state, input.ContactId);
  const form = resourceOf(world, state.directory.evaluationForms, input.EvaluationFormId);
  if (form.activeVersion === undefined) throw refusal(assumptions.errorOfFormWithoutActiveVersion);
  const others = evaluations.of(contact.id);
  if (assumptions.secondEvaluationByForm === 'refuse' && others.some(({ formId }) => formId === form.id)) {
    throw refusal('ResourceConflictException');
  }
  if (others.length >= assumptions.evaluationsPerContact) throw refusal('ServiceQuotaExceededException');

  const id = randomUUID();
  const arn = `${state.instance.arn}/contact-evaluation/${id}`;
  evaluations.put(
    {
      id,
      arn,
      formId: form.id,
      formVersion: form.activeVersion,
      contactId: contact.id,
      agentId: contact.agentId,
      evaluatorArn: callerArn(state.instance),
      isAutomated: input.AutoEvaluationConfiguration?.Enabled ?? false,
      answers: {},
      notes: {},
      createdAt: now,
      modifiedAt: now,
      tags: input.Tags ?? {},
    },
    now,
  );
  world.changed();
  return { EvaluationId: id, EvaluationArn: arn };
}
