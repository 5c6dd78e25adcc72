import { describe, expect, test } from '@jest/globals';
import { operationModel, patternRule, type Shape, serviceModel, shape, structure } from 'connect-model';
import fc from 'fast-check';
import type { Input } from '../../src/protocol/decode.js';
import { violations } from '../../src/protocol/validate.js';
import { sampleInput } from '../support/sample.js';
import { postTransfer, raw, startTestWire } from '../support/wire.js';

/** All top-level members of all operations, with their shapes. */
const members = Object.keys(serviceModel.operations).flatMap((operation) =>
  structure(operationModel(operation).input).members.map((member) => ({
    operation,
    name: member.name,
    type: shape(member.shape),
  })),
);
type Bounded = Shape & { readonly min?: number; readonly max?: number };
const some = (wanted: (type: Shape) => boolean) => fc.constantFrom(...members.filter(({ type }) => wanted(type)));
const valid = (operation: string) => sampleInput(operation, { members: 'required', seed: 1 });
const character = fc.constantFrom('x', 'é', '😀');

describe('the constraints of the model', () => {
  test('accept all samples of valid inputs', () => {
    for (const operation of Object.keys(serviceModel.operations)) {
      for (const seed of [0, 1, 2, 3, 4, 5]) {
        expect(violations(operation, sampleInput(operation, { members: 'all', seed }))).toEqual([]);
      }
    }
  });

  test('report every missing required member', () => {
    for (const operation of Object.keys(serviceModel.operations)) {
      const required = structure(operationModel(operation).input).members.filter((member) => member.required);
      expect(violations(operation, {})).toEqual(
        required.map(({ name }) => `Value null at '${name}' failed to satisfy constraint: Member must not be null`),
      );
    }
  });

  test('apply to the length of any text, in characters', () => {
    fc.assert(
      fc.property(
        some((type) => type.type === 'string' && !type.pattern && !type.enum),
        character,
        fc.nat(700),
        ({ operation, name, type }, filler, length) => {
          const { min = 0, max = Infinity } = type as Bounded;
          const found = violations(operation, { ...valid(operation), [name]: filler.repeat(length) });
          expect(found).toHaveLength(length < min || length > max ? 1 : 0);
          for (const text of found)
            expect(text).toContain(`'${name}' failed to satisfy constraint: Member must have length`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('apply to the range of any number', () => {
    fc.assert(
      fc.property(
        some((type) => ['integer', 'long', 'double', 'float'].includes(type.type)),
        fc.integer({ min: -2000, max: 2000 }),
        ({ operation, name, type }, value) => {
          const { min = -Infinity, max = Infinity } = type as Bounded;
          const found = violations(operation, { ...valid(operation), [name]: value });
          expect(found).toHaveLength(value < min || value > max ? 1 : 0);
          for (const text of found) expect(text).toContain(`Value '${value}' at '${name}'`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('apply to any enum', () => {
    fc.assert(
      fc.property(
        some((type) => type.type === 'string' && type.enum !== undefined),
        fc.string(),
        ({ operation, name, type }, value) => {
          const permitted = (type as { enum: readonly string[] }).enum;
          const found = violations(operation, { ...valid(operation), [name]: value });
          expect(found.length > 0).toBe(!permitted.includes(value));
          for (const one of permitted) {
            expect(violations(operation, { ...valid(operation), [name]: one })).toEqual([]);
          }
        },
      ),
    );
  });

  test('apply to the size of any list of texts', () => {
    const texts = (type: Shape) =>
      type.type === 'list' && shape(type.element).type === 'string' && !('pattern' in shape(type.element));
    fc.assert(
      fc.property(some(texts), fc.nat(120), ({ operation, name, type }, size) => {
        const { min = 0, max = Infinity } = type as Bounded;
        const element = shape((type as { element: string }).element) as { enum?: readonly string[]; min?: number };
        const item = element.enum?.[0] ?? 'x'.repeat(element.min ?? 1);
        const found = violations(operation, { ...valid(operation), [name]: Array(size).fill(item) });
        expect(found).toHaveLength(size < min || size > max ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, string, object, RegExp]>([
    ['a pattern', 'GetContactMetrics', { ContactId: 'no uuid' }, /'ContactId'.*Member must be a lowercase UUID/],
    ['an item of a list', 'TagContact', { Tags: { 'aws:x': 'y' } }, /'Tags\.key'.*Member must be a tag key/],
    ['a value of a map', 'TagContact', { Tags: { ok: 'v'.repeat(257) } }, /'Tags\.ok'.*less than or equal to 256/],
    [
      'a member of a structure in a map',
      'StartTaskContact',
      { References: { r: { Type: 'NOPE', Value: 'v' } } },
      /'References\.r\.Type'.*enum value set: \[URL/,
    ],
    ['a missing member further down', 'SearchContacts', { TimeRange: {} }, /null at 'TimeRange\.Type'/],
    [
      'a union with two members',
      'UpdateParticipantRoleConfig',
      { ChannelConfiguration: {} },
      /'ChannelConfiguration'.*Exactly one of \[Chat\] must be set, 0 are/,
    ],
    [
      'a text within a list of structures',
      'StartContactEvaluation',
      { AutoEvaluationConfiguration: {} },
      /null at 'AutoEvaluationConfiguration\.Enabled'/,
    ],
  ])('apply to %s', (_what, operation, change, message) => {
    expect(violations(operation, { ...valid(operation), ...change }).join('\n')).toMatch(message);
  });

  test('apply to unions with too many members', () => {
    const input = {
      ...valid('UpdateContactEvaluation'),
      Answers: { q: { Value: { StringValue: 'a', NotApplicable: true } } },
    };
    expect(violations('UpdateContactEvaluation', input).join()).toMatch(/'Answers\.q\.Value'.*Exactly one of .* 2 are/);
  });

  const patterned = members.flatMap(({ operation, name, type }) =>
    type.type === 'string' && type.pattern !== undefined ? [{ operation, name, pattern: type.pattern, type }] : [],
  );
  test('match the whole text against a pattern, and describe the pattern in words', () => {
    const junk = fc.constantFrom('', ' ', 'x', '\n', 'tel:', '~', '; ');
    fc.assert(
      fc.property(fc.constantFrom(...patterned), junk, junk, ({ operation, name, pattern, type }, before, after) => {
        const [sample] = [0, 1, 2].flatMap((seed) => sampleInput(operation, { members: 'all', seed })[name] ?? []);
        const text = `${before}${sample}${after}`;
        const { min = 0, max = Infinity } = type as Bounded;
        fc.pre([...text].length >= min && [...text].length <= max);
        const whole = pattern.split('\\\\').join('\\');
        const fits = new RegExp(`^(?:${whole})$`, whole.includes('\\p{') || whole.includes('\\P{') ? 'u' : '').test(
          text,
        );
        const rule = patternRule(pattern).slice(0, -1);
        const found = violations(operation, { ...valid(operation), [name]: text });
        expect(found).toEqual(
          fits ? [] : [expect.stringContaining(`'${name}' failed to satisfy constraint: Member ${rule}`)],
        );
      }),
      { numRuns: 1000 },
    );
    expect(new Set(patterned.map(({ pattern }) => pattern)).size).toBeGreaterThan(6);
  });

  const call = { InstanceId: 'i', ContactFlowId: 'f', DestinationPhoneNumber: '+15555550100' };
  const mail = { ...valid('StartEmailContact'), FromEmailAddress: { EmailAddress: 'pat@example.com' } };
  test.each<[string, string, Input, readonly Input[]]>([
    [
      'a phone number',
      'StartOutboundVoiceContact',
      call,
      ['555-0100', 'tel:+15555550100', 'Pat +15555550100', '+15555550100 '].map((DestinationPhoneNumber) => ({
        DestinationPhoneNumber,
      })),
    ],
    [
      'an email address',
      'StartEmailContact',
      mail,
      ['Pat <pat@example.com>', 'a@b.c, d@e.f', 'a@b@c.d'].map((EmailAddress) => ({
        FromEmailAddress: { EmailAddress },
      })),
    ],
    [
      'a Region',
      'SearchContacts',
      { ...valid('SearchContacts'), SearchCriteria: { ActiveRegions: ['us-east-1'] } },
      ['us-east-1a', 'in us-east-1'].map((region) => ({ SearchCriteria: { ActiveRegions: [region] } })),
    ],
    [
      "a metric's id",
      'GetCurrentMetricData',
      { ...valid('GetCurrentMetricData'), CurrentMetrics: [{ MetricId: 'arn:aws:connect:us-east-1:aws:metric/A' }] },
      ['x arn:aws:connect:us-east-1:aws:metric/A', 'arn:aws:connect:us-east-1:aws:metric/A1'].map((MetricId) => ({
        CurrentMetrics: [{ MetricId }],
      })),
    ],
    [
      "a reference's ARN",
      'StartTaskContact',
      { ...valid('StartTaskContact'), References: { r: { Type: 'ATTACHMENT', Arn: 'a'.repeat(20) } } },
      ['_', ' b'].map((end) => ({ References: { r: { Type: 'ATTACHMENT', Arn: `${'a'.repeat(20)}${end}` } } })),
    ],
    [
      "a phone number's beginning",
      'ListPhoneNumbersV2',
      { ...valid('ListPhoneNumbersV2'), PhoneNumberPrefix: '+1' },
      ['tel:+1', '+1-555'].map((PhoneNumberPrefix) => ({ PhoneNumberPrefix })),
    ],
  ])('refuse a text that only contains %s', (_what, operation, good, bad) => {
    expect(violations(operation, good)).toEqual([]);
    for (const change of bad)
      expect([change, violations(operation, { ...good, ...change }).length]).toEqual([change, 1]);
  });

  test('do not echo sensitive values', () => {
    const input = { ...valid('UpdateParticipantAuthentication'), Code: 's3cret'.repeat(2_000) };
    const found = violations('UpdateParticipantAuthentication', input);
    expect(found).toHaveLength(1);
    expect(found[0]).not.toContain('s3cret');
  });
});

describe('a request that violates a constraint', () => {
  test('is InvalidParameterException where the operation models it, else InvalidRequestException', async () => {
    const wire = await startTestWire();
    const transfer = await postTransfer(wire.url, { ContactId: '', ClientToken: 'x'.repeat(501) });
    const stop = await raw(`${wire.url}/contact/stop`, { method: 'POST', body: '{"InstanceId":"i"}' });
    await wire.close();
    expect(transfer.status).toBe(400);
    expect(transfer.headers.get('x-amzn-errortype')).toBe('InvalidRequestException');
    expect(transfer.json).toEqual({
      Message: expect.stringMatching(
        /^2 validation errors detected: Value '' at 'ContactId' .*; Value 'x+\.\.\.' at 'ClientToken' .* 500$/,
      ),
    });
    expect(stop.status).toBe(400);
    expect(stop.headers.get('x-amzn-errortype')).toBe('InvalidParameterException');
    expect(wire.calls).toHaveLength(0);
  });
});
