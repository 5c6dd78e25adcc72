import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { HttpError } from '../protocol/http-error.js';

/** Maximum length of a body that is read and discarded after an early response to keep the connection open. */
const maxDiscardedBytes = 64 * 1024;

/** Whether a message with these headers has a body (RFC 9112, section 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Whether the rest of the body may be too long to discard: the whole body is too long, or its length is unknown. */
export function leavesLongBody(request: IncomingMessage): boolean {
  if (request.complete || !hasBody(request)) return false;
  const { 'transfer-encoding': codings, 'content-length': length } = request.headers;
  return codings !== undefined || Number(length) > maxDiscardedBytes;
}

/**
 * Checks the rules of RFC 9112 and RFC 9110 that Node's parser does not: the version, `Host`, `Transfer-Encoding` and
 * the form of the request target. An absolute target with the authority of `Host` is replaced by its path (RFC 9112,
 * section 3.2.2), so that later code sees one form.
 *
 * @returns Null for a valid request. Otherwise an error with status 400, 501 or 505; the connection must then be
 * closed.
 */
export function checkRequest(request: IncomingMessage): HttpError | null {
  const { httpVersionMajor, httpVersionMinor, rawHeaders } = request;
  if (httpVersionMajor !== 1) {
    return new HttpError(505, 'BAD_REQUEST', 'This server speaks HTTP/1.1 and HTTP/1.0 only.');
  }
  let hosts = 0;
  let host: string | undefined;
  let codings: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    // Compares lengths first, since nearly all other header names have another length.
    if (name?.length === 4 && name.toLowerCase() === 'host') {
      hosts++;
      host = rawHeaders[index + 1];
    } else if (name?.length === 17 && name.toLowerCase() === 'transfer-encoding') {
      const value = rawHeaders[index + 1] ?? '';
      codings = codings === undefined ? value : `${codings}, ${value}`;
    }
  }
  return (
    hostProblem(hosts, host, httpVersionMinor) ??
    (codings === undefined ? null : codingProblem(codings, httpVersionMinor)) ??
    targetProblem(request, host)
  );
}

/** Checks `Host` (RFC 9112, section 3.2). */
function hostProblem(hosts: number, host: string | undefined, minor: number): HttpError | null {
  if (hosts > 1) return refused('The request has more than one Host field. Send exactly one.');
  if (host === undefined) return minor === 0 ? null : refused('The request has no Host field. Send exactly one.');
  return isAuthority(host) ? null : refused('The Host field must be a host name or address, with a port where needed.');
}

/**
 * Checks `Transfer-Encoding` (RFC 9112, section 6.1). Node's parser also refuses most values that do not end in
 * `chunked`.
 */
function codingProblem(codings: string, minor: number): HttpError | null {
  if (minor === 0) return refused('Transfer-Encoding needs HTTP/1.1.');
  const all = codings.split(',').map((coding) => coding.trim().toLowerCase());
  if (all.length === 1 && all[0] === 'chunked') return null;
  const known = all.at(-1) === 'chunked' && all.every((coding) => coding === 'chunked' || coding === '');
  if (known || all.at(-1) !== 'chunked') return refused('Transfer-Encoding must be "chunked", once.');
  return new HttpError(501, 'BAD_REQUEST', 'The only transfer coding that is supported is "chunked".');
}

const absolute = /^https?:\/\/([^/?]*)(.*)$/i;

/**
 * Checks the request target (RFC 9112, section 3.2). CONNECT, the only method with the authority form, does not get here:
 * Node reports it by the event `connect`.
 */
function targetProblem(request: IncomingMessage, host: string | undefined): HttpError | null {
  const target = request.url ?? '';
  if (target.includes('#')) return refused('The request target must not have a fragment.');
  if (target.startsWith('/')) return null;
  if (target === '*') {
    return request.method === 'OPTIONS' ? null : refused('The request target "*" is for OPTIONS only.');
  }
  const [, authority = '', path = ''] = absolute.exec(target) ?? [];
  if (!isAuthority(authority)) return refused('The request target must be a path, or an http or https URL.');
  if (host === undefined) request.headers.host = authority;
  else if (canonical(authority) !== canonical(host)) {
    return refused('The authority of the request target and the Host field differ.');
  }
  request.url = path.startsWith('/') ? path : `/${path}`;
  return null;
}

const authority = /^(?:\[([\da-f:.]+)\]|[\w.~-]+)(?::(\d{0,5}))?$/i;

/** Whether this is a host with an optional port. Unlike RFC 3986, no percent encoding or sub-delimiters are allowed. */
function isAuthority(text: string): boolean {
  const match = authority.exec(text);
  if (!match) return false;
  const [, address, port = ''] = match;
  return (address === undefined || isIPv6(address)) && Number(port) <= 65_535;
}

/** Lower-cases an authority and removes a default port. */
function canonical(text: string): string {
  return text.toLowerCase().replace(/:(80|443)?$/, '');
}

function refused(message: string): HttpError {
  return new HttpError(400, 'BAD_REQUEST', message);
}
