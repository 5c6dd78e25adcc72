import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { HttpError } from '../protocol/http-error.js';
import type { GatewayResponse } from './gateway-response.js';

const framing = 'Send either one Content-Length, a whole number, or Transfer-Encoding: chunked.';
const chunks = 'The chunks of the body are not valid.';
const header = 'A line of the header is not valid.';
const lineEndings = 'The request has a line ending that is not CRLF, or chunks that are not valid.';

/** Messages by error code of Node's parser. */
const reasons: Readonly<Record<string, string>> = {
  HPE_INVALID_METHOD: 'The request does not begin with a method that is known.',
  HPE_INVALID_URL: 'The request target must be a path, or an http or https URL.',
  HPE_INVALID_CONSTANT: 'The request line is not valid.',
  HPE_INVALID_CONTENT_LENGTH: framing,
  HPE_UNEXPECTED_CONTENT_LENGTH: framing,
  HPE_INVALID_TRANSFER_ENCODING: framing,
  HPE_INVALID_CHUNK_SIZE: chunks,
  HPE_STRICT: lineEndings,
  HPE_INVALID_HEADER_TOKEN: header,
  HPE_UNEXPECTED_SPACE: header,
};

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
  HPE_INVALID_VERSION: 505,
  HPE_PAUSED_H2_UPGRADE: 505,
};

/** Returns the refusal of a request that Node's parser could not read or that was not received in time. */
export function refusalOfParser({ code = '' }: Error & { code?: string }): HttpError {
  const status = statuses[code] ?? 400;
  return new HttpError(status, 'BAD_REQUEST', messageOf(status, code));
}

function messageOf(status: number, code: string): string {
  if (status === 431) return `The request line and header together have more than ${maxHeaderSize} bytes.`;
  if (status === 505) return 'This server speaks HTTP/1.1 and HTTP/1.0 only.';
  return reasons[code] ?? `${STATUS_CODES[status]}.`;
}

/** The refusal of CONNECT requests. */
export const noTunnels = new HttpError(405, 'METHOD_NOT_ALLOWED', 'This server is not a proxy.');

/** The refusal of unknown values of `Expect` (RFC 9110, section 10.1.1). */
export const unknownExpectation = new HttpError(
  417,
  'BAD_REQUEST',
  'The only expectation that is supported is 100-continue.',
);

/** Headers that the server adds to its refusals. */
export type RefusalHeaders = Readonly<Record<string, string>>;

/** Refuses a request whose header the parser could read, and then closes the connection. */
export function sendRefusal(
  response: GatewayResponse,
  problem: HttpError,
  requestId: string,
  more: RefusalHeaders,
): void {
  const body = JSON.stringify(problem.toBody());
  response.shouldKeepAlive = false;
  response.writeHead(problem.statusCode, headersOf(problem, body, requestId, more)).end(body);
}

/** Writes a refusal for an unreadable request to the socket. It does not close the connection. */
export function writeRefusal(socket: Socket, problem: HttpError, requestId: string, more: RefusalHeaders): void {
  const { statusCode } = problem;
  const body = JSON.stringify(problem.toBody());
  const fields = Object.entries(headersOf(problem, body, requestId, more)).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.write(`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\n${fields.join('')}\r\n${body}`);
}

function headersOf(problem: HttpError, body: string, requestId: string, more: RefusalHeaders): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    ...more,
    ...(problem.statusCode === 405 && { allow: 'GET, HEAD, POST, OPTIONS' }),
    connection: 'close',
  };
}
