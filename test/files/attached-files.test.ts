import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { filed, instanceArn, instanceId, newTask, users } from '../support/demo.js';
import { announceFile, caseArn, putFile, uploadFile } from '../support/files.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { operationOf } from '../support/operation-of.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ instances: [instanceId] });
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.emulator.faults.clear();
});

const metadata = `id instanceId arn associatedResourceArn fileName sizeInBytes status statusRaw useCase useCaseRaw
  createdBy { id } createdAt tags(keys: ["kind"]) { key value } others: tags(keys: ["sort"]) { key }`;

async function mutate(mutation: string, input: object, of = gateway) {
  const name = operationOf(mutation);
  const { data } = await of.graphql(
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Success { fileId } } }`,
    { input },
  );
  return data[mutation].__typename;
}

async function readFile(contactId: string, fileId: string, fields = 'status download { url expiresAt }') {
  const { data, errors } = await gateway.graphql(
    `query ($contactId: ID!, $fileId: ID!) { connect { contact(id: $contactId) { attachedFile(id: $fileId) { ${fields} } } } }`,
    { contactId, fileId },
  );
  expect(errors).toEqual([]);
  return data.connect.contact.attachedFile;
}

const calls = (operation: string, of = gateway) => of.emulator.ledger.entries(operation).length;

describe('a file', () => {
  test('is announced, uploaded, completed, scanned, downloaded and deleted', async () => {
    const contactId = await newTask(gateway);
    const attachedTo = { contactId };
    const { fileId, upload } = await announceFile(gateway, attachedTo, {
      fileName: 'täst.csv',
      createdByUserId: users.ines,
      tags: [{ key: 'kind', value: 'scan' }],
      expirySeconds: 60,
    });
    expect(Date.parse(upload.expiresAt)).toBeGreaterThan(Date.now());
    expect((await putFile({ ...upload, headers: [] })).status).toBe(403);
    expect((await putFile(upload)).status).toBe(200);
    expect(await readFile(contactId, fileId)).toEqual({ status: 'PROCESSING', download: null });
    expect(await mutate('completeAttachedFileUpload', { fileId, attachedTo })).toBe(
      'CompleteAttachedFileUploadSuccess',
    );
    gateway.emulator.world.clock.advance(1_000);

    const { download, ...read } = await readFile(contactId, fileId, `${metadata} download(expirySeconds: 30) { url }`);
    const downloaded = await fetch(download.url);
    expect(await downloaded.text()).toBe('hello');
    expect(read).toEqual({
      ...{ id: fileId, instanceId, arn: `${instanceArn}/file/${fileId}` },
      associatedResourceArn: `${instanceArn}/contact/${contactId}`,
      ...{ fileName: 'täst.csv', sizeInBytes: 5, status: 'APPROVED', statusRaw: 'APPROVED' },
      ...{ useCase: 'ATTACHMENT', useCaseRaw: 'ATTACHMENT', createdBy: { id: users.ines } },
      createdAt: expect.stringMatching(/Z$/),
      ...{ tags: [{ key: 'kind', value: 'scan' }], others: [] },
    });
    expect(await mutate('deleteAttachedFile', { fileId, attachedTo })).toBe('DeleteAttachedFileSuccess');
    expect(await readFile(contactId, fileId)).toBeNull();
    expect((await fetch(download.url)).status).toBe(404);
  });

  test('that is harmful is rejected, and cannot be downloaded', async () => {
    const contactId = await newTask(gateway);
    const fileId = await uploadFile(gateway, { contactId }, 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE');
    await mutate('completeAttachedFileUpload', { fileId, attachedTo: { contactId } });
    gateway.emulator.world.clock.advance(1_000);
    expect(await readFile(contactId, fileId)).toEqual({ status: 'REJECTED', download: null });
  });

  test('that was not uploaded in time has failed, and cannot be completed', async () => {
    const contactId = await newTask(gateway);
    const { fileId } = await announceFile(gateway, { contactId }, { expirySeconds: 5 });
    gateway.emulator.world.clock.advance(6_000);
    expect(await readFile(contactId, fileId, 'status')).toEqual({ status: 'FAILED' });
    const { data } = await gateway.graphql(
      `mutation ($input: CompleteAttachedFileUploadInput!) { completeAttachedFileUpload(input: $input) {
        ... on ConnectFileNotSuitableError { reason status } } }`,
      { input: { fileId, attachedTo: { contactId } } },
    );
    expect(data.completeAttachedFileUpload).toEqual({ reason: 'UPLOAD_FAILED', status: 'FAILED' });
  });

  test('of a case is found by its ARN', async () => {
    const fileId = await uploadFile(gateway, { caseArn });
    const { data, errors } = await gateway.graphql(
      `query ($id: ID!, $attachedTo: ConnectFileResourceInput!, $other: ConnectFileResourceInput!) { connect {
        attachedFile(id: $id, attachedTo: $attachedTo) { id associatedResourceArn status }
        elsewhere: attachedFile(id: $id, attachedTo: $other) { id } } }`,
      { id: fileId, attachedTo: { caseArn }, other: { contactId: filed.contact } },
    );
    expect(errors).toEqual([]);
    const attachedFile = { id: fileId, associatedResourceArn: caseArn, status: 'PROCESSING' };
    expect(data.connect).toEqual({ attachedFile, elsewhere: null });
  });
});

describe('files of a contact', () => {
  test('are read in one call, in the order in which they are asked for, and those that are not there are left out', async () => {
    gateway.emulator.ledger.clear();
    const contactId = await newTask(gateway);
    const first = await uploadFile(gateway, { contactId });
    const { fileId: second } = await announceFile(gateway, { contactId }, { fileName: 'b.txt' });
    gateway.emulator.ledger.clear();
    const { data } = await gateway.graphql(
      `query ($contactId: ID!, $ids: [ID!]!, $first: ID!) { connect { contact(id: $contactId) {
        attachedFiles(ids: $ids) { id fileName } attachedFile(id: $first) { fileName } none: attachedFiles(ids: []) { id } } } }`,
      { contactId, ids: [second, 'none', first, second], first },
    );
    expect(data.connect.contact).toEqual({
      attachedFiles: [
        { id: second, fileName: 'b.txt' },
        { id: first, fileName: 'a.txt' },
      ],
      attachedFile: { fileName: 'a.txt' },
      none: [],
    });
    expect([calls('BatchGetAttachedFileMetadata'), calls('GetAttachedFile')]).toEqual([1, 0]);
  });

  test('cost a call for each download, which nothing remembers', async () => {
    gateway.emulator.ledger.clear();
    const query = () => readFile(filed.contact, filed.file, 'download { url expiresAt }');
    const urls = [(await query()).download.url, (await query()).download.url];
    expect(urls.every((url: string) => url.includes('X-Amz-Signature'))).toBe(true);
    expect(calls('GetAttachedFile')).toBe(2);
  });

  test.each([
    ['attachedFiles(ids: $ids) { id }', { ids: Array.from({ length: 101 }, String) }],
    ['attachedFile(id: "arn:aws:connect:us-east-1:111122223333:instance/x/queue/y") { id }', { ids: [] }],
    [`attachedFile(id: "${filed.file}") { download(expirySeconds: 4) { url } }`, { ids: [] }],
  ])('are refused where Connect would refuse: %s', async (fields, variables) => {
    const { errors } = await gateway.graphql(
      `query ($contactId: ID!, $ids: [ID!]!) { connect { contact(id: $contactId) { ${fields} again: attachedFiles(ids: $ids) { id } } } }`,
      { contactId: filed.contact, ...variables },
    );
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
  });

  test('that Connect could not read are an error, and not missing', async () => {
    const other = await startTestGateway({ emulator: { assumptions: { errorCodeOfMissingFile: '500' } } });
    const { data, errors } = await other.graphql(
      `{ connect { contact(id: "${filed.contact}") { here: attachedFile(id: "${filed.file}") { id } attachedFile(id: "none") { id } } } }`,
    );
    await other.close();
    expect(data.connect.contact).toEqual({ here: { id: filed.file }, attachedFile: null });
    expect(errors.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual([
      ['attachedFile', 'CONNECT_UNEXPECTED'],
    ]);
  });

  test.each(['BatchGetAttachedFileMetadata', 'GetAttachedFile'])(
    'are read again after a throttle: %s',
    async (operation) => {
      gateway.emulator.faults.add({ operation, fault: 'throttle', times: 2 });
      expect(await readFile(filed.contact, filed.file)).toEqual({
        status: 'APPROVED',
        download: { url: expect.any(String), expiresAt: expect.any(String) },
      });
      expect(gateway.emulator.faults.list()).toEqual([]);
    },
  );

  test.each([
    ['BatchGetAttachedFileMetadata', 'attachedFile'],
    ['GetAttachedFile', 'download'],
  ])('are null with an error when %s is refused', async (operation, field) => {
    gateway.emulator.faults.add({ operation, fault: 'error', error: 'AccessDeniedException' });
    const { errors } = await gateway.graphql(
      `{ connect { contact(id: "${filed.contact}") { attachedFile(id: "${filed.file}") { status download { url } } } } }`,
    );
    expect(errors.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual([
      [field, 'CONNECT_ACCESS_DENIED'],
    ]);
  });
});

describe('a deletion whose answer is lost', () => {
  const operation = 'DeleteAttachedFile';

  test('is not taken for done of a file that is attached to something else: that is looked at first', async () => {
    gateway.emulator.ledger.clear();
    gateway.emulator.faults.add({ operation, fault: 'resetBefore' });
    const input = { fileId: filed.file, attachedTo: { contactId: await newTask(gateway) }, clientToken: randomUUID() };
    expect(await mutate('deleteAttachedFile', input)).toBe('ConnectResourceNotFoundError');
    expect(await mutate('deleteAttachedFile', input)).toBe('ConnectResourceNotFoundError');
    // A refusal without a call is not recorded: it is looked at again.
    expect([calls('BatchGetAttachedFileMetadata'), calls(operation)]).toEqual([2, 0]);
  });

  test('is found out by the same token, of which the file need not be there any more', async () => {
    const attachedTo = { contactId: await newTask(gateway) };
    const input = { fileId: await uploadFile(gateway, attachedTo), attachedTo, clientToken: randomUUID() };
    gateway.emulator.ledger.clear();
    gateway.emulator.faults.add({ operation, fault: 'latency', ms: 200 });
    gateway.emulator.faults.add({ operation, fault: 'resetAfterCommit' });
    const first = mutate('deleteAttachedFile', input);
    // The look before the call has been answered, that after it will not be.
    while (calls(operation) === 0) await new Promise(setImmediate);
    const look = 'BatchGetAttachedFileMetadata';
    gateway.emulator.faults.add({ operation: look, fault: 'error', error: 'AccessDeniedException', times: 100 });
    expect(await first).toBe('ConnectOutcomeUnknownError');
    expect(await mutate('deleteAttachedFile', input)).toBe('ConnectOutcomeUnknownError');
    gateway.emulator.faults.clear();
    expect(await mutate('deleteAttachedFile', input)).toBe('DeleteAttachedFileSuccess');
    expect(calls(operation)).toBe(1);
  });
});

describe("an upload's address", () => {
  const start = async (of: TestGateway, input: object) => {
    const { data, errors } = await of.graphql(
      `mutation ($input: StartAttachedFileUploadInput!) { startAttachedFileUpload(input: $input) { __typename
        ... on StartAttachedFileUploadSuccess { fileId fileArn upload { url } } } }`,
      { input },
    );
    expect(errors).toEqual([]);
    return data.startAttachedFileUpload;
  };
  const input = async () => ({
    attachedTo: { contactId: await newTask(gateway) },
    ...{ fileName: 'a.txt', sizeInBytes: 5, clientToken: randomUUID() },
  });

  test('is not kept, and is there for the same token again, after a restart too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
    const store = `file:${join(folder, 'tokens')}`;
    try {
      const given = await input();
      const options = { sharing: gateway, instances: [instanceId], idempotency: { store } };
      const before = await startTestGateway(options);
      const first = await start(before, given);
      await before.stop();
      const kept = readFileSync(join(folder, 'tokens')).toString('latin1');
      expect(kept).toContain(first.fileId);
      expect(kept).not.toContain('X-Amz');
      const after = await startTestGateway(options);
      expect(await start(after, given)).toEqual(first);
      await after.stop();
      expect(first.upload.url).toContain('X-Amz-Signature');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is null for a repeated request when Connect cannot be asked again: a success stays one', async () => {
    const given = await input();
    const { upload, ...first } = await start(gateway, given);
    gateway.emulator.faults.add({ operation: 'StartAttachedFileUpload', fault: 'throttle', times: 100 });
    expect(await start(gateway, given)).toEqual({ ...first, upload: null });
    gateway.emulator.faults.clear();
    expect(await start(gateway, given)).toEqual({ ...first, upload });
  });

  test('is asked for once by requests with the same token at the same time, but for the address itself', async () => {
    const given = await input();
    gateway.emulator.ledger.clear();
    const [one, other] = await Promise.all([start(gateway, given), start(gateway, given)]);
    expect(other).toEqual(one);
    const changes = gateway.emulator.ledger.entries('StartAttachedFileUpload').filter(({ changed }) => changed);
    expect(changes).toHaveLength(1);
  });

  test('is not asked for when the ARN of the instance cannot be read', async () => {
    const other = await startTestGateway({ instances: [instanceId], sharing: gateway });
    const given = await input();
    gateway.emulator.ledger.clear();
    gateway.emulator.faults.add({ operation: 'DescribeInstance', fault: 'truncate', times: 100 });
    expect(await start(other, given)).toEqual({ __typename: 'ConnectUnavailableError' });
    expect(calls('StartAttachedFileUpload')).toBe(0);
    gateway.emulator.faults.clear();
    expect((await start(other, given)).__typename).toBe('StartAttachedFileUploadSuccess');
    await other.stop();
  });

  test('is refused for good when Connect refuses what an earlier call left open', async () => {
    const given = await input();
    const operation = 'StartAttachedFileUpload';
    gateway.emulator.faults.add({ operation, fault: 'resetBefore', times: 100 });
    expect(await start(gateway, given)).toEqual({ __typename: 'ConnectOutcomeUnknownError' });
    gateway.emulator.faults.clear();
    gateway.emulator.faults.add({ operation, fault: 'error', error: 'InvalidRequestException' });
    for (const _time of ['asked', 'remembered']) {
      expect(await start(gateway, given)).toEqual({ __typename: 'ConnectInvalidRequestError' });
    }
  });
});
