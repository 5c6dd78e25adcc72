import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { contacts } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
  gateway.emulator.ledger.clear();
});

const chat = 'cccccccc-0000-4000-8000-000000000016';
const endedChat = 'cccccccc-0000-4000-8000-000000000020';
const waiting = 'cccccccc-0000-4000-8000-000000000017';
const contact = (id: string, fields: string) => gateway.graphql(`{ connect { contact(id: "${id}") { ${fields} } } }`);

const reads = [
  ['GetContactMetrics', waiting, 'metrics { positionInQueue estimatedWaitSeconds }'],
  ['ListRealtimeContactAnalysisSegmentsV2', chat, 'realtimeAnalysis { nodes { __typename } }'],
  ['ListAssociatedContacts', contacts.transferredElevenTimes, 'associatedContacts { nodes { id } }'],
] as const;

describe.each(reads)('%s', (operation, id, fields) => {
  test('answers, and is made only where it is selected', async () => {
    const { data, errors } = await contact(id, fields);
    expect(errors).toEqual([]);
    expect(Object.values(data.connect.contact)).toEqual([expect.any(Object)]);
    expect(gateway.emulator.ledger.entries(operation)).toHaveLength(1);
    await contact(id, 'pauseCount queuePriority');
    expect(gateway.emulator.ledger.entries(operation)).toHaveLength(1);
  });

  test('is made again after a fault', async () => {
    gateway.emulator.faults.add({ operation, fault: 'http500', times: 1 });
    expect((await contact(id, fields)).errors).toEqual([]);
    expect(gateway.emulator.ledger.entries(operation)).toHaveLength(2);
  });

  test('that is refused is an entry of errors, and its siblings stay', async () => {
    gateway.emulator.faults.add({ operation, fault: 'error', error: 'AccessDeniedException' });
    const { data, errors } = await contact(id, `id ${fields}`);
    expect(data.connect.contact).toMatchObject({ id });
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONNECT_ACCESS_DENIED', retryable: false });
  });
});

test('the segments of an analysis come by type, redacted where asked, page by page', async () => {
  const fields = `realtimeAnalysis(segmentTypes: [TRANSCRIPT, ISSUES, CATEGORIES, EVENT, ATTACHMENTS], outputType: REDACTED) { status nodes {
    ... on ConnectTranscriptSegment { content redaction { characters { begin end } } } ... on ConnectIssuesSegment { issues { transcriptParts { content } } }
    ... on ConnectCategoriesSegment { categories { name pointsOfInterest { transcriptParts { segmentId characters { begin } } } } }
    ... on ConnectEventSegment { eventType happenedAt } ... on ConnectAttachmentsSegment { attachments { name } } } }
    page: realtimeAnalysis(first: 2) { nodes { __typename } pageInfo { hasNextPage } }`;
  const { data, errors } = await contact(chat, fields);
  expect(errors).toEqual([]);
  const { realtimeAnalysis, page } = data.connect.contact;
  expect(realtimeAnalysis.status).toBe('IN_PROGRESS');
  expect(realtimeAnalysis.nodes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ content: 'It is [PII], and my code is [PII].' }),
      { attachments: [{ name: 'alarm-unit.jpg' }] },
      { issues: [{ transcriptParts: [{ content: 'the alarm does not stop' }] }] },
      { categories: [expect.objectContaining({ name: 'Device' })] },
    ]),
  );
  expect(page).toEqual({ nodes: [expect.any(Object), expect.any(Object)], pageInfo: { hasNextPage: true } });
});

test('a summary is there once the chat has ended; an output that was not kept is null', async () => {
  const { data, errors } = await contact(
    endedChat,
    `realtimeAnalysis(segmentTypes: [POST_CONTACT_SUMMARY]) { nodes { ... on ConnectPostContactSummarySegment { status content } } }
     redacted: realtimeAnalysis(outputType: REDACTED) { status }`,
  );
  expect(errors).toEqual([]);
  expect(data.connect.contact.realtimeAnalysis.nodes).toEqual([
    { status: 'COMPLETED', content: expect.stringContaining('order') },
  ]);
  expect(data.connect.contact.redacted).toBeNull();
});
