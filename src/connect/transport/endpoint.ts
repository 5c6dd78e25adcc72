import { ConnectClient, ListUsersCommand } from '@aws-sdk/client-connect';

/** Where the SDK finds Connect. */
export interface ResolvedEndpoint {
  /** Without a user and password. */
  readonly url: string;
  /** Whether it is the usual public address of Connect in the Region. */
  readonly usual: boolean;
}

/**
 * Where the SDK will call Connect, wherever that is said: AWS_ENDPOINT_URL_CONNECT, AWS_ENDPOINT_URL, `endpoint_url` and
 * `services` in the shared configuration file, and the switches for FIPS and dual-stack endpoints.
 *
 * @throws Error with a sentence for an administrator when it is no address, or the SDK cannot find one.
 */
export async function resolveEndpoint(region: string): Promise<ResolvedEndpoint> {
  const sdk = new ConnectClient({ region, credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  let found: URL | undefined;
  // The SDK settles the endpoint while it prepares a call, and offers no other way to ask for it. This call is not made.
  sdk.middlewareStack.add(
    (_next, context) => async () => {
      found = context.endpointV2?.url;
      return { response: undefined, output: { $metadata: {} } };
    },
    { step: 'build', priority: 'high', name: 'endpointOnly' },
  );
  try {
    await sdk.send(new ListUsersCommand({ InstanceId: 'none' }));
    if (!found || !/^https?:$/.test(found.protocol)) {
      throw new Error('The endpoint must be a URL that begins with https:// or http://');
    }
    const { url } = sdk.config.endpointProvider({ Region: region, UseFIPS: false, UseDualStack: false });
    return { url: found.origin + found.pathname.replace(/\/$/, ''), usual: found.href === url.href };
  } catch (error) {
    const why = (error as Error).message.replace(/\.$/, '');
    throw new Error(
      `AWS_ENDPOINT_URL: the address of Connect cannot be told from it, the shared configuration file and the switches for FIPS and dual-stack endpoints. ${why}.`,
    );
  } finally {
    sdk.destroy();
  }
}
