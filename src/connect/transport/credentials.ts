import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/protocol-http';
import type { Dispatcher } from 'undici';
import { OutgoingAgent } from '../../lib/outgoing-agent.js';
import type { Proxies } from '../../lib/proxies.js';

/** Timeouts in milliseconds for the connection to a credentials service, and for its response. */
const connectTimeoutMs = 5_000;
const answerTimeoutMs = 10_000;

/**
 * Returns the SDK's standard credential provider chain, with support for proxies. STS, SSO and the sign-in service use
 * a separate HTTP handler, because Connect's handler only sends attempts of the call runner. The SDK calls the metadata
 * services of machines, containers and pods without a proxy, because they are local.
 */
export function chainOfCredentials(proxies: Proxies | null) {
  const handler = new CredentialsRequestHandler(new OutgoingAgent(proxies, { connectTimeoutMs, answerTimeoutMs }));
  return { provider: defaultProvider({ clientConfig: { requestHandler: handler } }), close: () => handler.close() };
}

class CredentialsRequestHandler implements HttpHandler<Record<string, never>> {
  readonly metadata = { handlerProtocol: 'http/1.1' };

  constructor(private readonly agent: OutgoingAgent) {}

  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query ?? {})) query.append(name, String(value ?? ''));
    const { statusCode, headers, body } = await this.agent.request({
      origin: `${request.protocol}//${request.hostname}${request.port ? `:${request.port}` : ''}`,
      path: query.size > 0 ? `${request.path}?${query}` : request.path,
      method: request.method as Dispatcher.HttpMethod,
      headers: request.headers,
      body: request.body ?? null,
    });
    const texts = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    );
    const bytes = new Uint8Array(await body.arrayBuffer());
    return { response: new HttpResponse({ statusCode, headers: Object.fromEntries(texts), body: bytes }) };
  }

  close(): void {
    void this.agent.destroy();
  }

  /** Does nothing: each SDK client destroys its handler, but several clients share this one. `close` ends it. */
  destroy(): void {}

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
