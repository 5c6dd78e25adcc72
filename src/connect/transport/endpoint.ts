import { ConnectClient, ListUsersCommand } from '@aws-sdk/client-connect';

/** The Connect endpoint that the SDK uses. */
export interface ResolvedEndpoint {
  /** URL without user name and password. */
  readonly url: string;
  /** Whether this is the default public endpoint of Connect in the Region. */
  readonly usual: boolean;
}

/**
 * Resolves the endpoint at which the SDK will call Connect. Sources are AWS_ENDPOINT_URL_CONNECT, AWS_ENDPOINT_URL,
 * `endpoint_url` and `services` in the AWS shared config file, and the switches for FIPS and dual-stack endpoints.
 *
 * @throws Error with a message for the operator when the endpoint is not a valid URL or cannot be resolved.
 */
export async function resolveEndpoint(region: string): Promise<ResolvedEndpoint> {
  const sdk = new ConnectClient({ region, credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  let found: URL | undefined;
  // The SDK resolves the endpoint only while it prepares a call. The middleware ends this call before it is sent.
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
      `AWS_ENDPOINT_URL: the endpoint of Connect cannot be resolved from this variable, the AWS shared config file and the switches for FIPS and dual-stack endpoints. ${why}.`,
    );
  } finally {
    sdk.destroy();
  }
}
