import { contentType, FILES_PATH, uploadHeaders } from './file-urls.js';
import type { AttachedFile, UrlGrant } from './world/files.js';
import { fileStatus } from './world/files.js';
import type { InstanceState } from './world/instance-state.js';
import type { World } from './world/world.js';

/** A request to a presigned URL. */
export interface FileRequest {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Null where there was too much of it. */
  readonly body: Buffer | null;
}

export interface FileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** A bucket's rules for web pages: files are up- and downloaded by pages of any origin. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT',
  'access-control-allow-headers': '*',
};

/**
 * Plays the part of Amazon S3 for presigned URLs: a PUT stores an attached file's content, a GET fetches it. What is
 * refused is refused as S3 does, with XML that names a code.
 */
export function exchangeFile(request: FileRequest, world: World): FileAnswer {
  if (request.method === 'OPTIONS') return { status: 200, headers: cors, body: '' };
  const found = find(request.path, world);
  if (!found) return refuse(404, 'NoSuchKey', 'The specified key does not exist.');
  const { file, instance } = found;
  const grant = grantOf(request, file);
  if (!grant || instance.files.sign(grant) !== request.query.get('X-Amz-Signature')) return wrongSignature();
  if (grant.expiresAt <= world.now) return refuse(403, 'AccessDenied', 'Request has expired');
  return grant.action === 'upload' ? upload(request, file, instance, world) : download(file, world);
}

function upload(
  { headers, body }: FileRequest,
  file: AttachedFile,
  { files }: InstanceState,
  world: World,
): FileAnswer {
  if (file.completedAt !== undefined) return refuse(403, 'AccessDenied', 'The upload was completed before.');
  if (!body) return refuse(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  const isAsSigned = Object.entries(uploadHeaders(file)).every(
    ([name, value]) => headers[name.toLowerCase()] === value,
  );
  if (!isAsSigned || body.length !== file.size) return wrongSignature();
  files.change(file, { content: body });
  world.changed();
  return { status: 200, headers: cors, body: '' };
}

function download(file: AttachedFile, world: World): FileAnswer {
  const { content } = file;
  if (!content || fileStatus(file, world.assumptions, world.now) !== 'APPROVED') {
    return refuse(404, 'NoSuchKey', 'The specified key does not exist.');
  }
  const { 'Content-Disposition': disposition = '' } = uploadHeaders(file);
  return {
    status: 200,
    headers: { ...cors, 'content-type': contentType(file.name), 'content-disposition': disposition },
    body: content,
  };
}

function find(path: string, world: World): { file: AttachedFile; instance: InstanceState } | undefined {
  const [instanceId = '', fileId = ''] = path.slice(FILES_PATH.length + 1).split('/');
  try {
    const instance = world.instance(decodeURIComponent(instanceId));
    const file = instance?.files.get(decodeURIComponent(fileId));
    return instance && file && { file, instance };
  } catch {
    return undefined;
  }
}

/** What the URL claims to be good for; whether that is true only its signature tells. */
function grantOf({ method, query }: FileRequest, file: AttachedFile): UrlGrant | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const expiresAt = signedAt + Number(query.get('X-Amz-Expires')) * 1000;
  if (Number.isNaN(expiresAt) || (method !== 'PUT' && method !== 'GET')) return undefined;
  return { action: method === 'PUT' ? 'upload' : 'download', fileId: file.id, expiresAt };
}

function wrongSignature(): FileAnswer {
  const message = 'The request signature we calculated does not match the signature you provided.';
  return refuse(403, 'SignatureDoesNotMatch', message);
}

function refuse(status: number, code: string, message: string): FileAnswer {
  return {
    status,
    headers: { ...cors, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
