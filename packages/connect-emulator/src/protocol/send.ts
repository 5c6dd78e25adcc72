import type { ServerResponse } from 'node:http';
import type { WireResponse } from './wire-response.js';

/** Sends a response with Connect's headers: the request id and the date on the world's clock. */
export function send(response: ServerResponse, answer: WireResponse, requestId: string, now: Date): void {
  writeHead(response, answer, requestId, now);
  response.end(answer.body);
}

/** Sends the Content-Length of the whole body but only half of it, then destroys the socket. */
export function sendHalf(response: ServerResponse, answer: WireResponse, requestId: string, now: Date): void {
  writeHead(response, answer, requestId, now);
  const bytes = Buffer.from(answer.body);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function writeHead(response: ServerResponse, answer: WireResponse, requestId: string, now: Date): void {
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(answer.anonymous ? {} : { 'x-amzn-requestid': requestId }),
    date: now.toUTCString(),
    'content-length': Buffer.byteLength(answer.body),
  });
}
