import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { operationModel, route } from 'connect-model';
import { type Answer, refusal, throttled } from '../protocol/answer.js';
import { decodeInput, type Input } from '../protocol/decode.js';
import { ConnectException } from '../protocol/exception.js';
import { send, sendHalf } from '../protocol/send.js';
import { checkSignature } from '../protocol/signature.js';
import { type Dispatched, type Dispatcher, instanceIdOf, tokenOf, type WireWorld } from './dispatcher.js';
import type { Affliction, Fault, Faults } from './faults.js';
import type { Ledger, Outcome } from './ledger.js';
import type { Quotas } from './quotas.js';

/** What a call passes on its way. */
export interface CallParts {
  readonly world: WireWorld;
  readonly dispatcher: Dispatcher;
  readonly faults: Faults;
  readonly ledger: Ledger;
  /** Null where nothing is throttled. */
  readonly quotas: Quotas | null;
  /** Added to every call. */
  readonly latencyMs: number;
  /** Ends all waiting when the server closes. */
  readonly closing: AbortSignal;
}

/** One request with its body read. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** What a request asks for, as far as it can be read. */
interface Reading {
  readonly operation: string | null;
  readonly input: Input | null;
  /** Why it cannot be read. */
  readonly problem: ConnectException | null;
}

/**
 * Serves one call to Amazon Connect. What stands in front of the operation (route, signature, quota, faults) is decided
 * on arrival, so that it follows the order of the ledger; delays come after.
 * @throws AbortError when the server closes while the call waits.
 */
export async function serveCall(exchange: Exchange, parts: CallParts): Promise<void> {
  const started = performance.now();
  const requestId = randomUUID();
  const reading = read(exchange);
  const { operation, input } = reading;
  const record = parts.ledger.open({
    at: parts.world.clock.now(),
    operation,
    sdkRequest: headerOf(exchange.request, 'amz-sdk-request'),
    token: operation && input ? tokenOf(operation, input) : null,
    instanceId: input && instanceIdOf(input),
    requestId,
    input,
  });
  const close = (outcome: Outcome) => record({ ...outcome, durationMs: performance.now() - started });
  const turnedAway = turnAway(reading, exchange.request, parts.quotas);
  const affliction: Affliction =
    operation && !turnedAway ? parts.faults.take(operation) : { latencyMs: 0, fault: null };
  const { fault } = affliction;
  record({ fault: fault?.fault ?? (affliction.latencyMs > 0 ? 'latency' : null) });

  const delay = parts.latencyMs + affliction.latencyMs;
  if (delay > 0) await sleep(delay, undefined, { signal: parts.closing });

  const socket = exchange.request.socket;
  const answer = (given: Answer, also: Outcome = {}) => {
    close({ status: given.status, error: given.error, ...also });
    send(exchange.response, given, requestId, parts.world.clock.now());
  };
  if (turnedAway) return answer(refusal(turnedAway));
  if (!operation) return;
  const proceed = () => dispatch(reading, operation, parts.dispatcher);
  const instead = fault && insteadOf(fault, operation);
  if (instead) return answer(instead);
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
      const { changed, replayed, answer: lost } = proceed();
      close({ changed, replayed, error: lost.error });
      socket.resetAndDestroy();
      return;
    }
    case 'truncate': {
      const { changed, replayed, answer: half } = proceed();
      close({ changed, replayed, status: half.status, error: half.error });
      sendHalf(exchange.response, half, requestId, parts.world.clock.now());
      return;
    }
    default: {
      const { answer: given, changed, replayed } = proceed();
      return answer(given, { changed, replayed });
    }
  }
}

function read({ request, path, query, body }: Exchange): Reading {
  const method = request.method ?? '';
  const found = route(method, path);
  if (!found) {
    const message = `Amazon Connect has no operation ${method} ${path}. The emulator's own pages are under /_emulator.`;
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

/** What never gets as far as the operation: an unknown one, no proper signature, too many calls. */
function turnAway(
  { operation, problem }: Reading,
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

function dispatch({ input, problem }: Reading, operation: string, dispatcher: Dispatcher): Dispatched {
  if (input) return dispatcher.dispatch(operation, input);
  const unreadable = problem ?? new ConnectException('SerializationException', 'The request cannot be read.', 400);
  return { answer: refusal(unreadable), changed: false, replayed: false };
}

/** The answer of the faults that answer without running the operation. */
function insteadOf(fault: Fault, operation: string): Answer | null {
  const html = { 'content-type': 'text/html' };
  switch (fault.fault) {
    case 'throttle':
      return refusal(throttled(operationModel(operation).errors));
    case 'error':
      return refusal(
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

function page(title: string): string {
  return `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
