import { formId } from '../world.mjs';
import { byToken, marking, mutation, unique } from './shape.mjs';

/** The only part of the form of this world on which there can be notes without answers. */
const refId = 'manner';
const selection = 'evaluationId clientToken';
const noted = {
  ...marking(
    ({ notes }) => notes[0].value,
    ({ Notes }) => Notes?.[refId]?.Value,
  ),
  selection,
  takes: 'draftEvaluation',
  input: (random, evaluationId) => ({ evaluationId, notes: [{ refId, value: unique(random) }] }),
  other: (input) => ({ ...input, notes: [{ refId, value: 'other' }] }),
};

/** How contacts are judged. */
export const evaluations = {
  startContactEvaluation: mutation('StartContactEvaluation', {
    ...byToken,
    weight: 2,
    selection,
    resultOf: ({ evaluationId }) => evaluationId,
    takes: 'task',
    input: (_random, contactId) => ({ contactId, formId }),
    other: (input) => ({ ...input, formId: `${input.formId}-other` }),
    isCall: (input, call) => call.ContactId === input.contactId && call.EvaluationFormId === input.formId,
    becomes: 'task',
    makes: ({ evaluationId }) => ({ draftEvaluation: evaluationId }),
  }),
  updateContactEvaluation: mutation('UpdateContactEvaluation', { ...noted, becomes: 'draftEvaluation' }),
  submitContactEvaluation: mutation('SubmitContactEvaluation', { ...noted, becomes: 'submittedEvaluation' }),
  deleteContactEvaluation: mutation('DeleteContactEvaluation', {
    ...marking(
      ({ evaluationId }) => evaluationId,
      ({ EvaluationId }) => EvaluationId,
    ),
    selection,
    takes: 'submittedEvaluation',
    input: (_random, evaluationId) => ({ evaluationId }),
    other: (input) => ({ evaluationId: `${input.evaluationId}-other` }),
  }),
};
