import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { evaluated, instanceArn, users } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

// The emulator has no automation, acknowledgements and reviews, so here an answer is written by hand.
const user = `${instanceArn}/agent/${users.ines}`;
const point = (at: number) => ({ MillisecondOffsets: { BeginOffsetMillis: at }, TranscriptSegment: `Said at ${at}` });
const answer = {
  Evaluation: {
    EvaluationId: evaluated.evaluation,
    EvaluationArn: `${instanceArn}/contact-evaluation/${evaluated.evaluation}`,
    Metadata: {
      ContactId: evaluated.contact,
      EvaluatorArn: 'arn:aws:sts::111122223333:assumed-role/gateway/x',
      CalibrationSessionId: 'calibration',
      SamplingJobId: 'sampling',
      Score: { Percentage: 12.5, NotApplicable: false, AutomaticFail: true, AppliedWeight: 1 },
      AutoEvaluation: { AutoEvaluationEnabled: true, AutoEvaluationStatus: 'NEWER' },
      Acknowledgement: { AcknowledgedTime: 1_767_607_200, AcknowledgedBy: user, AcknowledgerComment: 'Agreed.' },
      Review: {
        ReviewId: 'review',
        RequestedTime: 1_767_607_201,
        RequestedBy: user,
        CreatedTime: 1_767_607_202,
        CreatedBy: user,
        ReviewRequestComments: [{ Comment: 'Why so low?', CreatedTime: 1_767_607_203, CreatedBy: user }],
      },
      ContactParticipant: { ContactParticipantRole: 'NEWER', ContactParticipantId: 'participant' },
    },
    Answers: {
      when: { Value: { DateTimeValue: '2026-01-05T10:00:00Z' }, SystemSuggestedValue: { DateTimeValue: 'Monday' } },
      open: {
        SuggestedAnswers: [
          {
            Value: { NotApplicable: true },
            Status: 'SUCCEEDED',
            Input: { TranscriptType: 'REDACTED' },
            AnalysisType: 'GEN_AI',
            AnalysisDetails: { GenAI: { Justification: 'It was not asked.', PointsOfInterest: [point(5)] } },
          },
          {
            Status: 'FAILED',
            AnalysisType: 'CONTACT_LENS_DATA',
            AnalysisDetails: {
              ContactLens: {
                MatchedRuleCategories: [{ Category: 'Refund', Condition: 'PRESENT', PointsOfInterest: [point(7)] }],
              },
            },
          },
        ],
      },
    },
    Notes: {},
    Status: 'NEWER',
    Scores: { when: { Percentage: 10, NotApplicable: false, AutomaticFail: true, AppliedWeight: 33.3 } },
    CreatedTime: 1_767_607_204,
    LastModifiedTime: 1_767_607_205,
    EvaluationType: 'CALIBRATION',
  },
  EvaluationForm: {
    EvaluationFormId: evaluated.form,
    EvaluationFormArn: `${instanceArn}/evaluation-form/${evaluated.form}`,
    EvaluationFormVersion: 4,
    Title: 'Form',
    Items: [
      {
        Question: {
          Title: 'When?',
          RefId: 'when',
          Instructions: 'Ask.',
          QuestionType: 'NEWER',
          NotApplicableEnabled: true,
        },
      },
      {
        Section: {
          ...{ Title: 'Section', RefId: 'section', Instructions: 'Read.', Weight: 100 },
          Items: [
            {
              Question: {
                ...{ Title: 'Which?', RefId: 'open', QuestionType: 'SINGLESELECT', Weight: 50 },
                QuestionTypeProperties: {
                  SingleSelect: {
                    DisplayAs: 'RADIO',
                    Options: [{ RefId: 'a', Text: 'A', AutomaticFailConfiguration: { TargetSection: 'section' } }],
                  },
                },
                Enablement: {
                  ...{ Action: 'ENABLE', DefaultAction: 'DISABLE' },
                  Condition: {
                    Operator: 'AND',
                    Operands: [
                      {
                        Condition: {
                          Operands: [
                            {
                              Expression: {
                                Source: { Type: 'QUESTION_REF_ID', RefId: 'when' },
                                Values: [{ Type: 'OPTION_REF_ID', RefId: 'a' }],
                                Comparator: 'NOT_IN',
                              },
                            },
                          ],
                        },
                      },
                    ],
                  },
                },
              },
            },
            {
              Question: {
                ...{ Title: 'How many?', RefId: 'number', QuestionType: 'NUMERIC' },
                QuestionTypeProperties: {
                  Numeric: {
                    ...{ MinValue: 1, MaxValue: 9 },
                    Options: [
                      ...[{ MinValue: 1, MaxValue: 2, Score: 0, AutomaticFail: true }],
                      ...[{ MinValue: 3, MaxValue: 9, AutomaticFailConfiguration: { TargetSection: 'section' } }],
                    ],
                  },
                },
              },
            },
          ],
        },
      },
    ],
    ScoringStrategy: { Mode: 'QUESTION_ONLY', Status: 'DISABLED' },
    AutoEvaluationConfiguration: { Enabled: true },
    TargetConfiguration: { ContactInteractionType: 'AUTOMATED' },
    LanguageConfiguration: { FormLanguage: 'de-DE' },
  },
};

let connect: Server;
let gateway: TestGateway;
beforeAll(async () => {
  connect = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-amzn-requestid', 'a-request');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => connect.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(connect.address() as AddressInfo).port}`;
  gateway = await startTestGateway({ endpoint, instances: [instanceArn] });
});
afterAll(async () => {
  await gateway.close();
  connect.closeAllConnections();
  await new Promise((resolve) => connect.close(resolve));
});

async function evaluation(fields: string) {
  const { data, errors } = await gateway.graphql(
    `{ connect { evaluation(id: "${evaluated.evaluation}") { ${fields} } } }`,
  );
  expect(errors).toEqual([]);
  return data.connect.evaluation;
}
const at = (second: number) => new Date(1_767_607_200_000 + second * 1000).toISOString();
const ines = { id: users.ines };

test('who evaluated, acknowledged and reviewed is shown, and what this schema does not know yet', async () => {
  const by = 'acknowledgedAt acknowledgedBy { id } comment';
  const review = `requestedAt requestedBy { id } createdAt createdBy { id } requestComments { comment createdAt createdBy { id } }`;
  expect(
    await evaluation(`status statusRaw type typeRaw evaluator { id } user { id } participantRole participantRoleRaw participantId
      calibrationSessionId samplingJobId autoEvaluationEnabled autoEvaluationStatus autoEvaluationStatusRaw
      acknowledgement { ${by} } reviewId review { ${review} } tags { key } score { percentage automaticFail }
      scores { refId percentage notApplicable automaticFail appliedWeight }`),
  ).toEqual({
    ...{ status: 'UNKNOWN', statusRaw: 'NEWER', type: 'CALIBRATION', typeRaw: 'CALIBRATION' },
    // A role that called Connect is no user, and not for clients.
    ...{ evaluator: null, user: null },
    ...{ participantRole: 'UNKNOWN', participantRoleRaw: 'NEWER', participantId: 'participant' },
    ...{ calibrationSessionId: 'calibration', samplingJobId: 'sampling', autoEvaluationEnabled: true },
    ...{ autoEvaluationStatus: 'UNKNOWN', autoEvaluationStatusRaw: 'NEWER' },
    acknowledgement: { acknowledgedAt: at(0), acknowledgedBy: ines, comment: 'Agreed.' },
    reviewId: 'review',
    review: {
      ...{ requestedAt: at(1), requestedBy: ines, createdAt: at(2), createdBy: ines },
      requestComments: [{ comment: 'Why so low?', createdAt: at(3), createdBy: ines }],
    },
    tags: null,
    score: { percentage: 12.5, automaticFail: true },
    scores: [{ refId: 'when', percentage: 10, notApplicable: false, automaticFail: true, appliedWeight: 33.3 }],
  });
});

test('what automation suggests is shown, and why', async () => {
  const value = `__typename ... on ConnectEvaluationDateTimeAnswer { valueAt valueRaw }
    ... on ConnectEvaluationNotApplicableAnswer { notApplicable }`;
  const points = 'pointsOfInterest { beginOffsetMs transcriptSegment }';
  const { answers } = await evaluation(`answers { refId value { ${value} } systemSuggestedValue { ${value} }
    suggestedAnswers { value { ${value} } status statusRaw analysisType transcriptType justification ${points}
      matchedCategories { category condition ${points} } } }`);
  const __typename = 'ConnectEvaluationDateTimeAnswer';
  expect(answers).toEqual([
    {
      refId: 'when',
      value: { __typename, valueAt: at(0), valueRaw: '2026-01-05T10:00:00Z' },
      systemSuggestedValue: { __typename, valueAt: null, valueRaw: 'Monday' },
      suggestedAnswers: null,
    },
    {
      ...{ refId: 'open', value: null, systemSuggestedValue: null },
      suggestedAnswers: [
        {
          value: { __typename: 'ConnectEvaluationNotApplicableAnswer', notApplicable: true },
          ...{ status: 'SUCCEEDED', statusRaw: 'SUCCEEDED', analysisType: 'GEN_AI', transcriptType: 'REDACTED' },
          justification: 'It was not asked.',
          pointsOfInterest: [{ beginOffsetMs: 5, transcriptSegment: 'Said at 5' }],
          matchedCategories: null,
        },
        {
          ...{ value: null, status: 'FAILED', statusRaw: 'FAILED', analysisType: 'CONTACT_LENS_DATA' },
          ...{ transcriptType: null, justification: null, pointsOfInterest: null },
          matchedCategories: [
            {
              ...{ category: 'Refund', condition: 'PRESENT' },
              pointsOfInterest: [{ beginOffsetMs: 7, transcriptSegment: 'Said at 7' }],
            },
          ],
        },
      ],
    },
  ]);
});

test('a form is shown with conditions within conditions, and questions beside sections', async () => {
  const enablement = `action defaultAction condition { operator parts { ... on ConnectEvaluationCondition {
    parts { ... on ConnectEvaluationExpression { questionRefId comparator optionRefIds } } } } }`;
  const properties = `... on ConnectEvaluationSelectProperties { displayAs options { refId text score automaticFail failedSectionRefId } }
    ... on ConnectEvaluationNumericProperties { minValue maxValue ranges { maxValue automaticFail failedSectionRefId } }`;
  const question = `... on ConnectEvaluationFormQuestion { refId instructions type typeRaw notApplicableAllowed weight
    properties { ${properties} } enablement { ${enablement} } }`;
  const { form } =
    await evaluation(`form { version scoringMode scoringStatus autoEvaluationEnabled contactInteractionType language
    items { ${question} ... on ConnectEvaluationFormSection { refId instructions weight items { ${question} } } } }`);
  const unsaid = { instructions: null, notApplicableAllowed: null, weight: null, enablement: null };
  expect(form).toEqual({
    ...{ version: 4, scoringMode: 'QUESTION_ONLY', scoringStatus: 'DISABLED', autoEvaluationEnabled: true },
    ...{ contactInteractionType: 'AUTOMATED', language: 'de-DE' },
    items: [
      {
        ...{ ...unsaid, refId: 'when', instructions: 'Ask.', type: 'UNKNOWN', typeRaw: 'NEWER' },
        ...{ notApplicableAllowed: true, properties: null },
      },
      {
        ...{ refId: 'section', instructions: 'Read.', weight: 100 },
        items: [
          {
            ...{ ...unsaid, refId: 'open', type: 'SINGLESELECT', typeRaw: 'SINGLESELECT', weight: 50 },
            properties: {
              displayAs: 'RADIO',
              options: [{ refId: 'a', text: 'A', score: null, automaticFail: null, failedSectionRefId: 'section' }],
            },
            enablement: {
              ...{ action: 'ENABLE', defaultAction: 'DISABLE' },
              condition: {
                operator: 'AND',
                parts: [{ parts: [{ questionRefId: 'when', comparator: 'NOT_IN', optionRefIds: ['a'] }] }],
              },
            },
          },
          {
            ...{ ...unsaid, refId: 'number', type: 'NUMERIC', typeRaw: 'NUMERIC' },
            properties: {
              ...{ minValue: 1, maxValue: 9 },
              ranges: [
                { maxValue: 2, automaticFail: true, failedSectionRefId: null },
                { maxValue: 9, automaticFail: null, failedSectionRefId: 'section' },
              ],
            },
          },
        ],
      },
    ],
  });
});
