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

describe('The score of an evaluation', () => {
  const number = (NumericValue: number) => ({ Value: { NumericValue } });
  const skipped = { Value: { NotApplicable: true } };
  const passed = (Percentage: number) => ({ Percentage, NotApplicable: false, AutomaticFail: false });
  const absent = { NotApplicable: true, AutomaticFail: false };

  test.each<[string, string, Record<string, object>, object, Record<string, object>]>([
    [
      'is full',
      'form',
      { a: text('good'), b: text('good'), n: number(5) },
      passed(100),
      { first: passed(100), sub: passed(100) },
    ],
    [
      'uses the weights of questions',
      'form',
      { a: text('fair'), b: text('good') },
      passed(62.5),
      { first: passed(62.5), second: absent },
    ],
    [
      'uses the weights of sections',
      'form',
      { a: text('good'), b: text('good'), n: number(4) },
      passed(80),
      { first: passed(100), second: passed(0) },
    ],
    [
      'ignores answers that are not applicable',
      'form',
      { a: text('fair'), b: skipped },
      passed(50),
      { a: passed(50), b: absent },
    ],
    ['ignores answers without points', 'form', { a: text('good'), text: text('x') }, passed(100), { text: absent }],
    [
      'is not applicable when no answer is applicable',
      'form',
      { text: text('x') },
      absent,
      { first: absent, second: absent },
    ],
    [
      'is 0 after an answer with automatic fail',
      'form',
      { a: text('good'), b: text('fatal'), n: number(10) },
      { Percentage: 0, NotApplicable: false, AutomaticFail: true },
      { a: passed(100), b: { Percentage: 0, NotApplicable: false, AutomaticFail: true }, second: passed(100) },
    ],
    ['is computed by question', 'questions', { a: text('good'), b: text('bad') }, passed(30), { s: passed(30) }],
  ])('%s', async (_what, EvaluationFormId, answers, overall, items) => {
    const id = await start({ EvaluationFormId });
    await submit(id, answers);
    const { Metadata, Scores } = (await describeIt(id)).Evaluation;
    expect(Metadata.Score).toEqual(overall);
    expect(Scores).toMatchObject(items);
  });

  test('flags the section of an answer with automatic fail', async () => {
    const id = await start();
    await submit(id, { a: text('good'), b: text('fatal') });
    expect((await describeIt(id)).Evaluation.Scores.first).toMatchObject({ AutomaticFail: true });
  });

  test('is absent when the form has no scoring', async () => {
    const id = await start({ EvaluationFormId: 'none' });
    await submit(id, { a: text('good') });
    const { Metadata, Scores, Status } = (await describeIt(id)).Evaluation;
    expect([Metadata.Score, Scores, Status]).toEqual([undefined, undefined, 'SUBMITTED']);
  });
});

describe('Answers and notes', () => {
  test.each<[string, object]>([
    ['to an unknown question', { Answers: { x: text('good') } }],
    ['that are not an option', { Answers: { a: text('perfect') } }],
    ['of another type', { Answers: { a: { Value: { NumericValue: 1 } } } }],
    ['out of range', { Answers: { n: { Value: { NumericValue: 11 } } } }],
    ['with an unknown option among several', { Answers: { many: { Value: { StringValues: ['x', 'z'] } } } }],
    ['that are not a date', { Answers: { when: { Value: { DateTimeValue: 'soon' } } } }],
    ['that are not applicable for a required question', { Answers: { a: { Value: { NotApplicable: true } } } }],
    ['to a section', { Answers: { first: text('good') } }],
    ['with an unknown reference', { Notes: { x: { Value: 'y' } } }],
    [
      'longer than the total limit of notes',
      { Notes: { a: { Value: 'x'.repeat(3072) }, b: { Value: 'x'.repeat(3072) }, n: { Value: 'x'.repeat(3072) } } },
    ],
    [
      'by an unknown user',
      { UpdatedBy: { ConnectUserArn: `${instanceArn}/agent/x` }, SubmittedBy: { ConnectUserArn: 'x' } },
    ],
  ])('%s are refused, and nothing changes', async (_what, input) => {
    const id = await start();
    for (const operation of ['UpdateContactEvaluation', 'SubmitContactEvaluation']) {
      const refused = await served.refused(operation, { EvaluationId: id, ...input });
      expect(refused.name).toBe('InvalidParameterException');
      expect(served.ledger.entries(operation).at(-1)).toMatchObject({ changed: false });
    }
    expect((await describeIt(id)).Evaluation).toMatchObject({ Status: 'DRAFT', Answers: {}, Notes: {} });
  });

  test('of every kind are accepted', async () => {
    const id = await start();
    const Answers = {
      a: text('bad'),
      b: { Value: { NotApplicable: true } },
      n: { Value: { NumericValue: 5 } },
      text: text('Anything'),
      when: { Value: { DateTimeValue: '2026-01-05T10:00:00Z' } },
      many: { Value: { StringValues: ['x', 'y'] } },
    };
    await submit(id, Answers);
    expect((await describeIt(id)).Evaluation.Answers).toEqual(Answers);
  });
});
