import { describe, expect, test } from '@jest/globals';
import { serviceModel } from '#connect-model';
import { sampleOutput } from '../../../packages/connect-emulator/test/support/sample.js';
import { checkOutput } from '../../../src/connect/calls/output-check.js';

/** What is left of a contact, and how much was taken out. */
function contact(members: object) {
  const output = { Contact: members };
  return { malformed: checkOutput('DescribeContact', output), ...output.Contact };
}

const whole = () => ({
  Id: 'c1',
  Arn: 'arn:aws:connect:us-east-1:111122223333:instance/i/contact/c1',
  Name: '',
  InitiationTimestamp: new Date(0),
  QueuePriority: 5,
  QueueTimeAdjustmentSeconds: -30,
  Tags: { a: 'b', ['__proto__']: 'p', constructor: 'c' },
  QueueInfo: { Id: 'q' },
  Recordings: [{ Location: 'x' }, { Location: 'y' }],
  SegmentAttributes: { deep: { ValueMap: { deeper: { ValueInteger: -1 } } } },
});

test('an answer as the service model has it stays the same objects', () => {
  const output = { Contact: whole(), $metadata: { any: 'thing' } };
  const { Tags, Recordings, QueueInfo } = output.Contact;
  expect(checkOutput('DescribeContact', output)).toBe(0);
  expect(output.Contact).toEqual(whole());
  expect(output.Contact.Tags).toBe(Tags);
  expect(output.Contact.Recordings).toBe(Recordings);
  expect(output.Contact.QueueInfo).toBe(QueueInfo);
});

test.each(Object.keys(serviceModel.operations))(
  'of an answer to %s that the model allows nothing is taken out',
  (name) => {
    for (const seed of [0, 1, 2, 3]) expect(checkOutput(name, sampleOutput(name, seed))).toBe(0);
  },
);

describe('a member of another type is as if it were absent', () => {
  test.each<[string, object]>([
    ['a number for a text', { Name: 5 }],
    ['a structure for a text', { Name: {} }],
    ['null', { Name: null }],
    ['a text for a number', { QueuePriority: '5' }],
    ['a text for a moment', { InitiationTimestamp: '2026' }],
    ['no moment', { InitiationTimestamp: new Date(Number.NaN) }],
    ['a moment in the year 10000', { InitiationTimestamp: new Date('+010000-01-01T00:00:00Z') }],
    ['a moment before the year 1', { InitiationTimestamp: new Date('-000001-01-01T00:00:00Z') }],
    ['a text for a structure', { QueueInfo: 'q' }],
    ['a list for a structure', { QueueInfo: [] }],
    ['a text for a list', { Recordings: 'r' }],
    ['a structure for a list', { Recordings: {} }],
    ['a list for a map', { Tags: ['a'] }],
    ['a text for a map', { Tags: 'a' }],
    ['a fraction for a whole number', { QueuePriority: 1.5 }],
    ['a number without an end', { QueuePriority: Infinity }],
    ['what is no number', { QueuePriority: Number.NaN }],
    ['a count below 0', { TotalPauseCount: -1 }],
    ['a count that cannot be counted to', { TotalPauseCount: 1e300 }],
    ['an empty id', { InitialContactId: '' }],
    ['an id of 501 characters', { InitialContactId: 'x'.repeat(501) }],
    ['an id with a control character', { InitialContactId: 'a\nb' }],
    ['an ARN of 2,049 characters', { Arn: 'a'.repeat(2_049) }],
  ])('%s', (_, members) => {
    const { malformed, ...rest } = contact(members);
    expect(malformed).toBe(1);
    expect(Object.values(rest)).toEqual([undefined]);
  });
});

describe('of lists and maps only what is wrong is left out', () => {
  test('of a list', () => {
    const Recordings = [null, { Location: 'a' }, 5, 'x', [], { Location: 7 }, undefined];
    expect(contact({ Recordings })).toEqual({ malformed: 6, Recordings: [{ Location: 'a' }, {}] });
  });

  test('of a map, whatever its keys are called', () => {
    const Tags = JSON.parse('{"__proto__": 5, "constructor": "c", "toString": null, "a": "b"}');
    const left = contact({ Tags });
    expect(left.malformed).toBe(2);
    expect(Object.entries(Tags)).toEqual([
      ['constructor', 'c'],
      ['a', 'b'],
    ]);
    expect(Object.getPrototypeOf(Tags)).toBe(Object.prototype);
  });

  test('of maps within maps', () => {
    const SegmentAttributes = { a: { ValueMap: { b: { ValueInteger: 'x' }, c: 'no' } }, d: null };
    expect(contact({ SegmentAttributes })).toMatchObject({
      malformed: 3,
      SegmentAttributes: { a: { ValueMap: { b: {} } } },
    });
  });
});

describe('a number below 0 stays', () => {
  test.each([
    ['QueueTimeAdjustmentSeconds', { QueueTimeAdjustmentSeconds: -30 }],
    ['ValueInteger', { SegmentAttributes: { a: { ValueInteger: -7 } } }],
  ])('of %s, where it means something', (_, members) => {
    expect(contact(members)).toEqual({ malformed: 0, ...members });
  });
});

test('a page token is left as it came, since what is wrong with it must not look like the end', () => {
  const output = { QueueSummaryList: [], NextToken: 5 };
  expect(checkOutput('ListQueues', output)).toBe(0);
  expect(output.NextToken).toBe(5);
});

test('an operation that answers with nothing has nothing to look at', () => {
  expect(checkOutput('TagContact', { $metadata: {} })).toBe(0);
});

test('nothing of it reaches the prototype of all objects', () => {
  checkOutput(
    'DescribeContact',
    JSON.parse('{"__proto__": {"polluted": 1}, "Contact": {"__proto__": {"polluted": 1}}}'),
  );
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
