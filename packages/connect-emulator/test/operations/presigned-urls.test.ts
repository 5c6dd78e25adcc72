import { beforeEach, describe, expect, test } from '@jest/globals';
import { announcement, email, filesWorld, put, type Upload, uploadFile } from './file-uploads.js';
import { type Served, serve } from './served.js';

let served: Served;
beforeEach(async () => {
  served = await serve(filesWorld());
});

const announce = (more: object = {}) => served.send('StartAttachedFileUpload', { ...announcement, ...more });
/** The same upload with a manipulated URL. */
const at = (upload: Upload, change: (url: URL) => void): Upload => {
  const url = new URL(upload.UploadUrlMetadata.Url);
  change(url);
  return { ...upload, UploadUrlMetadata: { ...upload.UploadUrlMetadata, Url: String(url) } };
};
const changed = (upload: Upload, name: string, value: string) => at(upload, (url) => url.searchParams.set(name, value));
const renamed = (upload: Upload) =>
  at(upload, (url) => {
    url.pathname = url.pathname.replace(upload.FileId, 'another');
  });
const complete = (FileId: string, to = served, AssociatedResourceArn = email) =>
  to.send('CompleteAttachedFileUpload', { FileId, AssociatedResourceArn });
const get = (FileId: string, to = served, more: object = {}) =>
  to.send('GetAttachedFile', { FileId, AssociatedResourceArn: email, ...more });
const upload = (body = 'hello', to = served) => uploadFile(to, body);

describe('A presigned URL', () => {
  test.each<[string, (upload: Upload) => Promise<Response>, number, string]>([
    ['without the headers', (upload) => put(upload, 'hello', {}), 403, 'SignatureDoesNotMatch'],
    [
      'with another content type',
      (upload) => put(upload, 'hello', { ...upload.UploadUrlMetadata.HeadersToInclude, 'Content-Type': 'text/html' }),
      403,
      'SignatureDoesNotMatch',
    ],
    ['with more bytes than announced', (upload) => put(upload, 'hello!'), 403, 'SignatureDoesNotMatch'],
    ['with fewer bytes than announced', (upload) => put(upload, 'hell'), 403, 'SignatureDoesNotMatch'],
    [
      'by another method',
      ({ UploadUrlMetadata: { Url } }) => fetch(Url, { method: 'POST', body: 'hello' }),
      403,
      'SignatureDoesNotMatch',
    ],
    ['for a download', ({ UploadUrlMetadata: { Url } }) => fetch(Url), 403, 'SignatureDoesNotMatch'],
    ['of another file', (upload) => put(renamed(upload)), 404, 'NoSuchKey'],
    [
      'with a manipulated expiry',
      (upload) => put(changed(upload, 'X-Amz-Expires', '9000')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'with a manipulated date',
      (upload) => put(changed(upload, 'X-Amz-Date', 'tomorrow')),
      403,
      'SignatureDoesNotMatch',
    ],
  ])('refuses an upload %s', async (_what, send, status, code) => {
    const started = await announce();
    const answer = await send(started);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
    const refused = await served.refused('CompleteAttachedFileUpload', {
      FileId: started.FileId,
      AssociatedResourceArn: email,
    });
    expect(refused.name).toBe('InvalidRequestException');
  });

  test('refuses an upload after its expiry', async () => {
    const started = await announce({ UrlExpiryInSeconds: 5 });
    const { UrlExpiry } = started.UploadUrlMetadata;
    expect(Date.parse(UrlExpiry) - served.world.now).toBeLessThanOrEqual(5_000);
    served.world.clock.advance(5_000);
    const answer = await put(started);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Request has expired');
  });

  test('is valid for 300 seconds by default', async () => {
    const started = await announce();
    const livesFor = Date.parse(started.UploadUrlMetadata.UrlExpiry) - served.world.now;
    expect(Math.round(livesFor / 1000)).toBeGreaterThanOrEqual(299);
    served.world.clock.advance(297_000);
    expect((await put(started)).status).toBe(200);
  });

  test('accepts repeated uploads until the upload is confirmed', async () => {
    const started = await announce();
    await put(started, 'hello');
    await put(started, 'world');
    await complete(started.FileId);
    expect((await put(started, 'again')).status).toBe(403);
    served.world.clock.advance(1_000);
    const { DownloadUrlMetadata } = await get(started.FileId);
    expect(await (await fetch(DownloadUrlMetadata.Url)).text()).toBe('world');
  });

  test('permits downloads until its expiry, and not of a deleted file', async () => {
    const FileId = await upload();
    served.world.clock.advance(1_000);
    const brief = (await get(FileId, served, { UrlExpiryInSeconds: 5 })).DownloadUrlMetadata.Url;
    const long = (await get(FileId)).DownloadUrlMetadata.Url;
    served.world.clock.advance(5_000);
    expect((await fetch(brief)).status).toBe(403);
    expect((await fetch(long)).status).toBe(200);
    await served.send('DeleteAttachedFile', { FileId, AssociatedResourceArn: email });
    expect((await fetch(long)).status).toBe(404);
  });

  test('is invalid after a reset', async () => {
    const more = { files: [{ id: 'file', name: 'a.txt', contact: 'mail', content: 'hello', created: '-1m' }] };
    const own = await serve(filesWorld({}, more));
    const { Url } = (await get('file', own)).DownloadUrlMetadata;
    expect(await (await fetch(Url)).text()).toBe('hello');
    own.reset();
    expect((await fetch(Url)).status).toBe(403);
  });

  test('handles the preflight requests of browsers', async () => {
    const { UploadUrlMetadata } = await announce();
    const answer = await fetch(UploadUrlMetadata.Url, { method: 'OPTIONS' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(answer.headers.get('access-control-allow-headers')).toBe('*');
  });

  test('supports file names with any Unicode letters', async () => {
    const started = await announce({ FileName: 'Größe "1" 価.txt' });
    expect((await put(started)).status).toBe(200);
    await complete(started.FileId);
    served.world.clock.advance(1_000);
    const { Url } = (await get(started.FileId)).DownloadUrlMetadata;
    const disposition = (await fetch(Url)).headers.get('content-disposition') ?? '';
    expect(decodeURIComponent(disposition.replace(/.*''/, ''))).toBe('Größe "1" 価.txt');
  });

  test.each(['/_files/x/y', '/_files/test-instance/x', '/_files/%zz/x', '/_files/'])(
    'does not exist at %s',
    async (path) => {
      expect((await fetch(served.url + path)).status).toBe(404);
    },
  );
});
