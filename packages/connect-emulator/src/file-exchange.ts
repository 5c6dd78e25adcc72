import { contentType, FILES_PATH, uploadHeaders } from './file-urls.js';
import type { AttachedFile, UrlGrant } from './world/files.js';
import { fileStatus } from './world/files.js';
import type { InstanceState } from './world/instance-state.js';
import type { World } from './world/world.js';

/** A request to a presigned URL. */
export interface FileRequest {
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Keyed by header names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Null when the body exceeds the size limit. */
  readonly body: Buffer | null;
}

export interface FileResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** The CORS rules of the emulated bucket: pages of any origin may upload and download. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT',
  'access-control-allow-headers': '*',
};

/**
 * Emulates Amazon S3 for presigned URLs: PUT stores the content of an attached file, GET downloads it. Errors have S3's
 * form: XML with an error code.
 */
export function exchangeFile(request: FileRequest, world: World): FileResponse {
  if (request.method === 'OPTIONS') return { status: 200, headers: cors, body: '' };
  const found = find(request.path, world);
  if (!found) return refuse(404, 'NoSuchKey', 'The specified key does not exist.');
  const { file, state } = found;
  const grant = grantOf(request, file);
  if (!grant || state.files.sign(grant) !== request.query.get('X-Amz-Signature')) return wrongSignature();
  if (grant.expiresAt <= world.now) return refuse(403, 'AccessDenied', 'Request has expired');
  return grant.action === 'upload' ? upload(request, file, state, world) : download(file, world);
}

function upload(
  { headers, body }: FileRequest,
  file: AttachedFile,
  { files }: InstanceState,
  world: World,
): FileResponse {
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

function download(file: AttachedFile, world: World): FileResponse {
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

function find(path: string, world: World): { file: AttachedFile; state: InstanceState } | undefined {
  const [instanceId = '', fileId = ''] = path.slice(FILES_PATH.length + 1).split('/');
  try {
    const state = world.instance(decodeURIComponent(instanceId));
    const file = state?.files.get(decodeURIComponent(fileId));
    return state && file && { file, state };
  } catch {
    return undefined;
  }
}

/** Parses the permission that the URL claims. The claim is valid only if the signature of the URL matches. */
function grantOf({ method, query }: FileRequest, file: AttachedFile): UrlGrant | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const expiresAt = signedAt + Number(query.get('X-Amz-Expires')) * 1000;
  if (Number.isNaN(expiresAt) || (method !== 'PUT' && method !== 'GET')) return undefined;
  return { action: method === 'PUT' ? 'upload' : 'download', fileId: file.id, expiresAt };
}

function wrongSignature(): FileResponse {
  const message = 'The request signature we calculated does not match the signature you provided.';
  return refuse(403, 'SignatureDoesNotMatch', message);
}

function refuse(status: number, code: string, message: string): FileResponse {
  return {
    status,
    headers: { ...cors, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
