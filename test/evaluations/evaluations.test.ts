import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { evaluated, instanceArn, instanceId, newTask, users } from '../support/demo.js';
import { evaluate, newEvaluation } from '../support/evaluations.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ instances: [instanceId] });
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
});

async function ask(fields: string, variables: object = {}) {
  const declared = Object.keys(variables).map((name) => `$${name}: ConnectEvaluationFilter`);
  const head = declared.length > 0 ? `query (${declared.join(', ')})` : 'query';
  gateway.emulator.ledger.clear();
  const { data, errors } = await gateway.graphql(`${head} { connect { ${fields} } }`, { ...variables });
  expect(errors).toEqual([]);
  return data.connect;
}
const called = () => gateway.emulator.ledger.entries().map(({ operation }) => operation);
const noor = 'bbbbbbbb-0000-4000-8000-000000000014';

const summary = `id instanceId arn contact { id } formId formTitle status statusRaw type typeRaw evaluator { id }
  participantRole participantRoleRaw participantId calibrationSessionId score { percentage notApplicable automaticFail }
  autoEvaluationEnabled autoEvaluationStatus autoEvaluationStatusRaw acknowledgement { comment } createdAt lastModifiedAt`;
const row = `${summary} formVersion user { id } samplingJobId reviewId tags { key value }`;
const value = `__typename ... on ConnectEvaluationStringAnswer { stringValue } ... on ConnectEvaluationStringsAnswer { stringValues }
  ... on ConnectEvaluationNumericAnswer { numericValue } ... on ConnectEvaluationDateTimeAnswer { valueAt valueRaw }
  ... on ConnectEvaluationNotApplicableAnswer { notApplicable }`;
const full = `${row} answers { refId value { ${value} } suggestedAnswers { justification } } notes { refId value }
  scores { refId percentage } review { requestedAt }`;

describe('an evaluation', () => {
  const known = {
    ...{ id: evaluated.evaluation, instanceId, arn: `${instanceArn}/contact-evaluation/${evaluated.evaluation}` },
    ...{ contact: { id: evaluated.contact }, formId: evaluated.form, formTitle: 'Quality of a conversation' },
    ...{ status: 'SUBMITTED', statusRaw: 'SUBMITTED', type: 'STANDARD', typeRaw: 'STANDARD', evaluator: { id: noor } },
    score: { percentage: 60, notApplicable: false, automaticFail: false },
  };

  test('is read whole by its id or ARN', async () => {
    const { evaluation, same } = await ask(
      `evaluation(id: "${evaluated.evaluation}") { ${full} some: answers(refIds: ["tone"]) { refId } others: tags(keys: ["team"]) { key } }
       same: evaluation(id: "${known.arn}") { id }`,
    );
    expect(same).toEqual({ id: evaluated.evaluation });
    expect(evaluation).toMatchObject({
      ...known,
      formVersion: 2,
      tags: [{ key: 'reason', value: 'complaint' }],
      some: [{ refId: 'tone' }],
      others: [],
      answers: [
        { refId: 'greeting', value: { __typename: 'ConnectEvaluationStringAnswer', stringValue: 'yes' } },
        { refId: 'tone', value: { __typename: 'ConnectEvaluationNumericAnswer', numericValue: 6 } },
        { refId: 'solved', value: { stringValue: 'partly' } },
        { refId: 'missing', value: { __typename: 'ConnectEvaluationStringsAnswer', stringValues: ['knowledge'] } },
        { refId: 'remark', value: { stringValue: 'Promised to call back.' } },
      ],
      notes: [{ refId: 'solution', value: 'The customer needs an offer.' }],
      review: null,
    });
    expect(evaluation.scores).toContainEqual({ refId: 'greeting', percentage: 100 });
    expect(called()).toEqual(['DescribeContactEvaluation']);
  });

  test('is in the list of its contact, which needs no read of each', async () => {
    const { contact } = await ask(`contact(id: "${evaluated.contact}") { evaluations { ${summary} } }`);
    expect(contact.evaluations).toEqual([expect.objectContaining(known)]);
    expect(called()).toEqual(['DescribeContact', 'ListContactEvaluations']);
  });

  test('is found by a search, whose rows need no read of each', async () => {
    const { evaluations } = await ask(`evaluations(filter: $filter) { totalCount nodes { ${row} } }`, {
      filter: { contactIds: [evaluated.contact], statuses: ['SUBMITTED'] },
    });
    const found = { ...known, formVersion: 2, tags: [{ key: 'reason', value: 'complaint' }] };
    expect(evaluations).toEqual({ totalCount: 1, nodes: [expect.objectContaining(found)] });
    expect(called()).toEqual(['SearchContactEvaluations']);
  });

  test('shows the same wherever it is read', async () => {
    const both = await ask(
      `evaluation(id: "${evaluated.evaluation}") { ${row} } contact(id: "${evaluated.contact}") { evaluations { ${row} } }
       evaluations(filter: $filter) { nodes { ${row} } }`,
      { filter: { contactIds: [`${instanceArn}/contact/${evaluated.contact}`] } },
    );
    expect(both.contact.evaluations).toEqual([both.evaluation]);
    expect(both.evaluations.nodes).toEqual([both.evaluation]);
  });

  test('is null where there is none, and of a contact that does not exist', async () => {
    const elsewhere = `${instanceArn.replace(instanceId, '99999999-0000-4000-8000-000000000009')}/contact-evaluation/x`;
    expect(
      await ask(
        `evaluation(id: "none") { id } other: evaluation(id: "${elsewhere}") { id } contact(id: "none") { id }`,
      ),
    ).toEqual({ evaluation: null, other: null, contact: null });
  });

  test('is read anew after each mutation of one request', async () => {
    const evaluationId = await newEvaluation(gateway);
    const { data } = await gateway.graphql(
      `mutation ($saved: UpdateContactEvaluationInput!, $sent: SubmitContactEvaluationInput!) {
        saved: updateContactEvaluation(input: $saved) { ... on UpdateContactEvaluationSuccess { evaluation { status answers { refId } } } }
        sent: submitContactEvaluation(input: $sent) { ... on SubmitContactEvaluationSuccess { evaluation { status answers { refId } } } } }`,
      {
        saved: { evaluationId, answers: [{ refId: 'tone', value: { numericValue: 5 } }] },
        sent: { evaluationId, deletedAnswers: ['tone'] },
      },
    );
    expect(data.saved.evaluation).toEqual({ status: 'DRAFT', answers: [{ refId: 'tone' }] });
    expect(data.sent.evaluation).toEqual({ status: 'SUBMITTED', answers: [] });
  });

  test('that was submitted can be submitted again, with another answer and without a note', async () => {
    const evaluationId = await newEvaluation(gateway);
    const first = { refId: 'greeting', value: { stringValue: 'no' } };
    await evaluate(gateway, 'submitContactEvaluation', {
      ...{ evaluationId, answers: [first], notes: [{ refId: 'tone', value: 'Hm.' }] },
    });
    const again = { refId: 'greeting', value: { stringValue: 'yes' } };
    await evaluate(gateway, 'submitContactEvaluation', {
      ...{ evaluationId, answers: [again], deletedNotes: ['tone'], evaluatorId: users.ines },
    });
    const fields =
      'status evaluator { id } answers { refId value { ... on ConnectEvaluationStringAnswer { stringValue } } } notes { refId }';
    const { evaluation } = await ask(`evaluation(id: "${evaluationId}") { ${fields} }`);
    expect(evaluation).toEqual({ status: 'SUBMITTED', evaluator: { id: users.ines }, answers: [again], notes: [] });
  });
});

describe('a search for evaluations', () => {
  const ids = async (filter: object, more = '') => {
    const { evaluations } = await ask(`evaluations(filter: $filter${more}) { nodes { id } }`, { filter });
    return evaluations.nodes.map(({ id }: { id: string }) => id);
  };
  const [submitted, draft] = [evaluated.evaluation, '44444444-0000-4000-8000-000000000002'];
  const contactIds = [evaluated.contact, 'cccccccc-0000-4000-8000-000000000020'];
  const hour = 60 * 60 * 1000;
  const now = () => gateway.emulator.world.now;
  const time = (msAgo: number) => new Date(now() - msAgo).toISOString();

  test.each<[what: string, filter: () => object, found: string[]]>([
    ['contact', () => ({}), [submitted, draft]],
    ['form', () => ({ formIds: [`${instanceArn}/evaluation-form/${evaluated.form}`] }), [submitted, draft]],
    ['another form', () => ({ formIds: [evaluated.inactiveForm] }), []],
    ['evaluator', () => ({ evaluatorIds: [noor] }), [submitted, draft]],
    ['another evaluator', () => ({ evaluatorIds: [users.ines] }), []],
    ['agent', () => ({ userIds: ['nobody'] }), []],
    ['status', () => ({ statuses: ['DRAFT', 'UNDER_REVIEW'] }), [draft]],
    ['start', () => ({ created: { from: time(hour), to: time(0) } }), [draft]],
    ['last change', () => ({ lastModified: { from: time(2 * hour), to: time(hour) } }), [submitted]],
    ['least score', () => ({ minimumScore: 50 }), [submitted]],
    ['greatest score', () => ({ maximumScore: 49.9 }), []],
    ['automatic fail', () => ({ automaticFail: false, minimumScore: 0 }), [submitted]],
    ['no automatic fail', () => ({ automaticFail: true }), []],
  ])('goes by %s', async (_what, filter, found) => {
    expect((await ids({ contactIds, ...filter() })).sort()).toEqual(found);
  });

  test('has pages', async () => {
    const page = async (after: string) =>
      (
        await ask(
          `evaluations(filter: $filter, first: 1${after}) { nodes { id } pageInfo { hasNextPage endCursor } }`,
          {
            filter: { contactIds },
          },
        )
      ).evaluations;
    const first = await page('');
    const second = await page(`, after: "${first.pageInfo.endCursor}"`);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect([first, second].map(({ nodes }) => nodes[0].id).sort()).toEqual([submitted, draft]);
  });

  test.each([0, -5])('refuses version %i of a form before anything is called', async (version) => {
    gateway.emulator.ledger.clear();
    const document = `{ connect { evaluationForm(id: "${evaluated.form}", version: ${version}) { id } } }`;
    const { errors } = await gateway.graphql(document);
    expect(errors.map(({ message }) => message)).toEqual([`\`version\`: must be at least 1, not ${version}.`]);
    expect(gateway.emulator.ledger.entries()).toEqual([]);
  });

  test.each([
    [{ contactIds: [] }, 'filter.contactIds'],
    [{ formIds: [`${instanceArn}/queue/x`] }, 'filter.formIds'],
    [{ created: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } }, 'filter.created.to'],
  ])('refuses %j', async (filter, where) => {
    const { errors } = await gateway.graphql(
      'query ($filter: ConnectEvaluationFilter) { connect { evaluations(filter: $filter) { nodes { id } } } }',
      { filter },
    );
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]?.message).toContain(where);
  });
});

describe('an evaluation form', () => {
  test('is read with its sections and questions', async () => {
    const question = `... on ConnectEvaluationFormQuestion { refId title type typeRaw notApplicableAllowed weight
      properties { __typename ... on ConnectEvaluationNumericProperties { minValue maxValue ranges { minValue score } }
        ... on ConnectEvaluationSelectProperties { displayAs options { refId text score automaticFail } } }
      enablement { action condition { operator parts { ... on ConnectEvaluationExpression { questionRefId comparator optionRefIds } } } } }`;
    const { evaluationForm } = await ask(
      `evaluationForm(id: "${evaluated.form}", version: 2) { id arn version title description status statusRaw locked
        items { ... on ConnectEvaluationFormSection { refId title weight items { ${question} } } }
        scoringMode scoringStatus autoEvaluationEnabled contactInteractionType language createdAt createdBy { id }
        lastModifiedAt lastModifiedBy { id } tags(keys: ["team"]) { key value } others: tags(keys: ["reason"]) { key } }`,
    );
    expect(evaluationForm).toMatchObject({
      ...{ id: evaluated.form, arn: `${instanceArn}/evaluation-form/${evaluated.form}`, version: 2 },
      ...{ title: 'Quality of a conversation', status: 'ACTIVE', statusRaw: 'ACTIVE', locked: true },
      ...{ scoringMode: 'SECTION_ONLY', scoringStatus: 'ENABLED', createdBy: { id: noor } },
      ...{ tags: [{ key: 'team', value: 'care' }], others: [] },
    });
    const [manner, solution] = evaluationForm.items;
    expect(manner).toMatchObject({ refId: 'manner', title: 'Manner', weight: 40 });
    expect(manner.items[1]).toMatchObject({
      ...{ refId: 'tone', type: 'NUMERIC', typeRaw: 'NUMERIC', weight: 50 },
      properties: { minValue: 1, maxValue: 10, ranges: [{ minValue: 1, score: 0 }, { score: 5 }, { score: 10 }] },
    });
    expect(solution.items[0].properties.options[2]).toEqual({
      ...{ refId: 'promised', text: 'Something false was promised', score: 0, automaticFail: true },
    });
    expect(solution.items[1].enablement.condition.parts).toEqual([
      { questionRefId: 'solved', comparator: 'IN', optionRefIds: ['partly', 'promised'] },
    ]);
    expect(solution.items[2]).toMatchObject({ refId: 'remark', type: 'TEXT', properties: null });
    expect(called()).toEqual(['DescribeEvaluationForm']);
  });

  test('is null in a version that it does not have', async () => {
    const fields = `evaluationForm(id: "${evaluated.form}", version: 9) { id } none: evaluationForm(id: "none") { id }`;
    expect(await ask(fields)).toEqual({ evaluationForm: null, none: null });
  });

  test('is listed, and read in the version that is active', async () => {
    const { evaluationForms } = await ask(
      `evaluationForms(first: 10) { nodes { id arn title latestVersion activeVersion createdAt createdBy { id } lastModifiedAt
        lastModifiedBy { id } lastActivatedAt lastActivatedBy { id } form { version status } latest: form(version: 3) { version } } }`,
    );
    expect(evaluationForms.nodes).toMatchObject([
      {
        ...{ id: evaluated.form, latestVersion: 3, activeVersion: 2, lastActivatedBy: { id: noor } },
        ...{ form: { version: 2, status: 'ACTIVE' }, latest: { version: 3 } },
      },
      {
        ...{ id: evaluated.inactiveForm, activeVersion: null, lastActivatedAt: null },
        ...{ form: { version: 1, status: 'DRAFT' }, latest: null },
      },
    ]);
  });

  test('is in an evaluation as it was used, without a read of its own', async () => {
    const { evaluation } = await ask(
      `evaluation(id: "${evaluated.evaluation}") { form { id version title items { __typename } } }`,
    );
    expect(evaluation.form).toMatchObject({ id: evaluated.form, version: 2, title: 'Quality of a conversation' });
    expect(called()).toEqual(['DescribeContactEvaluation']);
    const more = await ask(`evaluation(id: "${evaluated.evaluation}") { form { status locked } }`);
    expect(more.evaluation.form).toEqual({ status: 'ACTIVE', locked: true });
    expect(called()).toEqual(['DescribeContactEvaluation', 'DescribeEvaluationForm']);
  });
});

describe.each([
  ['DescribeContactEvaluation', `evaluation(id: "${evaluated.evaluation}") { status }`, 'evaluation'],
  ['ListContactEvaluations', `contact(id: "${evaluated.contact}") { evaluations { id } }`, 'evaluations'],
  ['SearchContactEvaluations', 'evaluations { nodes { id } }', 'evaluations'],
  ['DescribeEvaluationForm', `evaluationForm(id: "${evaluated.form}") { title }`, 'evaluationForm'],
  ['ListEvaluationForms', 'evaluationForms { nodes { id } }', 'evaluationForms'],
])('%s', (operation, fields, field) => {
  test('is made again after throttles, and then gives the same', async () => {
    const before = await ask(fields);
    // A list of forms is shared for a while.
    const other = await startTestGateway({ sharing: gateway, instances: [instanceId] });
    gateway.emulator.faults.add({ operation, fault: 'throttle', times: 2 });
    const { data, errors } = await other.graphql(`{ connect { ${fields} } }`);
    await other.stop();
    expect(errors).toEqual([]);
    expect(data.connect).toEqual(before);
    expect(gateway.emulator.faults.list()).toEqual([]);
  });

  test('is null with an error when it is refused', async () => {
    const other = await startTestGateway({ sharing: gateway, instances: [instanceId] });
    gateway.emulator.faults.add({ operation, fault: 'error', error: 'AccessDeniedException' });
    const { errors } = await other.graphql(`{ connect { ${fields} } }`);
    await other.stop();
    expect(errors.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual([
      [field, 'CONNECT_ACCESS_DENIED'],
    ]);
  });
});

test('a contact has as many evaluations as forms by which it was evaluated', async () => {
  const contactId = await newTask(gateway);
  const none = await ask(`contact(id: "${contactId}") { evaluations { id } }`);
  await evaluate(gateway, 'startContactEvaluation', { contactId, formId: evaluated.form });
  const one = await ask(`contact(id: "${contactId}") { evaluations { formId } }`);
  expect([none.contact.evaluations, one.contact.evaluations]).toEqual([[], [{ formId: evaluated.form }]]);
});
