import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { operationModel, route } from 'connect-model';
import { decodeInput, type Input } from '../protocol/decode.js';
import { ConnectException } from '../protocol/exception.js';
import { send, sendHalf } from '../protocol/send.js';
import { checkSignature } from '../protocol/signature.js';
import { errorResponse, throttled, type WireResponse } from '../protocol/wire-response.js';
import { type Dispatched, type Dispatcher, instanceIdOf, tokenOf, type WireWorld } from './dispatcher.js';
import type { CallFaults, Fault, Faults } from './faults.js';
import type { Ledger, Outcome } from './ledger.js';
import type { Quotas } from './quotas.js';

/** The parts of the emulator that serve a call. */
export interface CallParts {
  readonly world: WireWorld;
  readonly dispatcher: Dispatcher;
  readonly faults: Faults;
  readonly ledger: Ledger;
  /** Null when throttling is off. */
  readonly quotas: Quotas | null;
  /** Milliseconds added to every call. */
  readonly latencyMs: number;
  /** Aborts all waits when the server closes. */
  readonly closing: AbortSignal;
}

/** An HTTP request with its body, and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** An HTTP request as an operation with its decoded input. */
interface ParsedRequest {
  readonly operation: string | null;
  readonly input: Input | null;
  /** The error to send when the request cannot be decoded. */
  readonly problem: ConnectException | null;
}

/**
 * Serves one call to Amazon Connect. Route, signature, quota and faults are decided when the call arrives, so calls
 * take quota and faults in the order of the ledger. Delays come afterwards.
 * @throws AbortError when the server closes while the call waits.
 */
export async function serveCall(exchange: Exchange, parts: CallParts): Promise<void> {
  const started = performance.now();
  const requestId = randomUUID();
  const parsed = parseRequest(exchange);
  const { operation, input } = parsed;
  const updateEntry = parts.ledger.open({
    at: parts.world.clock.now(),
    operation,
    sdkRequest: headerOf(exchange.request, 'amz-sdk-request'),
    token: operation && input ? tokenOf(operation, input) : null,
    instanceId: input && instanceIdOf(input),
    requestId,
    input,
    bytes: exchange.path.length + exchange.body.length,
  });
  const close = (outcome: Outcome) => updateEntry({ ...outcome, durationMs: performance.now() - started });
  const rejection = rejectionOf(parsed, exchange.request, parts.quotas);
  const callFaults: CallFaults = operation && !rejection ? parts.faults.take(operation) : { latencyMs: 0, fault: null };
  const { fault } = callFaults;
  updateEntry({ fault: fault?.fault ?? (callFaults.latencyMs > 0 ? 'latency' : null) });

  const delay = parts.latencyMs + callFaults.latencyMs;
  if (delay > 0) await sleep(delay, undefined, { signal: parts.closing });

  const socket = exchange.request.socket;
  const respond = (response: WireResponse, also: Outcome = {}) => {
    close({ status: response.status, error: response.error, ...also });
    send(exchange.response, response, requestId, parts.world.clock.now());
  };
  if (rejection) return respond(errorResponse(rejection));
  if (!operation) return;
  const proceed = () => dispatch(parsed, operation, parts.dispatcher);
  const replacement = fault && faultResponse(fault, operation);
  if (replacement) return respond(withRetryAfter(replacement, fault.retryAfter));
  switch (fault?.fault) {
    case 'hang':
      socket.once('close', () => close({}));
      if (fault.ms !== undefined) {
        await sleep(fault.ms, undefined, { signal: parts.closing });
        socket.destroy();
      }
      return;
    case 'resetBefore':
      close({});
      socket.resetAndDestroy();
      return;
    case 'resetAfterCommit': {
      const { changed, replayed, response: lost } = proceed();
      close({ changed, replayed, error: lost.error });
      socket.resetAndDestroy();
      return;
    }
    case 'truncate': {
      const { changed, replayed, response: half } = proceed();
      close({ changed, replayed, status: half.status, error: half.error });
      sendHalf(exchange.response, half, requestId, parts.world.clock.now());
      return;
    }
    default: {
      const { response, changed, replayed } = proceed();
      return respond(response, { changed, replayed });
    }
  }
}

function parseRequest({ request, path, query, body }: Exchange): ParsedRequest {
  const method = request.method ?? '';
  const found = route(method, path);
  if (!found) {
    const message = `Amazon Connect has no operation ${method} ${path}. The emulator's control requests are under /_emulator.`;
    return { operation: null, input: null, problem: new ConnectException('UnknownOperationException', message, 404) };
  }
  const { operation, labels } = found;
  try {
    return { operation, input: decodeInput(operation, { labels, query, body }), problem: null };
  } catch (error) {
    if (!(error instanceof ConnectException)) throw error;
    return { operation, input: null, problem: error };
  }
}

/**
 * Returns the error of a call that must not reach its operation: unknown operation, invalid signature or exceeded
 * quota.
 */
function rejectionOf(
  { operation, problem }: ParsedRequest,
  request: IncomingMessage,
  quotas: Quotas | null,
): ConnectException | null {
  if (operation === null) return problem;
  try {
    checkSignature({
      authorization: headerOf(request, 'authorization') ?? undefined,
      'x-amz-date': headerOf(request, 'x-amz-date') ?? undefined,
      date: headerOf(request, 'date') ?? undefined,
    });
  } catch (error) {
    if (error instanceof ConnectException) return error;
    throw error;
  }
  return quotas && !quotas.admit(operation) ? throttled(operationModel(operation).errors) : null;
}

function dispatch({ input, problem }: ParsedRequest, operation: string, dispatcher: Dispatcher): Dispatched {
  if (input) return dispatcher.dispatch(operation, input);
  const unreadable = problem ?? new ConnectException('SerializationException', 'The request cannot be read.', 400);
  return { response: errorResponse(unreadable), changed: false, replayed: false };
}

/** Returns the response of a fault that replaces the operation, or null for a fault that does not. */
function faultResponse(fault: Fault, operation: string): WireResponse | null {
  const html = { 'content-type': 'text/html' };
  switch (fault.fault) {
    case 'throttle':
      return errorResponse(throttled(operationModel(operation).errors));
    case 'error':
      return errorResponse(
        new ConnectException(fault.error ?? 'InternalServiceException', fault.message ?? `Scripted ${fault.error}.`),
      );
    case 'http500':
      return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error', error: null };
    case 'http503Html':
      return { status: 503, headers: html, body: page('503 Service Temporarily Unavailable'), error: null };
    case 'okHtml':
      return { status: 200, headers: html, body: page('Sign in to the network'), error: null };
    case 'okEmpty':
      return { status: 200, headers: {}, body: '', error: null, anonymous: true };
    default:
      return null;
  }
}

function withRetryAfter(response: WireResponse, seconds: number | undefined): WireResponse {
  if (seconds === undefined) return response;
  return { ...response, headers: { ...response.headers, 'retry-after': String(seconds) } };
}

function page(title: string): string {
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
