import { ConnectClient, type ConnectClientConfig } from '@aws-sdk/client-connect';
import type { HttpRequest } from '@smithy/protocol-http';
import type { Proxies } from '../../lib/proxies.js';
import { attachAttempt, attachedAttempt } from './attempt.js';
import { chainOfCredentials } from './credentials.js';
import { ConnectRequestHandler } from './http-handler.js';

export interface ClientSettings {
  readonly region: string;
  /** Where Connect is, when not at its public address. */
  readonly endpoint?: string;
  /** Only for a Connect that is not Amazon's; otherwise the SDK's standard chain finds them. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Milliseconds for one attempt. */
  readonly attemptTimeoutMs: number;
  /** The proxies on the way to Connect and to the services that give credentials; null or left out for none. */
  readonly proxies?: Proxies | null;
}

export interface Client {
  readonly sdk: ConnectClient;
  /** Connect's clock, by the dates on its answers: it decides what is past and what is still scheduled. */
  now(): Date;
  /** Takes this machine's clock for Connect's, until the next answer. */
  forgetClock(): void;
  close(): void;
}

/** Clocks that differ by less are taken for equal: the Date header has whole seconds. */
const negligibleSkewMs = 2_000;

/** One client for the process: a client per call costs three times the CPU. */
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
    // Each attempt is the runner's own decision: the SDK would send StopContact again after a reset.
    maxAttempts: 1,
    cacheMiddleware: true,
  };
  if (settings.endpoint) config.endpoint = settings.endpoint;
  config.credentials = settings.credentials ?? chain?.provider;
  const sdk = new ConnectClient(config);
  shorten(sdk);
  sdk.middlewareStack.add(
    (next) => (args) => {
      attachAttempt(args.request as object, attachedAttempt(args.input));
      return next(args);
    },
    // After the signature, which is put on a copy of the request.
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

/** Parts of the SDK's way that are the same for each call here, as the SDK names them. */
const passedBy = ['retryMiddleware', 'recursionDetectionMiddleware', 'getUserAgentMiddleware'];

/**
 * Takes out of the SDK's work for each call what all calls have in common, a tenth of a transfer: each is tried once, none
 * is a Lambda function's, and one signer and one name serve them all.
 */
function shorten(sdk: ConnectClient): void {
  for (const name of passedBy) {
    if (!sdk.middlewareStack.remove(name)) throw new Error(`The AWS SDK has no ${name} any more.`);
  }
  // The signature finds its place by it.
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

/** As CloudTrail shows it: the gateway's own name, and what the SDK says of itself. */
async function userAgentOf(sdk: ConnectClient): Promise<string> {
  const parts = await sdk.config.defaultUserAgentProvider();
  return ['contact-gateway', ...parts.map(([name, version]) => (version ? `${name}/${version}` : name))].join(' ');
}
