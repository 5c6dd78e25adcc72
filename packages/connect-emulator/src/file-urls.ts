import { ownProperty } from './own-property.js';
import type { AttachedFile, UrlGrant } from './world/files.js';
import type { InstanceState } from './world/instance-state.js';
import type { World } from './world/world.js';

/** Path prefix of presigned URLs. No operation of Connect has a path below it. */
export const FILES_PATH = '/_files';

/** A URL that permits one action on one file until it expires. */
export interface PresignedUrl {
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * Creates a URL, in the form of Amazon S3's presigned URLs, that uploads or downloads the file.
 * @param seconds how long the URL is valid.
 */
export function presign(
  action: UrlGrant['action'],
  file: AttachedFile,
  { files, instance }: InstanceState,
  seconds: number,
  world: World,
): PresignedUrl {
  // X-Amz-Date has no milliseconds.
  const signedAt = Math.floor(world.now / 1000) * 1000;
  const expiresAt = signedAt + seconds * 1000;
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': new Date(signedAt).toISOString().replace(/[-:]|\.\d+/g, ''),
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': action === 'upload' ? signedHeaders : 'host',
    'X-Amz-Signature': files.sign({ action, fileId: file.id, expiresAt }),
  });
  const path = [instance.id, file.id].map(encodeURIComponent).join('/');
  return { url: `${world.url}${FILES_PATH}/${path}?${query}`, expiresAt: new Date(expiresAt) };
}

const signedHeaders = 'content-disposition;content-length;content-type;host';

/** Returns the headers that an upload of the file must send. The announced length is checked too. */
export function uploadHeaders(file: AttachedFile): Record<string, string> {
  return {
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Type': contentType(file.name),
  };
}

/** Returns the content type for a file name, by its extension. Covers attachments and email messages. */
export function contentType(name: string): string {
  return ownProperty(types, extensionOf(name)) ?? 'application/octet-stream';
}

/** Returns the extension of a file name in lower case without the dot, or an empty string if there is none. */
export function extensionOf(name: string): string {
  return /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

const office = 'application/vnd.openxmlformats-officedocument';
const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  doc: 'application/msword',
  docx: `${office}.wordprocessingml.document`,
  heic: 'image/heic',
  html: 'text/html',
  jfif: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: `${office}.presentationml.presentation`,
  rtf: 'application/rtf',
  txt: 'text/plain',
  wav: 'audio/wav',
  xls: 'application/vnd.ms-excel',
  xlsx: `${office}.spreadsheetml.sheet`,
};
