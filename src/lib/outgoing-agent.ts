import { Agent, Dispatcher, Pool, ProxyAgent } from 'undici';
import { type OutgoingProxy, Proxies, ProxyError } from './proxies.js';

export interface OutgoingAgentOptions {
  /** Milliseconds that setting up a connection may take, that to the proxy and the one behind it each. */
  readonly connectTimeoutMs: number;
  /** Connections to one origin at a time. */
  readonly connections?: number;
  /** 0 keeps no connection alive; 1 unless given. */
  readonly pipelining?: 0 | 1;
  /** Milliseconds for the head of an answer, and between two parts of its body; 0 for any. */
  readonly answerTimeoutMs: number;
}

/**
 * undici's agent, with a proxy in front of the targets that need one: a tunnel by CONNECT to https:// targets, and requests in
 * absolute form for http:// ones, since most proxies allow CONNECT to port 443 alone.
 */
export class OutgoingAgent extends Dispatcher {
  readonly #direct: Agent;
  readonly #tunnels = new Map<string, ProxyAgent>();
  readonly #proxies: Proxies;
  readonly #options: ReturnType<typeof agentOptions>;
  #destroyed = false;

  /** @param proxies Null where every connection is direct. */
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
 * The connections to a proxy. A refusal becomes a ProxyError: undici would have a refused tunnel look like a request that the
 * caller aborted, and would try for ever to connect where the proxy closes the connection without an answer.
 */
class ProxyPool extends Pool {
  // biome-ignore lint/suspicious/noExplicitAny: the signature has overloads, of which ProxyAgent uses the one with a promise.
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

/** In the two forms that the gateway and undici's fetch send. */
function headersOf(headers: Dispatcher.DispatchOptions['headers']): Record<string, string> {
  const record: Record<string, string> = {};
  if (!Array.isArray(headers)) return Object.assign(record, headers);
  for (let index = 0; index < headers.length; index += 2) record[String(headers[index])] = String(headers[index + 1]);
  return record;
}
