import { gunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { NotUtf8, textOf } from '../../lib/text-from-outside.js';
import { HttpError } from './http-error.js';
import { jsonSizeProblem } from './json-size.js';

/** The largest body that is read, in bytes, before and after it is unpacked. */
export const maxBodyBytes = 1024 * 1024;

const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i;

/**
 * Reads a JSON body in UTF-8, plain or by gzip. Failures are HttpErrors: 400, 413 and 415.
 *
 * @param onUnpacked Told how many bytes a body by gzip has when it is unpacked.
 */
export function readJson(
  { headers }: FastifyRequest,
  body: Buffer,
  done: (error: Error | null, value?: unknown) => void,
  onUnpacked: (bytes: number) => void = () => {},
): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() || 'identity';
  if (encoding !== 'gzip') {
    settle(done, () => {
      assertSupported(headers['content-type'], encoding);
      return parse(body);
    });
    return;
  }
  gunzip(body, { maxOutputLength: maxBodyBytes }, (error, unpacked) => {
    settle(done, () => {
      if (error) throw unpackingFailed(error);
      onUnpacked(unpacked.length);
      assertSupported(headers['content-type'], 'identity');
      return parse(unpacked);
    });
  });
}

function settle(done: (error: Error | null, value?: unknown) => void, read: () => unknown): void {
  let value: unknown;
  try {
    value = read();
  } catch (error) {
    done(error as Error);
    return;
  }
  done(null, value);
}

function assertSupported(contentType: string | undefined, encoding: string): void {
  const given = charset.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (given !== undefined && given !== 'utf-8' && given !== 'utf8') {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be in UTF-8.');
  }
  if (encoding !== 'identity') {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be sent plain or by gzip.');
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

function parse(body: Buffer): unknown {
  try {
    const text = textOf(body);
    const problem = jsonSizeProblem(text);
    if (problem) throw new HttpError(400, 'BAD_REQUEST', `The body ${problem}`);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    if (error instanceof NotUtf8) throw new HttpError(400, 'BAD_REQUEST', `The body ${error.message}.`);
    throw new HttpError(400, 'BAD_REQUEST', 'The body is not a JSON object.');
  }
}
