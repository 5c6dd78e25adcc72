import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConnectException } from '../src/protocol/exception.js';
import { INSTANCE_ID, postTransfer, raw, signedHeaders, startTestWire, type TestWire } from './support/wire.js';

let wire: TestWire;
beforeAll(async () => {
  wire = await startTestWire();
});
beforeEach(() => {
  wire.reset();
  wire.calls.length = 0;
});
afterAll(() => wire.close());

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('a response', () => {
  test('has a request id, the content type JSON, and the date of the world', async () => {
    wire.world.clock.advance(3_600_000);
    const answer = await postTransfer(wire.url);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('{}');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(UUID);
    expect(answer.headers.get('x-amzn-errortype')).toBeNull();
    const ahead = Date.parse(answer.headers.get('date') ?? '') - Date.now();
    expect(ahead).toBeGreaterThan(3_590_000);
    expect(ahead).toBeLessThan(3_600_001);
  });

  test('of an exception has its name in a header and its message in the member Message', async () => {
    const refusing = await startTestWire(() => {
      throw new ConnectException('ContactNotFoundException', 'Gone.');
    });
    const answer = await raw(`${refusing.url}/contact/stop`, {
      method: 'POST',
      headers: signedHeaders(),
      body: JSON.stringify({ InstanceId: INSTANCE_ID, ContactId: 'c-1' }),
    });
    await refusing.close();
    expect(answer.status).toBe(410);
    expect(answer.headers.get('x-amzn-errortype')).toBe('ContactNotFoundException');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(UUID);
    expect(answer.json).toEqual({ Message: 'Gone.' });
  });

  test('of an operation without output is an empty object', async () => {
    const arn = encodeURIComponent(`arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE_ID}/queue/q`);
    const answer = await raw(`${wire.url}/tags/${arn}?tagKeys=a&tagKeys=b%20c`, { method: 'DELETE' });
    expect(answer.text).toBe('{}');
    expect(wire.calls[0]?.input).toEqual({ resourceArn: decodeURIComponent(arn), tagKeys: ['a', 'b c'] });
  });
});

describe('a request that matches no operation', () => {
  test.each([
    ['an unknown path', 'GET', '/no/such/path'],
    ['a wrong method', 'PATCH', '/contact/transfer'],
    ['the method of another operation', 'GET', '/contact/transfer'],
    ['an unencoded ARN in a label', 'GET', `/tags/arn:aws:connect:us-east-1:1:instance/i/queue/q`],
    ['an empty label', 'GET', `/contacts/${INSTANCE_ID}/`],
    ['a label with an invalid percent-encoding', 'GET', `/contacts/${INSTANCE_ID}/%zz`],
    ['the root', 'GET', '/'],
  ])('%s is 404 UnknownOperationException', async (_what, method, path) => {
    const answer = await raw(`${wire.url}${path}`, { method });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
    expect(answer.headers.get('x-amzn-requestid')).toMatch(UUID);
    expect(wire.calls).toHaveLength(0);
    expect(wire.ledger.entries()).toMatchObject([{ operation: null, status: 404, error: 'UnknownOperationException' }]);
  });
});

describe('a signature', () => {
  const authorization = (text: string) => ({ 'x-amz-date': '20260105T100000Z', authorization: text });
  const credential = (scope: string) => signedHeaders(scope);
  const proper = signedHeaders().authorization ?? '';

  test.each<[string, Record<string, string>, string, RegExp]>([
    ['none', {}, 'MissingAuthenticationTokenException', /Missing Authentication Token/],
    ['with another algorithm', authorization('Bearer abc'), 'IncompleteSignatureException', /AWS4-HMAC-SHA256/],
    ['without parameters', authorization('AWS4-HMAC-SHA256 hello'), 'IncompleteSignatureException', /equal-sign/],
    [
      'without a Signature',
      authorization('AWS4-HMAC-SHA256 Credential=a/20260105/us-east-1/connect/aws4_request, SignedHeaders=host'),
      'IncompleteSignatureException',
      /requires 'Signature'/,
    ],
    ['without a date', { authorization: proper }, 'IncompleteSignatureException', /X-Amz-Date/],
    ['with an incomplete scope', credential('connect/aws4_request'), 'IncompleteSignatureException', /slash-delimited/],
    [
      'of another service',
      credential('20260105/us-east-1/execute-api/aws4_request'),
      'InvalidSignatureException',
      /correct service: 'connect'/,
    ],
    [
      'with an invalid region',
      credential('20260105/moon/connect/aws4_request'),
      'InvalidSignatureException',
      /valid region/,
    ],
    [
      'with another terminator',
      credential('20260105/us-east-1/connect/aws5'),
      'InvalidSignatureException',
      /terminator/,
    ],
    [
      'with a scope of another day than its date',
      credential('20260106/us-east-1/connect/aws4_request'),
      'InvalidSignatureException',
      /does not match/,
    ],
    [
      'that is not a hash',
      authorization(proper.replace(/Signature=.*/, 'Signature=xyz')),
      'InvalidSignatureException',
      /64 hexadecimal/,
    ],
  ])('%s is refused with 403', async (_what, headers, name, message) => {
    const answer = await postTransfer(wire.url, {}, headers as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe(name);
    expect(answer.json).toEqual({ message: expect.stringMatching(message) });
    expect(wire.calls).toHaveLength(0);
    expect(wire.ledger.entries()).toMatchObject([{ operation: 'TransferContact', status: 403, error: name }]);
  });

  test('in valid form is accepted with any key, region and date', async () => {
    const headers = signedHeaders('20010101/ap-southeast-2/connect/aws4_request');
    const answer = await postTransfer(wire.url, {}, { ...headers, 'x-amz-date': '20010101T000000Z' });
    expect(answer.status).toBe(200);
  });
});

describe('a body', () => {
  test.each<[string, string | Buffer]>([
    ['cut short', '{"InstanceId": '],
    ['that is a list', '[]'],
    ['that is null', 'null'],
    ['that is text', 'hello'],
    ['that is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['with a number for a string', '{"InstanceId": 1}'],
    ['with an object for a string', '{"ContactId": {}}'],
  ])('%s is 400 SerializationException', async (_what, body) => {
    const answer = await raw(`${wire.url}/contact/transfer`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('SerializationException');
    expect(wire.calls).toHaveLength(0);
    expect(wire.ledger.entries()).toMatchObject([{ status: 400, error: 'SerializationException', input: null }]);
  });

  test.each([
    ['PUT', '/contact/task', '{"InstanceId":"i","Name":"n","ScheduledTime":"2026-01-05T10:00:00Z"}'],
    ['PUT', '/contact/task', '{"InstanceId":"i","Name":"n","References":["a"]}'],
    ['POST', '/search-contacts', '{"InstanceId":"i","TimeRange":{},"MaxResults":1.5}'],
    ['GET', `/queues-summary/${INSTANCE_ID}?maxResults=many`, undefined],
  ])('of another type than the model says is refused: %s %s %s', async (method, path, body) => {
    const answer = await raw(`${wire.url}${path}`, { method, body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('SerializationException');
  });

  test('may contain unknown members and nulls, which are ignored', async () => {
    const answer = await postTransfer(wire.url, { Surprise: { a: 1 }, UserId: null });
    expect(answer.status).toBe(200);
    expect(wire.calls[0]?.input).toEqual({
      InstanceId: INSTANCE_ID,
      ContactId: 'c-1',
      ContactFlowId: 'f-1',
      QueueId: 'q-1',
    });
  });

  test('may contain an attribute named __proto__', async () => {
    const body = `{"InstanceId":"i","InitialContactId":"c","Attributes":{"__proto__":"x","constructor":"y"}}`;
    const answer = await raw(`${wire.url}/contact/attributes`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    const attributes = wire.calls[0]?.input.Attributes as object;
    expect(Object.entries(attributes)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
  });

  test('with fractional epoch seconds is decoded to a Date with milliseconds', async () => {
    const body = '{"InstanceId":"i","Name":"n","ContactFlowId":"f","ScheduledTime":1767607200.123}';
    await raw(`${wire.url}/contact/task`, { method: 'PUT', body });
    expect(wire.calls[0]?.input.ScheduledTime).toEqual(new Date(1_767_607_200_123));
  });

  test('with very deep nesting is refused, and the emulator keeps running', async () => {
    const depth = 10_000;
    const nested = `${'{"AndConditions":['.repeat(depth)}${']}'.repeat(depth)}`;
    const body = `{"InstanceId":"${INSTANCE_ID}","SearchCriteria":${nested}}`;
    const answer = await raw(`${wire.url}/search-queues`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('SerializationException');
  });

  test('of more than a mebibyte is 413', async () => {
    const answer = await postTransfer(wire.url, { Surprise: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
  });
});

describe('behaviours', () => {
  test('that do not exist get status 501 and an unknown exception name', async () => {
    const bare = await startTestWire(undefined, { behaviours: () => undefined });
    const answer = await postTransfer(bare.url);
    await bare.close();
    expect(answer.status).toBe(501);
    expect(answer.headers.get('x-amzn-errortype')).toBe('NotImplementedException');
    expect(answer.json).toEqual({ Message: 'The emulator does not implement TransferContact.' });
  });

  test.each<[string, () => object]>([
    [
      'that throw another error',
      () => {
        throw new TypeError('secret detail');
      },
    ],
    ['that return an unknown member', () => ({ ContactId: 'c', Secret: 'detail' })],
    ['that return a value of the wrong type', () => ({ ContactId: 1 })],
    [
      'that throw an exception without a status',
      () => {
        throw new ConnectException('NoSuchException', 'secret detail');
      },
    ],
  ])('%s get status 500 without details, and the error is reported once', async (_what, behave) => {
    const broken = await startTestWire(behave);
    const answer = await postTransfer(broken.url);
    await broken.close();
    expect(answer.status).toBe(500);
    expect(answer.headers.get('x-amzn-errortype')).toBe('InternalServiceException');
    expect(answer.text).not.toMatch(/secret|detail/i);
    expect(broken.bugs).toHaveLength(1);
  });

  test('run after all due events were handled', async () => {
    let settled = 0;
    const settling = await startTestWire((_operation, _input, world) => {
      settled = world.settled;
      return {};
    });
    await postTransfer(settling.url);
    await settling.close();
    expect(settled).toBe(1);
  });
});
