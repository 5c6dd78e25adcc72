import { connect } from 'node:net';
import {
  ConnectServiceException,
  DescribeContactCommand,
  StopContactCommand,
  TransferContactCommand,
} from '@aws-sdk/client-connect';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { serviceModel } from 'connect-model';
import { type FaultKind, Faults, faultKinds } from '../src/calls/faults.js';
import {
  INSTANCE_ID,
  postTransfer,
  signedHeaders,
  startTestWire,
  type TestWire,
  transferBody,
} from './support/wire.js';

let wire: TestWire;
beforeEach(async () => {
  wire = await startTestWire((operation, _input, world) => {
    world.revision += 1;
    return operation === 'TransferContact' ? { ContactId: 'made', ContactArn: 'arn' } : {};
  });
});
afterEach(() => wire.close());

const TARGET = { InstanceId: INSTANCE_ID, ContactId: 'c-1' };
const transfer = () => wire.client.send(new TransferContactCommand({ ...TARGET, ContactFlowId: 'f', QueueId: 'q' }));
const stop = () => wire.client.send(new StopContactCommand(TARGET));
const failure = async (call: Promise<unknown>) =>
  call.then(
    () => {
      throw new Error('The call succeeded.');
    },
    (error: unknown) => error as Error,
  );
const last = () => wire.ledger.entries().at(-1);

describe('throttle', () => {
  test('is ThrottlingException where the operation models it', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'throttle' });
    expect(await failure(transfer())).toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(last()).toMatchObject({ fault: 'throttle', status: 429, error: 'ThrottlingException', changed: false });
    expect(wire.calls).toHaveLength(0);
  });

  test('is TooManyRequestsException where the operation does not model ThrottlingException', async () => {
    wire.faults.add({ operation: 'StopContact', fault: 'throttle' });
    expect(await failure(stop())).toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
  });
});

describe.each(['throttle', 'http500', 'http503Html'] as const)('%s', (fault) => {
  test.each([
    ['has no Retry-After unless given', undefined],
    ['has the given Retry-After', 7],
    ['has a Retry-After of 0', 0],
  ])('%s', async (_what, retryAfter) => {
    wire.faults.add({ operation: 'TransferContact', fault, ...(retryAfter !== undefined && { retryAfter }) });
    const { $response } = (await failure(transfer())) as { $response?: { headers: Record<string, string> } };
    expect($response?.headers['retry-after']).toBe(retryAfter === undefined ? undefined : String(retryAfter));
  });
});

describe('error', () => {
  test.each(Object.keys(serviceModel.errors))('%s arrives with its own status and message', async (error) => {
    wire.faults.add({ operation: 'TransferContact', fault: 'error', error, message: `It is ${error}.` });
    const refused = await failure(transfer());
    expect(refused).toBeInstanceOf(ConnectServiceException);
    expect(refused).toMatchObject({
      name: error,
      message: `It is ${error}.`,
      $metadata: { httpStatusCode: serviceModel.errors[error]?.status },
    });
    expect(wire.calls).toHaveLength(0);
    expect(last()).toMatchObject({ fault: 'error', error, changed: false });
  });
});

describe('responses that do not come from Connect', () => {
  test.each<[FaultKind, number, string | null, RegExp, boolean]>([
    ['http500', 500, 'text/plain', /^Internal Server Error$/, true],
    ['http503Html', 503, 'text/html', /<html>.*503/, true],
    ['okHtml', 200, 'text/html', /<html>/, true],
    ['okEmpty', 200, null, /^$/, false],
  ])('%s', async (fault, status, type, body, withRequestId) => {
    wire.faults.add({ operation: 'TransferContact', fault });
    const answer = await postTransfer(wire.url);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.text).toMatch(body);
    expect(answer.headers.has('x-amzn-requestid')).toBe(withRequestId);
    expect(answer.headers.has('x-amzn-errortype')).toBe(false);
    expect(wire.calls).toHaveLength(0);
    expect(last()).toMatchObject({ fault, status, error: null, changed: false });
  });
});

describe('broken connections', () => {
  test('resetBefore resets the connection before the operation runs', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'resetBefore' });
    expect((await failure(transfer())).message).toMatch(/ECONNRESET|socket hang up/);
    expect(wire.calls).toHaveLength(0);
    expect(last()).toMatchObject({ fault: 'resetBefore', status: null, changed: false });
  });

  test('resetAfterCommit resets the connection after the operation has run, and a retry with the token gets the stored response', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'resetAfterCommit' });
    const command = () =>
      new TransferContactCommand({ ...TARGET, ContactFlowId: 'f', QueueId: 'q', ClientToken: 'token' });
    expect((await failure(wire.client.send(command()))).message).toMatch(/ECONNRESET/);
    expect(wire.world.revision).toBe(1);
    expect((await wire.client.send(command())).ContactId).toBe('made');
    expect(wire.world.revision).toBe(1);
    expect(wire.ledger.entries()).toMatchObject([
      { fault: 'resetAfterCommit', status: null, changed: true, attempt: 1 },
      { fault: null, status: 200, changed: false, replayed: true, attempt: 2 },
    ]);
  });

  test('a reset is a TCP reset, not an orderly close', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'resetBefore' });
    const code = await new Promise<string | undefined>((resolve) => {
      const socket = connect(Number(new URL(wire.url).port), '127.0.0.1');
      socket.on('error', (error: Error & { code?: string }) => resolve(error.code));
      socket.on('end', () => resolve('an orderly end'));
      const headers = Object.entries(signedHeaders()).map(([name, value]) => `${name}: ${value}`);
      const length = `content-length: ${transferBody().length}`;
      socket.write(
        ['POST /contact/transfer HTTP/1.1', 'host: 127.0.0.1', ...headers, length, '', transferBody()].join('\r\n'),
      );
    });
    expect(code).toBe('ECONNRESET');
  });

  test('truncate sends the length of the whole body but only half of it, after the operation has run', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'truncate' });
    const text = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(Number(new URL(wire.url).port), '127.0.0.1');
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('close', () => resolve(received));
      const headers = Object.entries(signedHeaders()).map(([name, value]) => `${name}: ${value}`);
      const length = `content-length: ${transferBody().length}`;
      socket.write(
        ['POST /contact/transfer HTTP/1.1', 'host: 127.0.0.1', ...headers, length, '', transferBody()].join('\r\n'),
      );
    });
    const [head = '', body] = text.split('\r\n\r\n');
    const whole = JSON.stringify({ ContactId: 'made', ContactArn: 'arn' });
    expect(head).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(head).toMatch(new RegExp(`content-length: ${whole.length}`));
    expect(body).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    expect(last()).toMatchObject({ fault: 'truncate', status: 200, changed: true });
  });

  test('truncate is a failure to the SDK', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'truncate' });
    await failure(transfer());
    expect(wire.world.revision).toBe(1);
  });
});

describe('hang', () => {
  test('never responds, and the entry has no status until the client gives up', async () => {
    wire.faults.add({ operation: 'DescribeContact', fault: 'hang' });
    const giveUp = new AbortController();
    const call = wire.client.send(new DescribeContactCommand(TARGET), { abortSignal: giveUp.signal });
    const failed = failure(call);
    await until(() => last() !== undefined);
    await pause(50);
    expect(last()).toMatchObject({ fault: 'hang', status: null, durationMs: null });
    giveUp.abort();
    expect((await failed).name).toBe('AbortError');
    await until(() => last()?.durationMs !== null);
    expect(last()).toMatchObject({ fault: 'hang', status: null });
    expect(wire.calls).toHaveLength(0);
  });

  test('destroys the socket after the given time', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'hang', ms: 60 });
    const started = performance.now();
    expect((await failure(transfer())).message).toMatch(/ECONNRESET|socket hang up/);
    expect(performance.now() - started).toBeGreaterThan(50);
    expect(wire.calls).toHaveLength(0);
  });
});

describe('latency', () => {
  test('delays the call, which then succeeds', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'latency', ms: 80 });
    const started = performance.now();
    expect((await transfer()).ContactId).toBe('made');
    expect(performance.now() - started).toBeGreaterThan(70);
    expect(last()).toMatchObject({ fault: 'latency', status: 200, changed: true });
    expect(last()?.durationMs).toBeGreaterThan(70);
  });

  test('is combined with the next fault', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'latency', ms: 80 });
    wire.faults.add({ operation: 'TransferContact', fault: 'throttle' });
    const started = performance.now();
    expect(await failure(transfer())).toMatchObject({ name: 'ThrottlingException' });
    expect(performance.now() - started).toBeGreaterThan(70);
    expect(last()).toMatchObject({ fault: 'throttle' });
    expect((await transfer()).ContactId).toBe('made');
  });

  test('runs the operation even when the client does not wait', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'latency', ms: 300 });
    const giveUp = new AbortController();
    const call = wire.client.send(new TransferContactCommand({ ...TARGET, ContactFlowId: 'f', QueueId: 'q' }), {
      abortSignal: giveUp.signal,
    });
    const failed = failure(call);
    await until(() => last() !== undefined);
    giveUp.abort();
    await failed;
    expect(wire.world.revision).toBe(0);
    await until(() => wire.world.revision === 1);
    expect(last()).toMatchObject({ fault: 'latency', changed: true });
    expect(wire.bugs).toEqual([]);
  });

  test('can be set for every call when the emulator starts', async () => {
    const slow = await startTestWire(undefined, { latencyMs: 60 });
    const started = performance.now();
    await postTransfer(slow.url);
    await slow.close();
    expect(performance.now() - started).toBeGreaterThan(50);
    expect(slow.ledger.entries()).toMatchObject([{ fault: null }]);
  });
});

describe('the script', () => {
  test('applies faults first in, first out, each for its number of times', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'throttle', times: 2 });
    wire.faults.add({ operation: '*', fault: 'error', error: 'ConflictException' });
    const names = [];
    for (let call = 0; call < 4; call += 1)
      names.push(
        await transfer().then(
          () => 'none',
          (error: Error) => error.name,
        ),
      );
    expect(names).toEqual(['ThrottlingException', 'ThrottlingException', 'ConflictException', 'none']);
    expect(wire.faults.list()).toEqual([]);
  });

  test('does not affect other operations', async () => {
    wire.faults.add({ operation: 'TransferContact', fault: 'throttle' });
    await stop();
    expect(wire.faults.list()).toMatchObject([{ operation: 'TransferContact', times: 1 }]);
  });

  test('applies a second latency to the second call', () => {
    const faults = new Faults();
    faults.add({ operation: '*', fault: 'latency', ms: 10 });
    faults.add({ operation: '*', fault: 'latency' });
    faults.add({ operation: '*', fault: 'hang' });
    expect(faults.take('StopContact')).toEqual({ latencyMs: 10, fault: null });
    expect(faults.take('StopContact')).toMatchObject({ latencyMs: 1000, fault: { fault: 'hang' } });
    expect(faults.take('StopContact')).toEqual({ latencyMs: 0, fault: null });
  });

  test('does not apply to an unsigned call', async () => {
    wire.faults.add({ operation: '*', fault: 'okEmpty' });
    expect((await postTransfer(wire.url, {}, {})).status).toBe(403);
    expect(wire.faults.list()).toHaveLength(1);
  });

  test.each<[object, RegExp]>([
    [{ operation: 'TransferCall', fault: 'throttle' }, /operation: must be "\*" or one of .*TransferContact/],
    [{ operation: '*', fault: 'explode' }, new RegExp(`fault: must be one of ${faultKinds.join(', ')}`)],
    [{ operation: '*', fault: 'throttle', times: 0 }, /times: must be an integer from 1/],
    [{ operation: '*', fault: 'hang', ms: -1 }, /ms: must be an integer from 0/],
    [{ operation: '*', fault: 'throttle', ms: 5 }, /ms: is allowed for the faults latency and hang/],
    [{ operation: '*', fault: 'throttle', retryAfter: 1.5 }, /retryAfter: must be an integer from 0 to 86400/],
    [{ operation: '*', fault: 'hang', retryAfter: 1 }, /retryAfter: is allowed for the faults throttle, error/],
    [{ operation: '*', fault: 'error' }, /error: must be one of .*ContactNotFoundException/],
    [{ operation: '*', fault: 'error', error: 'constructor' }, /error: must be one of/],
    [{ operation: '*', fault: 'throttle', error: 'ConflictException' }, /error: is allowed for the fault error/],
    [{ operation: '*', fault: 'throttle', message: 'x' }, /message: /],
    [{ operation: '*', fault: 'throttle', time: 1 }, /time: not a field/],
  ])('refuses %j and names the accepted values', (request, message) => {
    expect(() => new Faults().add(request as Parameters<Faults['add']>[0])).toThrow(message);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await pause(5);
}
