import type { Assumptions } from '../../src/world/assumptions/assumptions.js';
import type { Served } from './served.js';
import { instanceArn, smallWorld } from './support.js';

/** A queued contact of a channel. */
export const contact = (id: string, channel: string) => ({
  id,
  channel,
  state: 'queued',
  initiated: '-10m',
  queue: 'lonely',
});
export const email = `${instanceArn}/contact/mail`;
export const task = `${instanceArn}/contact/task`;
export const caseArn = 'arn:aws:cases:us-east-1:111122223333:domain/d/case/c';

/** A world with one contact of each channel. */
export function filesWorld(assumptions: Partial<Assumptions> = {}, more: object = {}) {
  const contacts = ['EMAIL', 'TASK', 'CHAT', 'VOICE'].map((channel) =>
    contact({ EMAIL: 'mail', TASK: 'task' }[channel] ?? channel.toLowerCase(), channel),
  );
  const emailAddresses = [{ id: 'care', address: 'care@example.com' }];
  return smallWorld({ contacts, emailAddresses, ...more }, { assumptions });
}

/** The output of StartAttachedFileUpload. */
export interface Upload {
  readonly FileId: string;
  readonly UploadUrlMetadata: { readonly Url: string; readonly HeadersToInclude: Record<string, string> };
}

/** The input for a file of five bytes that is attached to the email. */
export const announcement = {
  FileUseCaseType: 'ATTACHMENT',
  FileName: 'a.txt',
  FileSizeInBytes: 5,
  AssociatedResourceArn: email,
};

/** Uploads bytes to the upload URL. */
export function put(
  { UploadUrlMetadata: { Url, HeadersToInclude } }: Upload,
  body = 'hello',
  headers = HeadersToInclude,
): Promise<Response> {
  return fetch(Url, { method: 'PUT', headers, body });
}

/** Uploads and confirms a file of the email. Returns its id. */
export async function uploadFile(served: Served, body = 'hello'): Promise<string> {
  const started = await served.send('StartAttachedFileUpload', { ...announcement, FileSizeInBytes: body.length });
  const { ok } = await put(started, body);
  if (!ok) throw new Error('The upload was refused.');
  await served.send('CompleteAttachedFileUpload', { FileId: started.FileId, AssociatedResourceArn: email });
  return started.FileId;
}
