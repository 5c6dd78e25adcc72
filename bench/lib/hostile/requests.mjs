import { request as httpRequest } from 'node:http';
import { requestOf } from '../attacks/parts.mjs';

/** Bytes that are kept of the beginning and of the end of a response, to find its error code. */
const keptBytes = 20_000;

/**
 * Sends one request on a new connection, and reads the response without keeping all of it.
 *
 * @returns the bytes of the request body (`bytesIn`) and of the response body (`bytesOut`), the status, the code of the
 *   first error, and the beginning of the response. A broken connection does not reject; it sets `broken`.
 */
export function exchange(url, { method, path, headers, body }, signal) {
  const bytesIn = body?.length ?? 0;
  return new Promise((resolve) => {
    let bytesOut = 0;
    let kept = '';
    let last = '';
    let status = null;
    const end = (broken) =>
      resolve({ bytesIn, bytesOut, status, code: codeIn(kept) ?? codeIn(last), broken, text: kept });
    const sent = httpRequest(new URL(path, url), {
      method,
      headers: body ? { ...headers, 'content-length': bytesIn } : headers,
      agent: false,
      signal,
    });
    sent.on('response', (answer) => {
      status = answer.statusCode;
      answer.on('data', (chunk) => {
        bytesOut += chunk.length;
        if (kept.length < keptBytes) kept += chunk.toString('latin1', 0, keptBytes - kept.length);
        last = chunk.toString('latin1', Math.max(0, chunk.length - keptBytes));
      });
      answer.on('end', () => end(false));
      answer.on('error', () => end(true));
    });
    sent.on('error', () => end(true));
    sent.end(body ?? undefined);
  });
}

/** The code of the first error in the text, or else the first error type in its data. Null if there is neither. */
function codeIn(text) {
  return /"code":"(\w+)"/.exec(text)?.[1] ?? /"__typename":"(Connect\w+Error)"/.exec(text)?.[1] ?? null;
}

/** Sends the request of an attack: `repeat` rounds, one after another, of `together` requests at once. */
export async function ask(attack, { url, headers }, { together = 1, repeat = 1 }, nextUnique, signal) {
  const total = { bytesIn: 0, bytesOut: 0, requests: 0, status: null, code: null, broken: 0 };
  for (let round = 0; round < repeat && !signal.aborted; round++) {
    const requests = Array.from({ length: together }, () => {
      const request = requestOf(attack, nextUnique());
      return exchange(url, { ...request, headers: { ...headers, ...request.headers } }, signal);
    });
    for (const one of await Promise.all(requests)) {
      total.bytesIn += one.bytesIn;
      total.bytesOut += one.bytesOut;
      total.requests += 1;
      total.status = one.status ?? total.status;
      total.code = one.code ?? total.code;
      if (one.broken) total.broken += 1;
    }
  }
  return total;
}
