import { beforeEach, describe, expect, test } from '@jest/globals';
import { announcement, caseArn, contact, email, filesWorld, put, task, uploadFile } from './file-uploads.js';
import { type Served, serve } from './served.js';
import { instanceArn } from './support.js';

let served: Served;
beforeEach(async () => {
  served = await serve(filesWorld());
});

const announce = (more: object = {}) => served.send('StartAttachedFileUpload', { ...announcement, ...more });
const refusedAnnouncement = (more: object = {}, to = served) =>
  to.refused('StartAttachedFileUpload', { ...announcement, ...more });
const complete = (FileId: string, to = served, AssociatedResourceArn = email) =>
  to.send('CompleteAttachedFileUpload', { FileId, AssociatedResourceArn });
const get = (FileId: string, to = served, more: object = {}) =>
  to.send('GetAttachedFile', { FileId, AssociatedResourceArn: email, ...more });
const upload = (body = 'hello', to = served) => uploadFile(to, body);

describe('An attached file', () => {
  test('is announced, uploaded, confirmed, scanned and downloaded', async () => {
    const started = await announce({ Tags: { a: 'b' }, CreatedBy: { ConnectUserArn: `${instanceArn}/agent/ann` } });
    expect(started).toEqual({
      FileId: expect.any(String),
      FileArn: `${instanceArn}/file/${started.FileId}`,
      CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      FileStatus: 'PROCESSING',
      CreatedBy: { ConnectUserArn: `${instanceArn}/agent/ann` },
      UploadUrlMetadata: {
        Url: expect.stringContaining(served.url),
        UrlExpiry: expect.stringMatching(/Z$/),
        HeadersToInclude: { 'Content-Type': 'text/plain', 'Content-Disposition': expect.any(String) },
      },
    });
    expect((await put(started)).status).toBe(200);
    expect((await get(started.FileId)).FileStatus).toBe('PROCESSING');
    await complete(started.FileId);
    const scanned = await get(started.FileId);
    expect(scanned.FileStatus).toBe('PROCESSING');
    expect(scanned.DownloadUrlMetadata).toBeUndefined();
    served.world.clock.advance(1_000);

    const approved = await get(started.FileId);
    expect(approved).toEqual({
      FileId: started.FileId,
      FileArn: started.FileArn,
      FileName: 'a.txt',
      FileSizeInBytes: 5,
      FileStatus: 'APPROVED',
      FileUseCaseType: 'ATTACHMENT',
      AssociatedResourceArn: email,
      CreatedBy: started.CreatedBy,
      CreationTime: started.CreationTime,
      Tags: { a: 'b' },
      DownloadUrlMetadata: { Url: expect.any(String), UrlExpiry: expect.any(String) },
    });
    const downloaded = await fetch(approved.DownloadUrlMetadata.Url);
    expect(await downloaded.text()).toBe('hello');
    expect(downloaded.headers.get('content-type')).toBe('text/plain');
    expect(downloaded.headers.get('content-disposition')).toContain('a.txt');
    expect(downloaded.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('is rejected by the scan for the content of the EICAR test file', async () => {
    const FileId = await upload('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*');
    served.world.clock.advance(1_000);
    const { FileStatus, DownloadUrlMetadata } = await get(FileId);
    expect(FileStatus).toBe('REJECTED');
    expect(DownloadUrlMetadata).toBeUndefined();
  });

  test('fails when the scan does, and when its upload is not confirmed in time', async () => {
    const failing = await serve(filesWorld({ fileScanVerdict: 'FAILED', fileScanMs: 0 }));
    expect((await get(await upload('hello', failing), failing)).FileStatus).toBe('FAILED');
    const started = await announce({ UrlExpiryInSeconds: 10 });
    served.world.clock.advance(9_000);
    expect((await get(started.FileId)).FileStatus).toBe('PROCESSING');
    served.world.clock.advance(2_000);
    expect((await get(started.FileId)).FileStatus).toBe('FAILED');
  });

  test('stays abandoned when its upload is confirmed too late, so waiting cannot bypass a limit', async () => {
    const started = await announce({ UrlExpiryInSeconds: 10 });
    await put(started);
    served.world.clock.advance(11_000);
    const late = { FileId: started.FileId, AssociatedResourceArn: email };
    expect(await served.refusal('CompleteAttachedFileUpload', late)).toBe('InvalidRequestException');
    expect((await get(started.FileId)).FileStatus).toBe('FAILED');
  });

  test('is announced once for one token', async () => {
    const first = await announce({ ClientToken: 'token' });
    expect(await announce({ ClientToken: 'token' })).toEqual(first);
    expect((await refusedAnnouncement({ ClientToken: 'token', FileSizeInBytes: 6 })).name).toBe('IdempotencyException');
  });

  test('has the caller as its creator when no user is named', async () => {
    expect((await announce()).CreatedBy).toEqual({
      AWSIdentityArn: expect.stringMatching(/^arn:aws:sts::111122223333:/),
    });
  });

  test.each([email, task, caseArn])('belongs to emails, tasks and cases: %s', async (AssociatedResourceArn) => {
    const { FileId } = await announce({ AssociatedResourceArn });
    expect((await get(FileId, served, { AssociatedResourceArn })).FileName).toBe('a.txt');
  });
});

describe('StartAttachedFileUpload refuses', () => {
  const reason = (value: string) => ({ AttachedFileInvalidRequestExceptionReason: value });

  test.each<[string, object, string, object | undefined]>([
    ['a type that is not listed', { FileName: 'a.exe' }, 'InvalidRequestException', reason('INVALID_FILE_TYPE')],
    ['a name without a type', { FileName: 'a' }, 'InvalidRequestException', reason('INVALID_FILE_TYPE')],
    ['a hidden file without a type', { FileName: '.txt' }, 'InvalidRequestException', reason('INVALID_FILE_TYPE')],
    ['a name with a path', { FileName: '../a.txt' }, 'InvalidRequestException', reason('INVALID_FILE_NAME')],
    ['a name of dots only', { FileName: '..' }, 'InvalidRequestException', reason('INVALID_FILE_NAME')],
    ['over 20 MB', { FileSizeInBytes: 20 * 1024 * 1024 + 1 }, 'InvalidRequestException', reason('INVALID_FILE_SIZE')],
    ['another use case', { FileUseCaseType: 'EMAIL_MESSAGE' }, 'InvalidRequestException', undefined],
    ['a chat', { AssociatedResourceArn: `${instanceArn}/contact/chat` }, 'InvalidRequestException', undefined],
    ['a call', { AssociatedResourceArn: `${instanceArn}/contact/voice` }, 'InvalidRequestException', undefined],
    ['an unknown contact', { AssociatedResourceArn: `${instanceArn}/contact/x` }, 'InvalidRequestException', undefined],
    ['an invalid ARN', { AssociatedResourceArn: 'mail' }, 'InvalidRequestException', undefined],
    [
      'the ARN of a queue',
      { AssociatedResourceArn: `${instanceArn}/queue/tasks` },
      'InvalidRequestException',
      undefined,
    ],
    ['an unknown instance', { InstanceId: 'elsewhere' }, 'InvalidRequestException', undefined],
    [
      'an unknown author',
      { CreatedBy: { ConnectUserArn: `${instanceArn}/agent/x` } },
      'InvalidRequestException',
      undefined,
    ],
    [
      'an identity as author',
      { CreatedBy: { AWSIdentityArn: 'arn:aws:iam::1:user/x' } },
      'InvalidRequestException',
      undefined,
    ],
    ['a URL expiry that is too short', { UrlExpiryInSeconds: 4 }, 'InvalidRequestException', undefined],
    ['a URL expiry that is too long', { UrlExpiryInSeconds: 301 }, 'InvalidRequestException', undefined],
  ])('%s', async (_what, input, name, expected) => {
    const refused = await refusedAnnouncement(input);
    expect(refused.name).toBe(name);
    expect(refused.Reason).toEqual(expected);
    expect(served.ledger.entries().at(-1)).toMatchObject({ status: 400, changed: false });
  });

  test('a task, if the assumptions say so', async () => {
    const strict = await serve(filesWorld({ filesOfTasks: 'refuse' }));
    expect((await refusedAnnouncement({ AssociatedResourceArn: task }, strict)).name).toBe('InvalidRequestException');
  });

  test('a second file of the same name, unless the first upload was abandoned', async () => {
    await announce({ UrlExpiryInSeconds: 5 });
    const refused = await refusedAnnouncement();
    expect(refused.name).toBe('ResourceConflictException');
    expect(refused.$metadata.httpStatusCode).toBe(409);
    served.world.clock.advance(6_000);
    await announce();
    await announce({ AssociatedResourceArn: caseArn });
  });

  test.each([
    ['email', email, 10],
    ['task', task, 5],
    ['case', caseArn, 50],
  ])('more files than a contact or case may have: %s', async (_what, AssociatedResourceArn, most) => {
    for (let index = 0; index < most; index += 1) await announce({ FileName: `${index}.txt`, AssociatedResourceArn });
    const refused = await refusedAnnouncement({ AssociatedResourceArn });
    expect(refused.name).toBe('ServiceQuotaExceededException');
    expect(refused.$metadata.httpStatusCode).toBe(402);
    expect(refused.Reason).toEqual({ AttachedFileServiceQuotaExceededExceptionReason: 'TOTAL_FILE_COUNT_EXCEEDED' });
  });

  test('files of an email above the total size limit', async () => {
    const size = 20 * 1024 * 1024;
    await announce({ FileSizeInBytes: size });
    await announce({ FileSizeInBytes: size, FileName: 'b.txt' });
    const refused = await refusedAnnouncement({ FileSizeInBytes: 1, FileName: 'c.txt' });
    expect(refused.name).toBe('ServiceQuotaExceededException');
    expect(refused.Reason).toEqual({ AttachedFileServiceQuotaExceededExceptionReason: 'TOTAL_FILE_SIZE_EXCEEDED' });
  });
});

describe('CompleteAttachedFileUpload', () => {
  test('of a confirmed file has no effect, unless the assumptions say otherwise', async () => {
    const FileId = await upload();
    await complete(FileId);
    expect(served.ledger.entries('CompleteAttachedFileUpload').at(-1)).toMatchObject({ changed: false });
    const strict = await serve(filesWorld({ completeOfCompletedFile: 'InvalidRequestException' }));
    const other = await upload('hello', strict);
    const again = await strict.refused('CompleteAttachedFileUpload', { FileId: other, AssociatedResourceArn: email });
    expect(again.name).toBe('InvalidRequestException');
  });
});

describe('Operations on a file', () => {
  test.each(['CompleteAttachedFileUpload', 'GetAttachedFile', 'DeleteAttachedFile'])(
    '%s finds it by its id and its contact together',
    async (operation) => {
      const { FileId } = await announce();
      for (const input of [
        { FileId: 'x', AssociatedResourceArn: email },
        { FileId, AssociatedResourceArn: task },
        { FileId, AssociatedResourceArn: email, InstanceId: 'elsewhere' },
      ]) {
        const { name, $metadata } = await served.refused(operation, input);
        expect(name).toBe('ResourceNotFoundException');
        expect($metadata.httpStatusCode).toBe(404);
      }
    },
  );

  test('BatchGetAttachedFileMetadata returns existing files and errors for missing ones', async () => {
    const first = (await announce()).FileId;
    const second = (await announce({ FileName: 'b.txt' })).FileId;
    const foreign = (await announce({ AssociatedResourceArn: task })).FileId;
    const FileIds = [second, 'x', first, foreign, second];
    const { Files, Errors } = await served.send('BatchGetAttachedFileMetadata', {
      FileIds,
      AssociatedResourceArn: email,
    });
    expect(Files).toEqual([
      expect.objectContaining({
        FileId: second,
        FileName: 'b.txt',
        FileStatus: 'PROCESSING',
        AssociatedResourceArn: email,
      }),
      expect.objectContaining({ FileId: first }),
    ]);
    expect(Errors).toEqual([
      { FileId: 'x', ErrorCode: '404', ErrorMessage: 'Resource not found' },
      expect.objectContaining({ FileId: foreign }),
    ]);
  });

  test.each([[[]], [Array.from({ length: 101 }, (_, index) => String(index))]])(
    'BatchGetAttachedFileMetadata takes 1 to 100 ids (%#)',
    async (FileIds) => {
      const refused = await served.refused('BatchGetAttachedFileMetadata', { FileIds, AssociatedResourceArn: email });
      expect(refused.name).toBe('InvalidRequestException');
    },
  );

  test('DeleteAttachedFile releases the quota of the file', async () => {
    const { FileId } = await announce();
    await served.send('DeleteAttachedFile', { FileId, AssociatedResourceArn: email });
    expect((await served.refused('GetAttachedFile', { FileId, AssociatedResourceArn: email })).name).toBe(
      'ResourceNotFoundException',
    );
    await announce();
  });
});

describe('The references of a contact', () => {
  const files = [
    { id: 'scan', name: 'scan.pdf', contact: 'with', content: 'pdf', created: '-5m' },
    { id: 'bad', name: 'bad.pdf', contact: 'with', content: 'pdf', created: '-5m', status: 'REJECTED' },
    { id: 'text', name: 'text.txt', contact: 'with', content: 'Hi', created: '-5m', useCase: 'EMAIL_MESSAGE' },
  ];
  const references = { Scan: { type: 'ATTACHMENT', value: 'scan', status: 'PROCESSING' } };
  const more = { contacts: [{ ...contact('with', 'EMAIL'), references }], files };
  const list = (own: Served) =>
    own.send('ListContactReferences', { ContactId: 'with', ReferenceTypes: ['ATTACHMENT', 'EMAIL_MESSAGE'] });

  test('include its files with their status, each once', async () => {
    const own = await serve(filesWorld({}, more));
    expect((await list(own)).ReferenceSummaryList).toEqual([
      { Attachment: { Name: 'Scan', Value: 'scan', Status: 'APPROVED', Arn: `${instanceArn}/file/scan` } },
      { Attachment: { Name: 'bad.pdf', Value: 'bad', Status: 'REJECTED', Arn: `${instanceArn}/file/bad` } },
      { EmailMessage: { Name: 'text.txt', Arn: `${instanceArn}/file/text` } },
    ]);
    await own.send('DeleteAttachedFile', { FileId: 'scan', AssociatedResourceArn: `${instanceArn}/contact/with` });
    expect((await list(own)).ReferenceSummaryList[0]).toMatchObject({
      Attachment: { Name: 'Scan', Status: 'DELETED' },
    });
  });

  test('exclude its files, if the assumptions say so', async () => {
    const own = await serve(filesWorld({ filesAreReferences: false }, more));
    expect((await list(own)).ReferenceSummaryList).toHaveLength(1);
  });

  test('include the text of an email that was started', async () => {
    const ContactId = (
      await served.send('StartEmailContact', {
        FromEmailAddress: { EmailAddress: 'somebody@example.com' },
        DestinationEmailAddress: 'care@example.com',
        EmailMessage: {
          MessageSourceType: 'RAW',
          RawMessage: { Subject: 'A question', Body: '<p>Where is it?</p>', ContentType: 'text/html' },
        },
      })
    ).ContactId;
    const list = { ContactId, ReferenceTypes: ['EMAIL_MESSAGE'] };
    const { ReferenceSummaryList: messages } = await served.send('ListContactReferences', list);
    expect(messages).toHaveLength(1);
    const { Arn } = messages[0].EmailMessage;
    const found = await get(Arn.split('/').pop(), served, {
      AssociatedResourceArn: `${instanceArn}/contact/${ContactId}`,
    });
    expect(found).toMatchObject({ FileArn: Arn, FileStatus: 'APPROVED', FileUseCaseType: 'EMAIL_MESSAGE' });
    const answer = await fetch(found.DownloadUrlMetadata.Url);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toBe('<p>Where is it?</p>');
  });
});
