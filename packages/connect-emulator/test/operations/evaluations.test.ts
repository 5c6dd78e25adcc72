import { beforeEach, describe, expect, test } from '@jest/globals';
import { evaluationWorld, startEvaluation, text } from './evaluation-world.js';
import { type Served, serve } from './served.js';
import { instanceArn } from './support.js';

let served: Served;
beforeEach(async () => {
  served = await serve(evaluationWorld());
});

const start = (more: object = {}, to = served) => startEvaluation(to, more);
const describeIt = (EvaluationId: string) => served.send('DescribeContactEvaluation', { EvaluationId });
const submit = (EvaluationId: string, Answers?: object, to = served) =>
  to.send('SubmitContactEvaluation', { EvaluationId, Answers });

describe('A contact evaluation', () => {
  test('begins as an empty draft of the active version', async () => {
    const input = { ContactId: 'one', EvaluationFormId: 'form', Tags: { a: 'b' } };
    const { EvaluationId: id, EvaluationArn } = await served.send('StartContactEvaluation', input);
    expect(EvaluationArn).toBe(`${instanceArn}/contact-evaluation/${id}`);
    const { Evaluation, EvaluationForm } = await describeIt(id);
    expect(Evaluation).toEqual({
      EvaluationId: id,
      EvaluationArn,
      Metadata: {
        ContactId: 'one',
        ContactAgentId: 'ann',
        EvaluatorArn: expect.stringMatching(/^arn:aws:sts:/),
        ContactParticipant: { ContactParticipantRole: 'AGENT', ContactParticipantId: 'ann' },
      },
      Answers: {},
      Notes: {},
      Status: 'DRAFT',
      EvaluationType: 'STANDARD',
      CreatedTime: expect.any(Date),
      LastModifiedTime: expect.any(Date),
      Tags: { a: 'b' },
    });
    expect(EvaluationForm).toMatchObject({ EvaluationFormId: 'form', EvaluationFormVersion: 2, Title: 'Form' });
  });

  test('merges answers and notes, and deletes empty ones', async () => {
    const id = await start();
    const update = (input: object) => served.send('UpdateContactEvaluation', { EvaluationId: id, ...input });
    await update({
      Answers: { a: text('good'), text: text('Fine') },
      Notes: { a: { Value: 'Yes' }, first: { Value: 'Hm' } },
    });
    served.world.clock.advance(1_000);
    await update({
      Answers: { a: text('fair'), text: {}, n: { Value: { NumericValue: 7 } } },
      Notes: { a: {} },
      UpdatedBy: { ConnectUserArn: `${instanceArn}/agent/off` },
    });
    const { Evaluation } = await describeIt(id);
    expect(Evaluation.Answers).toEqual({ a: text('fair'), n: { Value: { NumericValue: 7 } } });
    expect(Evaluation.Notes).toEqual({ first: { Value: 'Hm' } });
    expect(Evaluation.Status).toBe('DRAFT');
    expect(Evaluation.Scores).toBeUndefined();
    expect(Evaluation.Metadata.EvaluatorArn).toBe(`${instanceArn}/agent/off`);
    expect(Evaluation.LastModifiedTime - Evaluation.CreatedTime).toBeGreaterThanOrEqual(1_000);
  });

  test('is submitted with the existing answers, and submitted again with more', async () => {
    const id = await start();
    await served.send('UpdateContactEvaluation', { EvaluationId: id, Answers: { a: text('good') } });
    expect((await submit(id)).EvaluationId).toBe(id);
    const first = (await describeIt(id)).Evaluation;
    expect(first).toMatchObject({ Status: 'SUBMITTED', Metadata: { Score: { Percentage: 100 } } });
    await submit(id, { a: text('bad') });
    expect((await describeIt(id)).Evaluation.Metadata.Score.Percentage).toBe(0);
    const refused = await served.refused('UpdateContactEvaluation', { EvaluationId: id, Answers: {} });
    expect(refused.name).toBe('ResourceConflictException');
    expect(refused.$metadata.httpStatusCode).toBe(409);
  });

  test('is not submitted with unanswered questions, if the assumptions say so', async () => {
    const strict = await serve(evaluationWorld({ incompleteEvaluation: 'refuse' }));
    const id = await start({ EvaluationFormId: 'questions' }, strict);
    const refused = await strict.refused('SubmitContactEvaluation', { EvaluationId: id, Answers: { a: text('good') } });
    expect(refused.name).toBe('InvalidParameterException');
    await submit(id, { a: text('good'), b: text('bad') }, strict);
    // A question that depends on another answer is enabled only after that answer.
    const other = await start({ ContactId: 'two' }, strict);
    const answers = { a: text('good'), b: text('good'), n: { Value: { NumericValue: 1 } }, text: text('x') };
    await submit(other, { ...answers, when: { Value: { DateTimeValue: '2026-01-05T10:00:00Z' } } }, strict);
    expect(
      (await strict.refused('SubmitContactEvaluation', { EvaluationId: other, Answers: { a: text('bad') } })).name,
    ).toBe('InvalidParameterException');
  });

  test('is deleted, and the contact record lists it as deleted', async () => {
    const record = async () => (await served.send('DescribeContact', { ContactId: 'one' })).Contact.ContactEvaluations;
    expect(await record()).toBeUndefined();
    const id = await start();
    const arn = `${instanceArn}/evaluation-form/form`;
    expect(await record()).toEqual({
      form: { FormId: 'form', EvaluationArn: arn, Status: 'IN_PROGRESS', StartTimestamp: expect.any(Date) },
    });
    await submit(id);
    expect(await record()).toMatchObject({ form: { Status: 'COMPLETE', EndTimestamp: expect.any(Date) } });
    expect(await served.send('DeleteContactEvaluation', { EvaluationId: id })).toEqual({});
    expect(await record()).toMatchObject({ form: { Status: 'DELETED', DeleteTimestamp: expect.any(Date) } });
    expect((await served.send('ListContactEvaluations', { ContactId: 'one' })).EvaluationSummaryList).toEqual([]);
    await start();
    expect(await record()).toMatchObject({ form: { Status: 'IN_PROGRESS' } });
  });

  test('is listed by its contact', async () => {
    const first = await start();
    const second = await start({ EvaluationFormId: 'questions', AutoEvaluationConfiguration: { Enabled: true } });
    await start({ ContactId: 'two' });
    await submit(second, { a: text('fair'), b: text('good') });
    const { EvaluationSummaryList, NextToken } = await served.send('ListContactEvaluations', { ContactId: 'one' });
    expect(NextToken).toBeUndefined();
    expect(EvaluationSummaryList).toEqual([
      expect.objectContaining({
        EvaluationId: first,
        EvaluationFormTitle: 'Form',
        Status: 'DRAFT',
        AutoEvaluationEnabled: false,
      }),
      expect.objectContaining({
        EvaluationId: second,
        Status: 'SUBMITTED',
        Score: { Percentage: 85, NotApplicable: false, AutomaticFail: false },
        AutoEvaluationEnabled: true,
        AutoEvaluationStatus: 'SUCCEEDED',
      }),
    ]);
  });

  test('is started once per token', async () => {
    expect(await start({ ClientToken: 'token' })).toBe(await start({ ClientToken: 'token' }));
    const { EvaluationSummaryList } = await served.send('ListContactEvaluations', { ContactId: 'one' });
    expect(EvaluationSummaryList).toHaveLength(1);
  });

  test('carries tags that can be changed', async () => {
    const id = await start();
    const resourceArn = `${instanceArn}/contact-evaluation/${id}`;
    await served.send('TagResource', { resourceArn, tags: { reason: 'sample' } });
    expect((await describeIt(id)).Evaluation.Tags).toEqual({ reason: 'sample' });
  });
});

describe('StartContactEvaluation refuses', () => {
  test.each<[string, object, string]>([
    ['an unknown contact', { ContactId: 'x' }, 'ResourceNotFoundException'],
    ['an unknown form', { EvaluationFormId: 'x' }, 'ResourceNotFoundException'],
    ['an unknown instance', { InstanceId: 'x' }, 'ResourceNotFoundException'],
    ['a form without an active version', { EvaluationFormId: 'draft' }, 'InvalidParameterException'],
  ])('%s', async (_what, input, name) => {
    const refused = await served.refused('StartContactEvaluation', {
      ContactId: 'one',
      EvaluationFormId: 'form',
      ...input,
    });
    expect(refused.name).toBe(name);
  });

  test('a second evaluation with the same form, unless the assumptions say otherwise', async () => {
    await start();
    const refused = await served.refused('StartContactEvaluation', { ContactId: 'one', EvaluationFormId: 'form' });
    expect(refused.name).toBe('ResourceConflictException');
    const lenient = await serve(evaluationWorld({ secondEvaluationByForm: 'accept', evaluationsPerContact: 2 }));
    await start({}, lenient);
    await start({}, lenient);
    const tooMany = await lenient.refused('StartContactEvaluation', { ContactId: 'one', EvaluationFormId: 'form' });
    expect(tooMany.name).toBe('ServiceQuotaExceededException');
    expect(tooMany.$metadata.httpStatusCode).toBe(402);
  });
});

test.each([
  'SubmitContactEvaluation',
  'UpdateContactEvaluation',
  'DeleteContactEvaluation',
  'DescribeContactEvaluation',
])('%s does not find an unknown evaluation, or one of another instance', async (operation) => {
  const EvaluationId = await start();
  for (const input of [{ EvaluationId: 'x' }, { EvaluationId, InstanceId: 'x' }]) {
    expect((await served.refused(operation, input)).name).toBe('ResourceNotFoundException');
  }
});

test('ListContactEvaluations does not find an unknown contact', async () => {
  expect((await served.refused('ListContactEvaluations', { ContactId: 'x' })).name).toBe('ResourceNotFoundException');
});
