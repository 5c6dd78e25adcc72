import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

/** Sends an answer with the headers that Connect's have: the request id and the (world's) date. */
export function send(response: ServerResponse, answer: Answer, requestId: string, now: Date): void {
  writeHead(response, answer, requestId, now);
  response.end(answer.body);
}

/** Promises the whole body, sends half of it, and destroys the socket once that is out. */
export function sendHalf(response: ServerResponse, answer: Answer, requestId: string, now: Date): void {
  writeHead(response, answer, requestId, now);
  const bytes = Buffer.from(answer.body);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function writeHead(response: ServerResponse, answer: Answer, requestId: string, now: Date): void {
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(answer.anonymous ? {} : { 'x-amzn-requestid': requestId }),
    date: now.toUTCString(),
    'content-length': Buffer.byteLength(answer.body),
  });
}
