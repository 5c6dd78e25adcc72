import { beforeEach, describe, expect, test } from '@jest/globals';
import { evaluationWorld, startEvaluation } from './evaluation-world.js';
import { allPages, type Served, serve } from './served.js';
import { instanceArn } from './support.js';

let served: Served;
beforeEach(async () => {
  served = await serve(evaluationWorld());
});

const start = (more: object = {}, to = served) => startEvaluation(to, more);
const submit = (EvaluationId: string, Answers?: object, to = served) =>
  to.send('SubmitContactEvaluation', { EvaluationId, Answers });

describe('SearchContactEvaluations', () => {
  const evaluations = [
    {
      id: 'e1',
      form: 'form',
      contact: 'one',
      evaluator: 'off',
      started: '-50m',
      submitted: '-40m',
      answers: { a: 'good' },
      tags: { why: 'sample' },
    },
    {
      id: 'e2',
      form: 'form',
      contact: 'two',
      evaluator: 'off',
      started: '-30m',
      submitted: '-20m',
      answers: { a: 'fatal' },
    },
    { id: 'e3', form: 'questions', contact: 'two', evaluator: 'ann', started: '-10m', answers: { a: 'fair' } },
  ];
  let searched: Served;
  beforeEach(async () => {
    searched = await serve(evaluationWorld({}, { evaluations }));
  });
  const idsOf = (answer: { EvaluationSearchSummaryList: { EvaluationId: string }[] }) =>
    answer.EvaluationSearchSummaryList.map(({ EvaluationId }) => EvaluationId).join(' ');
  const string = (FieldName: string, Value: string) => ({
    StringCondition: { FieldName, Value, ComparisonType: 'EXACT' },
  });
  const ago = (minutes: number) => new Date(searched.world.now - minutes * 60_000).toISOString();

  test('shows rows with the score', async () => {
    const answer = await searched.send('SearchContactEvaluations');
    expect(answer.ApproximateTotalCount).toBe(3);
    expect(answer.EvaluationSearchSummaryList[0]).toEqual({
      EvaluationId: 'e1',
      EvaluationArn: `${instanceArn}/contact-evaluation/e1`,
      EvaluationFormId: 'form',
      EvaluationFormVersion: 2,
      EvaluationFormTitle: 'Form',
      Metadata: {
        ContactId: 'one',
        ContactAgentId: 'ann',
        EvaluatorArn: `${instanceArn}/agent/off`,
        ScorePercentage: 100,
        ScoreAutomaticFail: false,
        ScoreNotApplicable: false,
        AutoEvaluationEnabled: false,
        ContactParticipantRole: 'AGENT',
        ContactParticipantId: 'ann',
      },
      Status: 'SUBMITTED',
      EvaluationType: 'STANDARD',
      CreatedTime: expect.any(Date),
      LastModifiedTime: expect.any(Date),
      Tags: { why: 'sample' },
    });
  });

  test.each<[string, () => object, string]>([
    ['contact', () => string('contactId', 'two'), 'e2 e3'],
    ['agent', () => string('contactAgentId', 'ann'), 'e1 e2 e3'],
    ['form', () => string('evaluationFormId', 'questions'), 'e3'],
    ['title', () => string('evaluationFormTitle', 'by question'), 'e3'],
    ['status', () => string('status', 'DRAFT'), 'e3'],
    ['evaluator', () => string('evaluatorArn', `${instanceArn}/agent/ann`), 'e3'],
    [
      'version',
      () => ({ NumberCondition: { FieldName: 'evaluationFormVersion', MinValue: 2, ComparisonType: 'EQUAL' } }),
      'e1 e2',
    ],
    [
      'score',
      () => ({ DecimalCondition: { FieldName: 'scorePercentage', MinValue: 50.5, ComparisonType: 'GREATER' } }),
      'e1',
    ],
    [
      'a range of scores',
      () => ({
        DecimalCondition: { FieldName: 'scorePercentage', MinValue: 0, MaxValue: 10, ComparisonType: 'RANGE' },
      }),
      'e2',
    ],
    [
      'automatic failure',
      () => ({ BooleanCondition: { FieldName: 'scoreAutomaticFail', ComparisonType: 'IS_TRUE' } }),
      'e2',
    ],
    [
      'no automatic failure',
      () => ({ BooleanCondition: { FieldName: 'scoreAutomaticFail', ComparisonType: 'IS_FALSE' } }),
      'e1',
    ],
    [
      'creation',
      () => ({ DateTimeCondition: { FieldName: 'createdTime', MinValue: ago(35), ComparisonType: 'GREATER_THAN' } }),
      'e2 e3',
    ],
    [
      'a time of change',
      () => ({
        DateTimeCondition: {
          FieldName: 'lastModifiedTime',
          MinValue: ago(45),
          MaxValue: ago(35),
          ComparisonType: 'RANGE',
        },
      }),
      'e1',
    ],
    ['alternatives', () => ({ OrConditions: [string('status', 'DRAFT'), string('contactId', 'one')] }), 'e1 e3'],
    [
      'several conditions',
      () => ({ AndConditions: [string('status', 'SUBMITTED'), string('contactId', 'two')] }),
      'e2',
    ],
  ])('finds by %s', async (_what, criteria, expected) => {
    const answer = await searched.send('SearchContactEvaluations', { SearchCriteria: criteria() });
    expect(idsOf(answer)).toBe(expected);
    expect(answer.ApproximateTotalCount).toBe(expected.split(' ').length);
  });

  test('filters by tags and pages', async () => {
    const SearchFilter = { AttributeFilter: { TagCondition: { TagKey: 'why', TagValue: 'sample' } } };
    expect(idsOf(await searched.send('SearchContactEvaluations', { SearchFilter }))).toBe('e1');
    const { items, pages } = await allPages(searched, 'SearchContactEvaluations', {}, 'EvaluationSearchSummaryList');
    expect([items.length, pages]).toEqual([3, 3]);
  });

  test.each<[string, object]>([
    ['an unknown field', string('color', 'red')],
    ['an unknown number', { NumberCondition: { FieldName: 'status', MinValue: 1, ComparisonType: 'EQUAL' } }],
    [
      'a range with one bound',
      { DecimalCondition: { FieldName: 'scorePercentage', MinValue: 1, ComparisonType: 'RANGE' } },
    ],
    [
      'a comparison without a bound',
      { NumberCondition: { FieldName: 'evaluationFormVersion', ComparisonType: 'EQUAL' } },
    ],
    ['an unknown flag', { BooleanCondition: { FieldName: 'status', ComparisonType: 'IS_TRUE' } }],
    [
      'an unknown time',
      { DateTimeCondition: { FieldName: 'status', MinValue: '2026-01-05T10:00:00', ComparisonType: 'EQUAL_TO' } },
    ],
  ])('refuses %s', async (_what, SearchCriteria) => {
    const refused = await searched.refused('SearchContactEvaluations', { SearchCriteria });
    expect(refused.name).toBe('InvalidRequestException');
  });

  test('returns changes only after the search lag', async () => {
    const lagging = await serve(evaluationWorld({ searchLagMs: 5_000 }));
    const search = async () => {
      const { EvaluationSearchSummaryList: rows } = await lagging.send('SearchContactEvaluations');
      return rows.map(({ Status }: { Status: string }) => Status);
    };
    const id = await start({}, lagging);
    expect(await search()).toEqual([]);
    lagging.world.clock.advance(5_001);
    expect(await search()).toEqual(['DRAFT']);
    await submit(id, undefined, lagging);
    expect(await search()).toEqual(['DRAFT']);
    lagging.world.clock.advance(5_001);
    expect(await search()).toEqual(['SUBMITTED']);
    await lagging.send('DeleteContactEvaluation', { EvaluationId: id });
    expect(await search()).toEqual(['SUBMITTED']);
    lagging.world.clock.advance(5_001);
    expect(await search()).toEqual([]);
  });
});

describe('Evaluation forms', () => {
  test('are listed with their versions', async () => {
    const { EvaluationFormSummaryList } = await served.send('ListEvaluationForms');
    const authorship = { CreatedBy: `${instanceArn}/agent/ann`, LastModifiedBy: `${instanceArn}/agent/ann` };
    expect(EvaluationFormSummaryList).toEqual([
      expect.objectContaining({ EvaluationFormId: 'draft', LatestVersion: 1 }),
      expect.objectContaining({
        EvaluationFormId: 'form',
        Title: 'Form',
        LatestVersion: 3,
        ActiveVersion: 2,
        ...authorship,
      }),
      expect.objectContaining({ EvaluationFormId: 'none' }),
      expect.objectContaining({ EvaluationFormId: 'questions' }),
    ]);
    expect(EvaluationFormSummaryList[0].ActiveVersion).toBeUndefined();
    const { pages } = await allPages(served, 'ListEvaluationForms', {}, 'EvaluationFormSummaryList');
    expect(pages).toBe(4);
  });

  test('have versions, of which the active and the earlier ones are locked', async () => {
    const { items } = await allPages(
      served,
      'ListEvaluationFormVersions',
      { EvaluationFormId: 'form' },
      'EvaluationFormVersionSummaryList',
    );
    expect(items).toMatchObject([
      { EvaluationFormVersion: 1, Locked: true, Status: 'DRAFT' },
      { EvaluationFormVersion: 2, Locked: true, Status: 'ACTIVE' },
      { EvaluationFormVersion: 3, Locked: false, Status: 'DRAFT' },
    ]);
  });

  test('are described by version, by default the latest', async () => {
    const describeForm = async (EvaluationFormVersion?: number) =>
      (await served.send('DescribeEvaluationForm', { EvaluationFormId: 'form', EvaluationFormVersion })).EvaluationForm;
    const latest = await describeForm();
    expect(latest).toMatchObject({
      EvaluationFormVersion: 3,
      Status: 'DRAFT',
      Description: 'A form',
      ScoringStrategy: { Mode: 'SECTION_ONLY', Status: 'ENABLED' },
      AutoEvaluationConfiguration: { Enabled: false },
      Tags: { team: 'red' },
    });
    expect(latest.Items[0].Section.Items[0].Question).toEqual({
      Title: 'Question a',
      RefId: 'a',
      QuestionType: 'SINGLESELECT',
      NotApplicableEnabled: false,
      Weight: 75,
      QuestionTypeProperties: {
        SingleSelect: {
          Options: expect.arrayContaining([{ RefId: 'fatal', Text: 'Fatal', Score: 0, AutomaticFail: true }]),
        },
      },
    });
    expect(latest.Items[1].Section.Items[3].Question.Enablement).toMatchObject({
      Action: 'ENABLE',
      DefaultAction: 'DISABLE',
    });
    expect(await describeForm(2)).toMatchObject({ EvaluationFormVersion: 2, Status: 'ACTIVE', Locked: true });
  });

  test.each<[string, object]>([
    ['DescribeEvaluationForm', { EvaluationFormId: 'x' }],
    ['DescribeEvaluationForm', { EvaluationFormId: 'form', EvaluationFormVersion: 4 }],
    ['ListEvaluationFormVersions', { EvaluationFormId: 'x' }],
    ['ListEvaluationForms', { InstanceId: 'x' }],
  ])('%s does not find %o', async (operation, input) => {
    expect((await served.refused(operation, input)).name).toBe('ResourceNotFoundException');
  });
});
