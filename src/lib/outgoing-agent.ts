import { Agent, Dispatcher, Pool, ProxyAgent } from 'undici';
import { type OutgoingProxy, Proxies, ProxyError } from './proxies.js';

/** Options of an agent for outgoing requests. */
export interface OutgoingAgentOptions {
  /** Timeout of connecting in milliseconds. It applies to the proxy and to the target behind it separately. */
  readonly connectTimeoutMs: number;
  /** Maximum number of simultaneous connections to one origin; unlimited by default. */
  readonly connections?: number;
  /** 0 disables keep-alive connections; 1 by default. */
  readonly pipelining?: 0 | 1;
  /** Timeout for the response head, and between two parts of the body, in milliseconds; 0 for none. */
  readonly answerTimeoutMs: number;
}

/**
 * undici agent with support for proxies. Requests to https:// targets go through a CONNECT tunnel of the proxy. The
 * proxy receives requests to http:// targets in absolute form, because most proxies allow CONNECT to port 443 only.
 */
export class OutgoingAgent extends Dispatcher {
  readonly #direct: Agent;
  readonly #tunnels = new Map<string, ProxyAgent>();
  readonly #proxies: Proxies;
  readonly #options: ReturnType<typeof agentOptions>;
  #destroyed = false;

  /** @param proxies Null for direct connections only. */
  constructor(
    proxies: Proxies | null,
    private readonly settings: OutgoingAgentOptions,
  ) {
    super();
    this.#proxies = proxies ?? new Proxies({ http: null, https: null, exempt: [] });
    this.#options = agentOptions(settings);
    this.#direct = new Agent(this.#options);
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const origin = new URL(String(options.origin));
    const proxy = this.#proxies.proxyFor(origin);
    if (!proxy) return this.#direct.dispatch(options, handler);
    if (origin.protocol === 'https:') return this.#tunnelBy(proxy).dispatch(options, handler);
    const headers = { host: origin.host, ...headersOf(options.headers), ...authorizationOf(proxy) };
    const absolute = { ...options, origin: proxy.origin, path: `${origin.origin}${options.path}`, headers };
    return this.#direct.dispatch(absolute, handler);
  }

  override async close(): Promise<void> {
    await Promise.all([this.#direct, ...this.#tunnels.values()].map((agent) => agent.close()));
  }

  override async destroy(): Promise<void> {
    this.#destroyed = true;
    await Promise.all([this.#direct, ...this.#tunnels.values()].map((agent) => agent.destroy()));
  }

  #tunnelBy(proxy: OutgoingProxy): ProxyAgent {
    let agent = this.#tunnels.get(proxy.origin);
    if (!agent) {
      const timeout = this.settings.connectTimeoutMs;
      agent = new ProxyAgent({
        ...this.#options,
        uri: proxy.origin,
        ...(proxy.authorization === null ? {} : { token: proxy.authorization }),
        proxyTls: { timeout },
        requestTls: { timeout },
        clientFactory: (origin, options) => new ProxyPool(origin, { ...options, headersTimeout: timeout }),
      });
      this.#tunnels.set(proxy.origin, agent);
      if (this.#destroyed) void agent.destroy();
    }
    return agent;
  }
}

function agentOptions({ connectTimeoutMs, connections, pipelining = 1, answerTimeoutMs }: OutgoingAgentOptions) {
  return {
    connections: connections ?? null,
    pipelining,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
  };
}

/**
 * Connections to a proxy, which turn a refused tunnel into a `ProxyError`. undici alone would report it as an aborted
 * request. If the proxy closes the connection without a response, undici would retry forever.
 */
class ProxyPool extends Pool {
  // biome-ignore lint/suspicious/noExplicitAny: the method is overloaded, and ProxyAgent uses the overload with a promise.
  override async connect(options: any): Promise<any> {
    let answer: Dispatcher.ConnectData;
    try {
      answer = await super.connect(options);
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      throw new ProxyError(code ?? name);
    }
    if (answer.statusCode === 200) return answer;
    answer.socket.on('error', () => {}).destroy();
    throw new ProxyError(answer.statusCode);
  }
}

function authorizationOf({ authorization }: OutgoingProxy): Record<string, string> {
  return authorization === null ? {} : { 'proxy-authorization': authorization };
}

/** Returns headers as a record. The gateway passes a record, undici's fetch a flat list of names and values. */
function headersOf(headers: Dispatcher.DispatchOptions['headers']): Record<string, string> {
  const record: Record<string, string> = {};
  if (!Array.isArray(headers)) return Object.assign(record, headers);
  for (let index = 0; index < headers.length; index += 2) record[String(headers[index])] = String(headers[index + 1]);
  return record;
}
