import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import { allPages, type Served, serve } from './served.js';
import { smallWorld } from './support.js';

const transcript = {
  items: [
    { at: '-9m', by: 'CUSTOMER', name: 'Rosa', event: 'joined' },
    { at: '-8m', by: 'CUSTOMER', name: 'Rosa', text: 'My card 4111 was charged twice.', redact: ['4111'] },
    { at: '-7m', by: 'AGENT', text: 'Which one, 4111 or 4222?', redact: ['4111', '4222'], sentiment: 'NEUTRAL' },
    { at: '-6m', by: 'CUSTOMER', name: 'Rosa', file: 'bill.pdf' },
    { at: '-5m', by: 'CUSTOMER', name: 'Rosa', text: 'charged, Charged, CHARGED, charged, charged' },
    { at: '+5m', by: 'AGENT', text: 'It was not charged again.' },
  ],
  categories: { Charge: ['charged'], Threat: ['lawyer'] },
  issues: ['charged twice', 'never said'],
  summary: 'A card was charged twice.',
  outputs: ['Raw', 'Redacted'],
};
const chat = { channel: 'CHAT', state: 'with-agent', initiated: '-10m', queue: 'tasks', agent: 'ann' };
const contacts = [
  { ...chat, id: 'live', transcript },
  { ...chat, id: 'over', transcript, state: 'ended', ended: '-1m' },
  { ...chat, id: 'raw', transcript: { ...transcript, outputs: ['Raw'] } },
  { ...chat, id: 'redacted', transcript: { ...transcript, outputs: ['Redacted'] } },
  { ...chat, id: 'plain' },
  { ...chat, id: 'call', channel: 'VOICE' },
  { ...chat, id: 'task', channel: 'TASK' },
];

const operation = 'ListRealtimeContactAnalysisSegmentsV2';
const start = (assumptions: Partial<Assumptions> = {}) => serve(smallWorld({ contacts }, { assumptions }));

function list(served: Served, ContactId: string, types: string[], OutputType = 'Raw') {
  return served.send(operation, { ContactId, OutputType, SegmentTypes: types });
}

let served: Served;
beforeAll(async () => {
  served = await start();
});

describe('ListRealtimeContactAnalysisSegmentsV2', () => {
  test('lists segments of the requested types in order of time', async () => {
    const types = ['Transcript', 'Event', 'Attachments'];
    const { Segments, ...rest } = await list(served, 'live', types);
    expect(rest).toEqual({ Channel: 'CHAT', Status: 'IN_PROGRESS' });
    expect(Segments).toHaveLength(5);
    const said = {
      Id: expect.any(String),
      ParticipantId: Segments[0].Event.ParticipantId,
      ParticipantRole: 'CUSTOMER',
      DisplayName: 'Rosa',
      Time: { AbsoluteTime: expect.any(Date) },
    };
    expect(Segments[0]).toEqual({
      Event: { ...said, EventType: 'application/vnd.amazonaws.connect.event.participant.joined' },
    });
    expect(Segments[1]).toEqual({
      Transcript: {
        ...said,
        Content: 'My card 4111 was charged twice.',
        ContentType: 'text/plain',
        Redaction: { CharacterOffsets: [{ BeginOffsetChar: 8, EndOffsetChar: 12 }] },
      },
    });
    expect(Segments[2].Transcript).toMatchObject({ ParticipantRole: 'AGENT', Sentiment: 'NEUTRAL' });
    expect(Segments[2].Transcript.ParticipantId).not.toBe(said.ParticipantId);
    expect(Segments[3]).toEqual({
      Attachments: {
        ...said,
        Attachments: [{ AttachmentId: expect.any(String), AttachmentName: 'bill.pdf', Status: 'APPROVED' }],
      },
    });
    const times = Segments.map((segment: object) => Object.values(segment)[0].Time.AbsoluteTime.getTime());
    expect(times).toEqual(times.toSorted((a: number, b: number) => a - b));
    expect(Object.keys(Segments[4])).toEqual(['Transcript']);

    const events = await list(served, 'live', ['Event']);
    expect(events.Segments).toEqual([Segments[0]]);
  });

  test('replaces redacted parts by a tag, and returns the offsets of the tags', async () => {
    const { Segments } = await list(served, 'live', ['Transcript'], 'Redacted');
    expect(Segments[1].Transcript).toMatchObject({
      Content: 'Which one, [PII] or [PII]?',
      Redaction: {
        CharacterOffsets: [
          { BeginOffsetChar: 11, EndOffsetChar: 16 },
          { BeginOffsetChar: 20, EndOffsetChar: 25 },
        ],
      },
    });
    expect(Segments[2].Transcript.Redaction).toBeUndefined();
    const other = await list(await start({ redactionTag: '***' }), 'live', ['Transcript'], 'Redacted');
    expect(other.Segments[0].Transcript.Content).toBe('My card *** was charged twice.');
  });

  test('returns matching rules with at most five points of interest, ignoring case', async () => {
    const { Segments } = await list(served, 'live', ['Categories']);
    expect(Segments).toHaveLength(1);
    const { MatchedDetails } = Segments[0].Categories;
    expect(Object.keys(MatchedDetails)).toEqual(['Charge']);
    expect(MatchedDetails.Charge.PointsOfInterest).toHaveLength(5);
    expect(MatchedDetails.Charge.PointsOfInterest[0]).toEqual({
      TranscriptItems: [{ Id: expect.any(String), CharacterOffsets: { BeginOffsetChar: 17, EndOffsetChar: 24 } }],
    });
  });

  test('returns the detected issues', async () => {
    const { Segments } = await list(served, 'live', ['Issues']);
    expect(Segments).toEqual([
      {
        Issues: {
          IssuesDetected: [
            {
              TranscriptItems: [
                {
                  Id: expect.any(String),
                  Content: 'charged twice',
                  CharacterOffsets: { BeginOffsetChar: 17, EndOffsetChar: 30 },
                },
              ],
            },
          ],
        },
      },
    ]);
  });

  test('returns a summary when the contact has ended', async () => {
    expect((await list(served, 'live', ['PostContactSummary'])).Segments).toEqual([]);
    expect(await list(served, 'over', ['PostContactSummary'])).toEqual({
      Channel: 'CHAT',
      Status: 'COMPLETED',
      Segments: [{ PostContactSummary: { Content: 'A card was charged twice.', Status: 'COMPLETED' } }],
    });
  });

  test('lists a message from its time on', async () => {
    const own = await start();
    expect((await list(own, 'live', ['Transcript'])).Segments).toHaveLength(3);
    own.world.clock.advance(5 * 60_000);
    const { Segments } = await list(own, 'live', ['Transcript']);
    expect(Segments.at(-1).Transcript.Content).toBe('It was not charged again.');
  });

  test('pages', async () => {
    const input = { ContactId: 'live', OutputType: 'Raw', SegmentTypes: ['Transcript', 'Categories', 'Event'] };
    const { Segments } = await served.send(operation, input);
    expect(await allPages(served, operation, input, 'Segments', 2)).toEqual({ items: Segments, pages: 3 });
  });

  test.each([
    ['a call', 'call', 'Raw', 'InvalidRequestException'],
    ['a task', 'task', 'Raw', 'InvalidRequestException'],
    ['a contact that does not exist', 'none', 'Raw', 'ResourceNotFoundException'],
    ['a chat that is not analysed', 'plain', 'Raw', 'ResourceNotFoundException'],
    ['redacted output that the flow does not enable', 'raw', 'Redacted', 'OutputTypeNotFoundException'],
    ['raw output that the flow does not enable', 'redacted', 'Raw', 'OutputTypeNotFoundException'],
  ])('refuses %s', async (_what, ContactId, OutputType, error) => {
    const refused = await served.refused(operation, { ContactId, OutputType, SegmentTypes: ['Transcript'] });
    expect(refused.name).toBe(error);
  });

  test('refuses a chat without analysis with the assumed error', async () => {
    const own = await start({ errorOfChatWithoutAnalysis: 'InvalidRequestException' });
    const input = { ContactId: 'plain', OutputType: 'Raw', SegmentTypes: ['Event'] };
    expect((await own.refused(operation, input)).name).toBe('InvalidRequestException');
  });
});
