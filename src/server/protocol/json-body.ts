import { gunzipSync } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { NotUtf8, textOf } from '../../lib/text-from-outside.js';
import { HttpError } from './http-error.js';
import { jsonSizeProblem } from './json-size.js';

/** Maximum size of a request body in bytes, before and after decompression. */
export const maxBodyBytes = 1024 * 1024;

const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/**
 * Returns the bytes of a JSON body, decompressed if it is sent with gzip. Synchronous, since the caller runs it in a turn:
 * decompressed bodies that wait for a turn would take a thousand times the memory that their clients have sent.
 * @throws HttpError 400, 413 or 415
 */
export function unpack({ headers }: FastifyRequest, body: Buffer): Buffer {
  const encoding = headers['content-encoding']?.trim().toLowerCase() || 'identity';
  const isPacked = encoding === 'gzip';
  const bytes = isPacked ? gunzipped(body) : body;
  assertSupported(headers['content-type'], isPacked ? 'identity' : encoding);
  return bytes;
}

function gunzipped(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    throw unpackingFailed(error as NodeJS.ErrnoException);
  }
}

function assertSupported(contentType: string | undefined, encoding: string): void {
  const given = charset.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (given !== undefined && given !== 'utf-8' && given !== 'utf8') {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be in UTF-8.');
  }
  if (encoding !== 'identity') {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be uncompressed, or compressed with gzip.');
  }
}

function unpackingFailed(error: NodeJS.ErrnoException): HttpError {
  return error.code === 'ERR_BUFFER_TOO_LARGE'
    ? bodyTooLarge()
    : new HttpError(400, 'BAD_REQUEST', 'The body is not valid gzip.');
}

export function bodyTooLarge(): HttpError {
  return new HttpError(413, 'PAYLOAD_TOO_LARGE', `The body has more than ${maxBodyBytes} bytes.`);
}

/**
 * Parses JSON in UTF-8, within `jsonLimits`.
 * @throws HttpError 400
 */
export function parseJson(body: Buffer): unknown {
  try {
    const text = textOf(body);
    const problem = jsonSizeProblem(text);
    if (problem) throw new HttpError(400, 'BAD_REQUEST', `The body ${problem}`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    if (error instanceof NotUtf8) throw new HttpError(400, 'BAD_REQUEST', `The body ${error.message}.`);
    throw new HttpError(400, 'BAD_REQUEST', 'The body is not valid JSON.');
  }
}
