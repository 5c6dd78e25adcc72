import { describe, expect, test } from '@jest/globals';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { defaultAssumptions } from '../../src/world/assumptions/assumptions.js';
import { evaluationAssumptions } from '../../src/world/assumptions/assumptions-evaluations.js';
import { fileAssumptions } from '../../src/world/assumptions/assumptions-files.js';
import { readAssumptions } from '../../src/world/assumptions/assumptions-reads.js';
import { announcement, contact, email, filesWorld } from './file-uploads.js';
import { serve } from './served.js';
import { instanceArn } from './support.js';

const uuid = '20000000-0000-4000-8000-000000000001';
const question = { ref: 'q', title: 'Q', type: 'TEXT' };
const sections = [{ ref: 's', title: 'S', items: [question] }];
const more = {
  contacts: [
    contact('mail', 'EMAIL'),
    contact('chat', 'CHAT'),
    { ...contact(uuid, 'TASK'), state: 'with-agent', agent: 'off' },
  ],
  evaluationForms: [
    { id: 'form', title: 'Form', active: 1, sections, tags: { team: 'red' } },
    { id: 'draft', title: 'Draft', sections },
  ],
  evaluations: [
    { id: 'open', form: 'form', contact: 'mail', evaluator: 'ann', started: '-5m' },
    { id: 'done', form: 'form', contact: 'chat', evaluator: 'ann', started: '-5m', submitted: '-1m' },
  ],
};
const start = (assumptions: Partial<Assumptions>, own: object = {}) =>
  serve(filesWorld(assumptions, { ...more, ...own }));
const lone = { AssociatedResourceArn: email, FileId: '<file>' };
const times = { StartTime: new Date(0), EndTime: new Date(0) };

/** One call for each assumed error. */
const refusals: Readonly<Record<string, readonly [string, object][]>> = {
  errorOfUploadToUnknownResource: [
    ['StartAttachedFileUpload', { ...announcement, AssociatedResourceArn: `${instanceArn}/contact/x` }],
  ],
  errorOfCompleteWithoutUpload: [['CompleteAttachedFileUpload', lone]],
  errorOfFormWithoutActiveVersion: [['StartContactEvaluation', { ContactId: 'mail', EvaluationFormId: 'draft' }]],
  errorOfUpdateOfSubmittedEvaluation: [['UpdateContactEvaluation', { EvaluationId: 'done', Answers: {} }]],
  errorOfWrongAnswer: [
    ['UpdateContactEvaluation', { EvaluationId: 'open', Answers: { q: { Value: { NumericValue: 1 } } } }],
    ['SubmitContactEvaluation', { EvaluationId: 'open', Notes: { x: { Value: 'x' } } }],
  ],
  errorOfMetricsOutsideQueue: [['GetContactMetrics', { ContactId: uuid, Metrics: [{ Name: 'POSITION_IN_QUEUE' }] }]],
  errorOfWrongUserDataFilters: [['GetCurrentUserData', { Filters: {} }]],
  errorOfWrongMetricRequest: [
    ['GetCurrentMetricData', { Filters: { Queues: ['tasks'] }, CurrentMetrics: [{ Unit: 'COUNT' }] }],
    ['GetMetricData', { ...times, Filters: { Queues: ['tasks'] }, HistoricalMetrics: [{ Name: 'CONTACTS_HANDLED' }] }],
    [
      'GetMetricDataV2',
      {
        ...times,
        ResourceArn: instanceArn,
        Filters: [{ FilterKey: 'QUEUE', FilterValues: ['tasks'] }],
        Metrics: [{ Name: 'CONTACTS_HANDLED' }],
      },
    ],
  ],
  errorOfChatWithoutAnalysis: [
    ['ListRealtimeContactAnalysisSegmentsV2', { ContactId: 'chat', OutputType: 'Raw', SegmentTypes: ['Event'] }],
  ],
  errorOfTooManyTags: [
    [
      'TagResource',
      {
        resourceArn: `${instanceArn}/evaluation-form/form`,
        tags: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`t${at}`, ''])),
      },
    ],
  ],
};
const cases = Object.entries(refusals).flatMap(([name, calls]) =>
  calls.map(([operation, input]) => [name, operation, input] as const),
);

describe('An assumption about reads, files or evaluations', () => {
  test('about an error is tested here for every setting', () => {
    const names = Object.keys({ ...fileAssumptions, ...evaluationAssumptions, ...readAssumptions });
    expect(Object.keys(refusals).sort()).toEqual(names.filter((name) => name.startsWith('errorOf')).sort());
  });

  test.each(cases)('decides the error: %s of %s', async (name, operation, input) => {
    const nameOfRefusal = async (assumptions: Partial<Assumptions>) => {
      // GetContactMetrics accepts UUIDs only.
      const served = await start(assumptions, operation === 'GetContactMetrics' ? { id: uuid } : {});
      const upload = 'FileId' in input ? await served.send('StartAttachedFileUpload', announcement) : {};
      return (await served.refused(operation, { ...input, FileId: upload.FileId })).name;
    };
    expect(await nameOfRefusal({})).toBe(defaultAssumptions[name as keyof Assumptions]);
    expect(await nameOfRefusal({ [name]: 'AccessDeniedException' })).toBe('AccessDeniedException');
  });

  test.each<[keyof Assumptions, unknown, object, string]>([
    ['fileExtensions', 'exe zip', {}, 'InvalidRequestException'],
    ['maxFileBytes', 4, {}, 'InvalidRequestException'],
    ['maxFileBytesPerResource', 4, {}, 'ServiceQuotaExceededException'],
    ['filesPerEmail', 0, {}, 'ServiceQuotaExceededException'],
    ['filesPerTask', 0, { AssociatedResourceArn: `${instanceArn}/contact/${uuid}` }, 'ServiceQuotaExceededException'],
    [
      'filesPerCase',
      0,
      { AssociatedResourceArn: 'arn:aws:cases:us-east-1:111122223333:domain/d/case/c' },
      'ServiceQuotaExceededException',
    ],
  ])('decides which files are accepted: %s is %p', async (name, value, input, error) => {
    const upload = { ...announcement, ...input };
    await (await start({})).send('StartAttachedFileUpload', upload);
    expect((await (await start({ [name]: value })).refused('StartAttachedFileUpload', upload)).name).toBe(error);
  });

  test('decides whether two files may have one name', async () => {
    const served = await start({ sameFileName: 'accept' });
    const one = await served.send('StartAttachedFileUpload', announcement);
    const other = await served.send('StartAttachedFileUpload', announcement);
    expect(one.FileId).not.toBe(other.FileId);
  });

  test('decides the status of an abandoned upload, and the error code of a missing file', async () => {
    const served = await start({ abandonedUpload: 'REJECTED', errorCodeOfMissingFile: 'NotFound' });
    const { FileId } = await served.send('StartAttachedFileUpload', announcement);
    served.world.clock.advance(301_000);
    const input = { AssociatedResourceArn: email, FileIds: [FileId, 'x'] };
    const { Files, Errors } = await served.send('BatchGetAttachedFileMetadata', input);
    expect([Files[0].FileStatus, Errors[0].ErrorCode]).toEqual(['REJECTED', 'NotFound']);
  });

  test('decides the handle time for estimates', async () => {
    const wait = async (handleTimeForEstimatesMs: number) => {
      const served = await start({ handleTimeForEstimatesMs });
      const { MetricResults } = await served.send('GetCurrentMetricData', {
        Filters: { Queues: ['tasks'], Channels: ['TASK'] },
        Groupings: ['QUEUE', 'CHANNEL'],
        CurrentMetrics: [{ Name: 'ESTIMATED_WAIT_TIME', Unit: 'SECONDS' }],
      });
      return MetricResults[0].Collections[0].Value;
    };
    expect(await wait(120_000)).toBe(2 * (await wait(60_000)));
    expect(await wait(60_000)).toBeGreaterThan(0);
  });
});
