import { expect } from '@jest/globals';
import { evaluated, newTask, users } from '../support/demo.js';
import { evaluate, newEvaluation } from '../support/evaluations.js';
import type { TestGateway } from '../support/gateway.js';
import { describeMutations, type RefusalCase } from '../support/mutation-cases.js';

const answers = [
  { refId: 'greeting', value: { stringValue: 'yes' } },
  { refId: 'tone', value: { numericValue: 9 } },
  { refId: 'missing', value: { stringValues: ['time', 'rights'] } },
  { refId: 'solved', value: { notApplicable: true } },
];
const notes = [{ refId: 'manner', value: 'Kind.' }];
const draft = async (gateway: TestGateway) => ({ evaluationId: await newEvaluation(gateway), answers, notes });
const withAnswer = (refId: string, value: object) => async (gateway: TestGateway) => ({
  evaluationId: await newEvaluation(gateway),
  answers: [{ refId, value }],
});

const notSuitable = (reason: string, more: object = {}) => ({
  __typename: 'ConnectEvaluationNotSuitableError',
  reason,
  ...more,
});
const missing = (resource: string, resourceId: string) => ({
  __typename: 'ConnectResourceNotFoundError',
  resource,
  resourceId,
});
const misfit = (title: string, refId: string, value: object): RefusalCase => ({
  title,
  input: withAnswer(refId, value),
  answer: notSuitable('ANSWER_NOT_SUITABLE', { refId, connectError: 'InvalidParameterException' }),
});

/** What saving and submitting have in common. */
const wrongAnswers: readonly RefusalCase[] = [
  misfit('names a question that has no such option', 'greeting', { stringValue: 'perhaps' }),
  misfit('names a question that has not all of the options', 'missing', { stringValues: ['time', 'money'] }),
  misfit('names a question whose range an answer leaves', 'tone', { numericValue: 11 }),
  misfit('names a question that is answered in another way', 'tone', { stringValue: 'kind' }),
  misfit('names a question that always applies', 'greeting', { notApplicable: true }),
  {
    title: 'names a question that the form does not have',
    input: withAnswer('weather', { stringValue: 'fine' }),
    answer: notSuitable('UNKNOWN_REFERENCE', { refId: 'weather' }),
  },
  {
    title: 'names what a note is about that the form does not have',
    input: async (gateway) => ({
      evaluationId: await newEvaluation(gateway),
      notes: [{ refId: 'weather', value: 'Fine.' }],
    }),
    answer: notSuitable('UNKNOWN_REFERENCE', { refId: 'weather' }),
  },
  {
    title: 'names an evaluation that does not exist',
    input: () => ({ evaluationId: 'none' }),
    answer: missing('EVALUATION', 'none'),
  },
  {
    title: 'refuses what is given twice or too long before any call',
    input: () => ({
      evaluationId: evaluated.evaluation,
      answers: [answers[0], answers[0], { refId: 'remark', value: { stringValue: 'x'.repeat(301) } }],
      deletedAnswers: ['greeting'],
    }),
    answer: {
      __typename: 'ConnectInvalidInputError',
      violations: [
        { path: ['answers', '1', 'refId'], message: 'is given twice.' },
        { path: ['deletedAnswers', '0'], message: 'is given twice.' },
        { path: ['answers', '2', 'value', 'stringValue'], message: 'must have at most 300 characters, not 301.' },
      ],
    },
  },
];

describeMutations([
  {
    mutation: 'startContactEvaluation',
    input: async (gateway) => ({
      contactId: await newTask(gateway),
      formId: evaluated.form,
      autoEvaluation: true,
      tags: [{ key: 'a', value: 'b' }],
    }),
    selection:
      'evaluationId evaluationArn evaluation { status formVersion autoEvaluationEnabled contact { id } tags { value } }',
    success: ({ contactId }) => ({
      evaluationId: expect.any(String),
      evaluation: {
        ...{ status: 'DRAFT', formVersion: 2, autoEvaluationEnabled: true },
        ...{ contact: { id: contactId }, tags: [{ value: 'b' }] },
      },
    }),
    refusals: [
      {
        title: 'refuses a form of which no version is active, and says so',
        input: async (gateway) => ({ contactId: await newTask(gateway), formId: evaluated.inactiveForm }),
        answer: notSuitable('FORM_NOT_ACTIVE', { connectError: 'InvalidParameterException' }),
      },
      {
        title: 'names the evaluation that there is by the same form',
        input: () => ({ contactId: evaluated.contact, formId: evaluated.form }),
        answer: notSuitable('ALREADY_EVALUATED', {
          existingEvaluationId: evaluated.evaluation,
          connectError: 'ResourceConflictException',
        }),
      },
      {
        title: 'names a form that does not exist',
        input: async (gateway) => ({ contactId: await newTask(gateway), formId: 'none' }),
        answer: missing('EVALUATION_FORM', 'none'),
      },
      {
        title: 'names a contact that does not exist',
        input: () => ({ contactId: 'nobody', formId: evaluated.form }),
        answer: missing('CONTACT', 'nobody'),
      },
    ],
  },
  {
    mutation: 'updateContactEvaluation',
    input: async (gateway) => ({ ...(await draft(gateway)), evaluatorId: users.ines }),
    selection: 'evaluationId evaluation { status evaluator { id } notes { refId value } answers { refId } }',
    success: ({ evaluationId }) => ({
      evaluationId,
      evaluation: {
        status: 'DRAFT',
        evaluator: { id: users.ines },
        notes,
        answers: answers.map(({ refId }) => ({ refId })),
      },
    }),
    refusals: [
      ...wrongAnswers,
      {
        title: 'refuses what was submitted, and says so',
        input: () => ({ evaluationId: evaluated.evaluation, notes }),
        answer: notSuitable('STATUS_NOT_SUPPORTED', {
          status: 'SUBMITTED',
          connectError: 'ResourceConflictException',
        }),
      },
    ],
  },
  {
    mutation: 'submitContactEvaluation',
    input: draft,
    selection: 'evaluationId evaluation { status score { percentage automaticFail } }',
    success: ({ evaluationId }) => ({
      evaluationId,
      evaluation: { status: 'SUBMITTED', score: { percentage: 100, automaticFail: false } },
    }),
    refusals: wrongAnswers,
  },
  {
    mutation: 'deleteContactEvaluation',
    input: async (gateway) => ({ evaluationId: await newEvaluation(gateway) }),
    selection: 'evaluationId',
    success: ({ evaluationId }) => ({ evaluationId }),
    refusals: [
      {
        title: 'names an evaluation that was deleted before',
        input: async (gateway) => {
          const input = { evaluationId: await newEvaluation(gateway) };
          await evaluate(gateway, 'deleteContactEvaluation', input);
          return input;
        },
        answer: { ...missing('EVALUATION', ''), resourceId: expect.any(String) },
      },
    ],
  },
]);
