import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { open } from 'lmdb';
import { instanceId, newTask, users } from '../support/demo.js';
import { newEvaluation } from '../support/evaluations.js';
import { uploadFile } from '../support/files.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { run } from '../support/program.js';
import {
  type AnyResult,
  calls,
  createTask,
  type Mutation,
  mutations,
  newFile,
  newToken,
  openFile,
  send,
  stop,
  tokenOfTest,
  withoutRequest,
} from './support.js';

/** Holds the emulator of all gateways here. */
let world: TestGateway;
beforeAll(async () => {
  world = await startTestGateway();
});
afterAll(() => world.close());
afterEach(() => {
  world.emulator.faults.clear();
  world.emulator.ledger.clear();
});

const start = (file: string, more = {}) =>
  startTestGateway({ idempotency: { store: `file:${file}` }, sharing: world, ...more });

/** The program itself, before the emulator of these tests. */
async function startProgram(file: string, command: readonly string[] = []) {
  const program = run(
    {
      CONNECT_MODE: 'aws',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'placeholder',
      AWS_SECRET_ACCESS_KEY: 'placeholder',
      AWS_ENDPOINT_URL_CONNECT: world.emulator.url,
      CONNECT_INSTANCE_ID: instanceId,
      CONNECT_QUOTAS: 'off',
      AUTH: 'none',
      IDEMPOTENCY_STORE: `file:${file}`,
      LOG_LEVEL: 'silent',
    },
    command,
  );
  const [, url = ''] = await program.said(/GraphQL\s+(http\S+)\/graphql/);
  const ask = async ({ document, field }: Mutation, input: object): Promise<AnyResult> => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document, variables: { input } }),
    }).catch((error: Error) => {
      const { exitCode, signalCode } = program.child;
      throw new Error(`${error.cause}. The program ${exitCode ?? signalCode ?? 'runs'}: ${program.output()}`);
    });
    return ((await answer.json()) as { data: Record<string, AnyResult> }).data[field] as AnyResult;
  };
  return { ...program, url, ask };
}

describe.each(mutations.map((mutation) => [mutation.field, mutation] as const))(
  'a restart, for %s,',
  (_field, mutation) => {
    test('forgets neither answers nor refusals', async () => {
      const file = newFile();
      world.emulator.faults.add({ operation: mutation.operation, fault: 'error', error: 'InvalidRequestException' });
      const inputs = [
        { ...(await mutation.input(world)), clientToken: newToken() },
        { ...(await mutation.input(world)), clientToken: newToken() },
      ];
      const ask = async () => {
        const gateway = await start(file);
        const answers: AnyResult[] = [];
        for (const input of inputs) answers.push(await send(gateway, mutation, input));
        await gateway.close();
        return answers;
      };
      world.emulator.ledger.clear();
      const before = await ask();
      const after = await ask();
      expect(before.map(({ __typename }) => __typename)).toEqual([
        'ConnectInvalidRequestError',
        expect.stringMatching(/Success$/),
      ]);
      expect(after.map(withoutRequest)).toEqual(before.map(withoutRequest));
      expect(calls(world, mutation)).toHaveLength(2);
    });
  },
);

test.each([
  ['that Connect has not done', 'hang'],
  ['that Connect has done', 'latency'],
] as const)('after a crash in the midst of calls %s none is done again', async (_which, fault) => {
  const file = newFile();
  const first = await startProgram(file);
  const sent: { mutation: Mutation; input: Record<string, unknown> }[] = [];
  for (const mutation of mutations) {
    sent.push({ mutation, input: { ...(await mutation.input(world)), clientToken: newToken() } });
  }
  world.emulator.ledger.clear();
  for (const { operation } of mutations) world.emulator.faults.add({ operation, fault, ms: 300 });
  const lost = sent.map(({ mutation, input }) => first.ask(mutation, input).catch(() => null));
  while (mutations.some((mutation) => calls(world, mutation).length === 0)) await new Promise(setImmediate);
  first.child.kill('SIGKILL');
  await first.exit;
  expect(await Promise.all(lost)).toEqual(mutations.map(() => null));
  const firstCall = (mutation: Mutation) => calls(world, mutation)[0];
  while (mutations.some((mutation) => firstCall(mutation)?.durationMs === null)) await sleep(10);
  expect(mutations.map((mutation) => firstCall(mutation)?.changed)).toEqual(mutations.map(() => fault === 'latency'));

  const second = await start(file);
  for (const { mutation, input } of sent) {
    const answer = await send(second, mutation, input);
    const made = calls(world, mutation);
    if (mutation === stop) {
      expect(made).toHaveLength(1);
      expect(answer.__typename).toBe(fault === 'latency' ? 'StopContactSuccess' : 'ConnectOutcomeUnknownError');
    } else {
      expect(answer.__typename).toMatch(/Success$/);
      expect(made.map(({ token }) => token)).toEqual([input.clientToken, input.clientToken]);
      expect(made.filter(({ changed }) => changed)).toHaveLength(1);
    }
  }
  await second.close();
});

/** @param selection Of the success, or with `on` of what else it answers. */
function mutationOn(operation: string, selection: string, input: Mutation['input'], on = `${operation}Success`) {
  const field = operation.charAt(0).toLowerCase() + operation.slice(1);
  const document = `mutation ($input: ${operation}Input!) { ${field}(input: $input) { __typename
    ... on ${on} { ${selection} } ... on ConnectError { message retryable } } }`;
  return { operation, field, document, input } satisfies Mutation;
}

describe('an instance whose ARN cannot be read', () => {
  const ofFile = async () => {
    const attachedTo = { contactId: await newTask(world) };
    return { attachedTo, fileId: await uploadFile(world, attachedTo) };
  };
  const ofEvaluation = async () => ({ evaluationId: await newEvaluation(world), evaluatorId: users.ines });
  const notes = [{ refId: 'manner', value: 'Kind.' }];

  test.each(
    [
      mutationOn('StartAttachedFileUpload', 'fileId', async () => ({
        ...{ attachedTo: { contactId: await newTask(world) }, fileName: 'a.txt', sizeInBytes: 5 },
        createdByUserId: users.ines,
      })),
      mutationOn('CompleteAttachedFileUpload', 'fileId file { id }', ofFile),
      mutationOn('DeleteAttachedFile', 'fileId', ofFile),
      mutationOn('UpdateContactEvaluation', 'evaluationId', async () => ({ ...(await ofEvaluation()), notes })),
      mutationOn('SubmitContactEvaluation', 'evaluationId', ofEvaluation),
    ].map((mutation) => [mutation.field, mutation] as const),
  )('after a restart keeps %s neither from the answer nor from what is open', async (_field, mutation) => {
    const { operation } = mutation;
    const failing = (name: string) =>
      world.emulator.faults.add({ operation: name, fault: 'error', error: 'AccessDeniedException', times: 100 });
    const options = { instances: [instanceId] };
    const file = newFile();
    const first = await start(file, options);
    const done = { ...(await mutation.input(world)), clientToken: newToken() };
    const answer = await send(first, mutation, done);
    expect(answer.__typename).toBe(`${operation}Success`);
    const open = { ...(await mutation.input(world)), clientToken: newToken() };
    world.emulator.faults.add({ operation, fault: 'latency', ms: 200 });
    world.emulator.faults.add({ operation, fault: 'resetBefore', times: 100 });
    world.emulator.ledger.clear();
    const lost = send(first, mutation, open);
    while (calls(world, mutation).length === 0) await new Promise(setImmediate);
    for (const look of ['BatchGetAttachedFileMetadata', 'DescribeContactEvaluation']) failing(look);
    expect((await lost).__typename).toBe('ConnectOutcomeUnknownError');
    await first.stop();

    world.emulator.faults.clear();
    world.emulator.ledger.clear();
    failing('DescribeInstance');
    const second = await start(file, options);
    expect(await send(second, mutation, done)).toEqual(answer);
    expect(await send(second, mutation, open)).toMatchObject({
      ...{ __typename: 'ConnectOutcomeUnknownError', retryable: true },
      message: `An earlier call with this token was not answered. Whether ${operation} was applied is not known.`,
    });
    const unused = { ...open, clientToken: newToken() };
    expect((await send(second, mutation, unused)).__typename).toBe('ConnectAccessDeniedError');
    expect(calls(world, mutation)).toEqual([]);
    await second.stop();
  });
});

describe('a token', () => {
  test('whose call was never made, for want of a connection, is free for another start', async () => {
    const file = newFile();
    const input = { ...(await stop.input(world)), clientToken: newToken() };
    const lost = await start(file, { endpoint: 'http://127.0.0.1:9', requestTimeoutMs: 3_000 });
    expect((await send(lost, stop, input)).__typename).toBe('ConnectUnavailableError');
    await lost.close();
    const gateway = await start(file);
    expect((await send(gateway, stop, input)).__typename).toBe('StopContactSuccess');
    await gateway.close();
  });

  test('leaves nothing in the file of what the client sent, nor of what Amazon says of it', async () => {
    const file = newFile();
    const gateway = await start(file);
    const words = ['Whitebread', '+12065550123', 'mira@example.com', 'a-secret-token'];
    const [name, number, address, clientToken] = words;
    const input = {
      ...(await createTask.input(world)),
      ...{ name, description: number, clientToken },
      attributes: [{ name: 'mail', value: address }],
    };
    const message = `${name} cannot be reached at ${number}`;
    world.emulator.faults.add({
      operation: 'StartTaskContact',
      fault: 'error',
      error: 'InvalidParameterException',
      message,
    });
    expect((await send(gateway, createTask, input)).__typename).toBe('ConnectInvalidParameterError');
    expect((await send(gateway, createTask, { ...input, clientToken: newToken() })).__typename).toMatch(/Success$/);
    await gateway.close();
    const kept = readFileSync(file, 'latin1');
    expect(kept).toContain('ConnectInvalidParameterError');
    for (const word of words) expect(kept).not.toContain(word);
  });

  const wrong = 'Whitebread (mira)';
  const note = { refId: 'manner', value: 'Kind.' };
  test.each(
    [
      mutationOn(
        'UpdateContactEvaluation',
        'reason refId',
        async () => ({ evaluationId: await newEvaluation(world), notes: [note, { ...note, refId: wrong }] }),
        'ConnectEvaluationNotSuitableError',
      ),
      mutationOn(
        'UpdateContact',
        'resource resourceId',
        async () => ({
          contactId: await newTask(world),
          segmentAttributes: [{ name: wrong, value: { string: 'yes' } }],
        }),
        'ConnectResourceNotFoundError',
      ),
      mutationOn(
        'CompleteAttachedFileUpload',
        'resource resourceId',
        async () => ({ attachedTo: { contactId: await newTask(world) }, fileId: wrong }),
        'ConnectResourceNotFoundError',
      ),
    ].map((mutation) => [mutation.field, mutation] as const),
  )(
    'whose refusal repeats the input is answered alike after a restart, though the file has none of it: %s',
    async (_field, mutation) => {
      const file = newFile();
      const input = { ...(await mutation.input(world)), clientToken: newToken() };
      const first = await start(file);
      const answer = await send(first, mutation, input);
      await first.stop();
      expect(answer).toMatchObject({ message: expect.stringContaining(` ${wrong}.`) });
      expect(Object.values(answer)).toContain(wrong);
      const kept = readFileSync(file, 'latin1');
      expect(kept).toContain(answer.__typename);
      for (const word of [wrong, 'Whitebread', input.clientToken]) expect(kept).not.toContain(word);

      const second = await start(file);
      const reordered: Record<string, unknown> = Object.fromEntries(Object.entries(input).reverse());
      if ('notes' in input) reordered.notes = (input.notes as object[]).toReversed();
      expect(await send(second, mutation, reordered)).toEqual(answer);
      expect(calls(world, mutation)).toHaveLength(1);
      await second.stop();
    },
  );
});

describe('the file', () => {
  test('serves one gateway at a time', async () => {
    const file = newFile();
    const holder = await startProgram(file);
    const second = run({ IDEMPOTENCY_STORE: `file:${file}` });
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain(`IDEMPOTENCY_STORE: ${file} cannot be used: process ${holder.child.pid} on `);
    expect((await fetch(`${holder.url}/readyz`)).status).toBe(200);
    holder.child.kill('SIGKILL');
    await holder.exit;
    const gateway = await start(file);
    await expect(start(file)).rejects.toThrow('is using it');
    await gateway.close();
  });

  test.each([
    ['is refused while it shows signs of life', 'elsewhere', 0, 'process 1 on elsewhere'],
    ['is taken over when it has shown none for a while', 'elsewhere', 60_000, null],
    ['is taken over at once when its process is another', hostname(), 0, null],
  ])('of a gateway on another host, or of an earlier start, %s', async (_what, host, silentMs, refusal) => {
    const file = newFile();
    await openFile(file).close();
    const root = open<string, string>({ path: file, noSubdir: true, encoding: 'string' });
    const owner = { host, pid: 1, born: 'earlier', seenAt: Date.now() - silentMs };
    await root.put('owner', JSON.stringify(owner));
    await root.close();
    if (refusal) expect(() => openFile(file)).toThrow(refusal);
    else await openFile(file).close();
  });

  test.each([
    [
      'in a folder that there is not',
      'is in a folder that cannot be written to (ENOENT)',
      () => undefined,
      '/nowhere/x.db',
    ],
    ['that is a folder', 'is not a file', (file: string) => mkdirSync(file), ''],
    ['of something else', 'is not an LMDB file', (file: string) => writeFileSync(file, 'x'.repeat(9_000)), ''],
    ['too short to be one', 'is not an LMDB file', (file: string) => writeFileSync(file, 'x'), ''],
  ])('%s is refused with a sentence', (_which, message, make, below) => {
    const file = newFile();
    make(file);
    expect(() => openFile(below ? dirname(file) + below : file)).toThrow(message);
  });

  test('that cannot grow keeps stops from being made, and the gateway from being ready, until it can', async () => {
    // As on a full disk: a write beyond the limit fails.
    const limited = ['bash', '-c', 'trap \'\' XFSZ; ulimit -S -f 64; exec "$@"', 'bash'];
    const program = await startProgram(newFile(), limited);
    let answer: AnyResult;
    let made = 0;
    do {
      const input = { ...(await stop.input(world)), clientToken: newToken() };
      answer = await program.ask(stop, input);
      made += calls(world, stop).length;
      expect(made).toBeLessThan(500);
    } while (answer.__typename === 'StopContactSuccess');
    expect(answer).toMatchObject({ __typename: 'ConnectUnavailableError', retryable: true });
    expect(calls(world, stop)).toHaveLength(0);
    expect((await program.ask(createTask, await createTask.input(world))).__typename).toMatch(/Success$/);
    const ready = await fetch(`${program.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reason: 'the idempotency store fails' });
    expect(program.child.exitCode).toBeNull();
  });
});

describe('what has expired', () => {
  test('is as if it had never been, and leaves the file', async () => {
    const file = newFile();
    const store = openFile(file, { ttlMs: 500 });
    const begin = async (key: string) => (await store.begin(tokenOfTest(key))).kind;
    expect(await begin('one')).toBe('new');
    while ((await begin('one')) === 'known') await sleep(5);
    expect(await begin('one')).toBe('known');
    const root = open<string, string>({ path: file, noSubdir: true, encoding: 'string' });
    const tables = ['0', '1'].map((name) => root.openDB<string, string>(name, { encoding: 'string' }));
    while (tables.some((table) => table.doesExist('one'))) {
      await begin('another');
      await sleep(5);
    }
    await store.close();
  });
});
