import { ConnectClient, type ConnectClientConfig } from '@aws-sdk/client-connect';
import type { HttpRequest } from '@smithy/protocol-http';
import type { Proxies } from '../../lib/proxies.js';
import { attachAttempt, attachedAttempt } from './attempt.js';
import { chainOfCredentials } from './credentials.js';
import { ConnectRequestHandler } from './http-handler.js';

/** Settings of the client that calls Connect. */
export interface ClientSettings {
  readonly region: string;
  /** Endpoint in place of Connect's default one. */
  readonly endpoint?: string;
  /** Credentials for an endpoint that is not Amazon's; left out for the SDK's standard provider chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Timeout of one attempt, in milliseconds. */
  readonly attemptTimeoutMs: number;
  /** Proxies on the way to Connect and the credentials services; null or left out for none. */
  readonly proxies?: Proxies | null;
}

/** Client that calls Connect, with Connect's clock. */
export interface Client {
  readonly sdk: ConnectClient;
  /**
   * Returns the time on Connect's clock, from the `Date` headers of its responses. Connect compares times in an input
   * with this clock.
   */
  now(): Date;
  /** Uses the local clock until the next response. */
  forgetClock(): void;
  close(): void;
}

/** A clock difference below this, in milliseconds, counts as none, because the `Date` header has whole seconds. */
const negligibleSkewMs = 2_000;

/** Creates the client. The process has only one, because a client per call costs three times the CPU. */
export function createClient(settings: ClientSettings): Client {
  let skewMs = 0;
  const proxies = settings.proxies ?? null;
  const onDate = (date: Date): void => {
    const skew = date.getTime() - Date.now();
    skewMs = Math.abs(skew) < negligibleSkewMs || Number.isNaN(skew) ? 0 : skew;
  };
  const handler = new ConnectRequestHandler(settings.attemptTimeoutMs, onDate, proxies);
  const chain = settings.credentials ? null : chainOfCredentials(proxies);
  const config: ConnectClientConfig = {
    region: settings.region,
    requestHandler: handler,
    // The call runner decides about each attempt. The SDK would send StopContact again after a connection reset.
    maxAttempts: 1,
    cacheMiddleware: true,
  };
  if (settings.endpoint) config.endpoint = settings.endpoint;
  config.credentials = settings.credentials ?? chain?.provider;
  const sdk = new ConnectClient(config);
  removeUnneededWork(sdk);
  sdk.middlewareStack.add(
    (next) => (args) => {
      attachAttempt(args.request as object, attachedAttempt(args.input));
      return next(args);
    },
    // Runs after signing, because the signer copies the request.
    { step: 'deserialize', priority: 'low', name: 'attemptOfRequest' },
  );
  return {
    sdk,
    now: () => new Date(Date.now() + skewMs),
    forgetClock: () => {
      skewMs = 0;
    },
    close: () => {
      sdk.destroy();
      handler.destroy();
      chain?.close();
    },
  };
}

/** SDK middleware to remove, by the SDK's names. */
const unneededMiddleware = ['retryMiddleware', 'recursionDetectionMiddleware', 'getUserAgentMiddleware'];

/**
 * Removes unneeded middleware and shares the signer and the user agent between calls. This saves a tenth of the CPU
 * time of a transfer. The call runner repeats calls itself, and recursion detection is only for Lambda functions.
 */
function removeUnneededWork(sdk: ConnectClient): void {
  for (const name of unneededMiddleware) {
    if (!sdk.middlewareStack.remove(name)) throw new Error(`The AWS SDK no longer has the middleware ${name}.`);
  }
  // The SDK inserts the signing middleware relative to this name.
  sdk.middlewareStack.add((next) => next, { step: 'finalizeRequest', priority: 'high', name: 'retryMiddleware' });
  const userAgent = userAgentOf(sdk);
  sdk.middlewareStack.add(
    (next) => async (args) => {
      (args.request as HttpRequest).headers['user-agent'] = await userAgent;
      return next(args);
    },
    { step: 'build', name: 'userAgent' },
  );
  const { signer: makeSigner } = sdk.config;
  let signer: ReturnType<typeof makeSigner> | undefined;
  sdk.config.signer = (scheme) => {
    signer ??= makeSigner(scheme);
    return signer;
  };
}

/** Returns the user agent, as CloudTrail shows it: the gateway's name and the SDK's default user agent. */
async function userAgentOf(sdk: ConnectClient): Promise<string> {
  const parts = await sdk.config.defaultUserAgentProvider();
  return ['contact-gateway', ...parts.map(([name, version]) => (version ? `${name}/${version}` : name))].join(' ');
}
