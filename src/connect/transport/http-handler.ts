import { type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/protocol-http';
import type { Dispatcher } from 'undici';
import { OutgoingAgent } from '../../lib/outgoing-agent.js';
import { type Proxies, ProxyError } from '../../lib/proxies.js';
import { type Attempt, attachedAttempt, TransportError } from './attempt.js';
import { awsRequestId, dateMs, isCode, retryAfterMs } from './response-headers.js';

/** Maximum size of a response body, in bytes. A page of 100 contacts has less than 1 MB. */
const maxResponseBytes = 16 * 1024 * 1024;
/** Maximum number of connections of an agent. The SDK's default of 50 halves throughput at 100 ms latency. */
const maxSockets = 256;

/**
 * HTTP handler for the SDK, built on undici. It can abort an exchange at once and records whether a failed request was
 * sent. It accepts only responses of Connect, whereas the SDK would accept an HTML page with status 200 as a success.
 */
export class ConnectRequestHandler implements HttpHandler<Record<string, never>> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #agent: OutgoingAgent;
  /** Agent without keep-alive connections. */
  readonly #freshAgent: OutgoingAgent;

  /**
   * @param connectTimeoutMs Timeout of connecting, in milliseconds.
   * @param onDate Receives the `Date` header of each response of Connect.
   * @param proxies Proxies on the way to Connect; null for none.
   */
  constructor(
    connectTimeoutMs: number,
    private readonly onDate: (date: Date) => void = () => {},
    proxies: Proxies | null = null,
  ) {
    // No response timeout here: the call runner limits the time of each attempt and aborts it.
    const options = { connections: maxSockets, connectTimeoutMs, answerTimeoutMs: 0 };
    this.#agent = new OutgoingAgent(proxies, { ...options, pipelining: 1 });
    this.#freshAgent = new OutgoingAgent(proxies, { ...options, pipelining: 0 });
  }

  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const attempt = attachedAttempt(request);
    if (!attempt) throw new Error('A call to Connect was made outside the call runner.');
    // The attempt may have timed out during the lookup of credentials.
    if (attempt.givenUp) throw attempt.givenUp;
    const response = await this.#exchange(request, attempt);
    attempt.status = response.statusCode;
    attempt.retryAfterMs = retryAfterMs(response.headers['retry-after'], Date.now());
    attempt.errorName = errorNameOf(response);
    attempt.errorReason = errorReasonOf(response);
    const connectMs = dateMs(response.headers.date);
    attempt.skewMs = connectMs === null ? 0 : Math.abs(connectMs - Date.now());
    assertFromConnect(response, attempt);
    if (connectMs !== null) this.onDate(new Date(connectMs));
    // The SDK sets its clock by this header. After an invalid date it could not sign any further call.
    else delete response.headers.date;
    return { response: new HttpResponse(response) };
  }

  #exchange(request: HttpRequest, attempt: Attempt): Promise<RawResponse> {
    return new Promise((resolve, reject) => {
      let ended = false;
      let controller: Dispatcher.DispatchController | undefined;
      const end = (act: () => void): void => {
        if (ended) return;
        ended = true;
        act();
      };
      const giveUp = (error: Error): void =>
        end(() => {
          reject(error);
          controller?.abort(error);
        });
      attempt.abort = giveUp;

      let statusCode = 0;
      let headers: Record<string, string> = {};
      let size = 0;
      const chunks: Buffer[] = [];
      (attempt.freshConnection ? this.#freshAgent : this.#agent).dispatch(
        {
          origin: `${request.protocol}//${request.hostname}${request.port ? `:${request.port}` : ''}`,
          path: pathOf(request),
          method: request.method as Dispatcher.HttpMethod,
          headers: attempt.extraHeaders ? { ...request.headers, ...attempt.extraHeaders } : request.headers,
          body: request.body ?? null,
        },
        {
          onRequestStart(started) {
            controller = started;
            // The attempt was aborted while it waited for a connection, so it must not be sent.
            if (ended) return started.abort(new Error('aborted'));
            attempt.sent = true;
            attempt.onSent();
          },
          onResponseStart(_controller, status, rawHeaders) {
            statusCode = status;
            // Object.fromEntries makes own properties even for a header named `__proto__`.
            headers = Object.fromEntries(
              Object.entries(rawHeaders).flatMap(([name, value]) =>
                value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
              ),
            );
            // Set at once, because the rest of the response may never arrive.
            attempt.awsRequestId = awsRequestId(headers['x-amzn-requestid']);
          },
          onResponseData(_controller, chunk) {
            size += chunk.length;
            if (size > maxResponseBytes)
              giveUp(new TransportError('foreign-answer', `The response has more than ${maxResponseBytes} bytes.`));
            else chunks.push(chunk);
          },
          onResponseEnd() {
            end(() => resolve({ statusCode, headers, body: Buffer.concat(chunks, size) }));
          },
          onResponseError(_controller, error) {
            end(() => reject(transportError(error, attempt)));
          },
        },
      );
    });
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  destroy(): void {
    // The client is closed after its last call, so only idle sockets are left.
    void this.#agent.destroy();
    void this.#freshAgent.destroy();
  }
}

interface RawResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

function pathOf(request: HttpRequest): string {
  const query = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) =>
      item === null ? escapeUri(name) : `${escapeUri(name)}=${escapeUri(item)}`,
    ),
  );
  return query.length > 0 ? `${request.path}?${query.join('&')}` : request.path;
}

/** Encodes a query parameter as SigV4 does; otherwise the signature would not match. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Checks that a response comes from Connect and not from a proxy or load balancer. Connect sends a JSON object, and
 * errors name their exception.
 * @throws TransportError when the response does not come from Connect.
 */
function assertFromConnect(response: RawResponse, attempt: Attempt): void {
  const { statusCode: status } = response;
  const body = jsonObject(response);
  if (status >= 200 && status < 300) {
    const emptyByConnect = response.body.length === 0 && attempt.emptyAnswerAllowed && attempt.awsRequestId !== null;
    if (body || emptyByConnect) return;
    throw new TransportError('foreign-answer', `HTTP ${status} with a body that Connect does not send.`);
  }
  if (status === 407) {
    attempt.sent = false;
    throw new TransportError('proxy', 'A proxy on the way to Connect requires credentials (HTTP 407).');
  }
  if (status < 400 || status > 599) {
    throw new TransportError('foreign-answer', `HTTP ${status}, a status that Connect does not send.`);
  }
  // Any 429 means that the call was not applied, even without an exception name.
  if (attempt.errorName || status === 429) return;
  throw new TransportError('foreign-answer', `HTTP ${status} that does not name a Connect exception.`);
}

/** Returns the exception name from the header or the body, without namespace and suffix. */
function errorNameOf(response: RawResponse): string | null {
  if (response.statusCode < 300) return null;
  const body = jsonObject(response);
  const name = response.headers['x-amzn-errortype'] ?? body?.__type ?? body?.code;
  const bare = typeof name === 'string' ? name.split(':')[0]?.split('#').at(-1) : null;
  return isCode(bare) ? bare : null;
}

/** Returns the code in the exception's `Reason`, a union of which one member is set. */
function errorReasonOf(response: RawResponse): string | null {
  const reason = response.statusCode < 300 ? null : jsonObject(response)?.Reason;
  if (typeof reason !== 'object' || reason === null) return null;
  return Object.values(reason).find(isCode) ?? null;
}

function jsonObject(response: RawResponse): Record<string, unknown> | null {
  if (!/\bjson\b/i.test(response.headers['content-type'] ?? '')) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(response.body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function transportError(error: Error & { code?: string }, attempt: Attempt): TransportError {
  const code = error.code ?? '';
  const cause = { cause: error };
  if (error instanceof ProxyError) {
    // A 5xx of the proxy is temporary and counts as a failed connection. A 4xx is a refusal by the proxy itself.
    const refused = typeof error.reason === 'number' && error.reason < 500;
    return new TransportError(refused ? 'proxy' : 'connection', error.message, cause);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new TransportError('name', "The name of Connect's endpoint could not be resolved.", cause);
  }
  if (/^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|ERR_SSL)/.test(code)) {
    return new TransportError('certificate', "No trusted TLS connection to Connect's endpoint could be made.", cause);
  }
  if (!attempt.sent) {
    return new TransportError(
      'connection',
      `The connection to Connect's endpoint failed (${code || error.name}).`,
      cause,
    );
  }
  return new TransportError(
    'reset',
    `The connection broke before Connect's response was complete (${code || error.name}).`,
    cause,
  );
}
