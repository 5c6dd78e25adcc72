/** A caller and its rights. */
export interface Caller {
  /** Issuer and subject of the caller's token; without authentication the IP address. */
  readonly id: string;
  /** Scopes of the caller's token; null without authentication, when everything is allowed. */
  readonly scopes: ReadonlySet<string> | null;
  /** Ids and ARNs of the instances that the caller may use; null for all that the gateway serves. */
  readonly instances: readonly string[] | null;
}

/** Returns a caller without authentication, identified by its IP address. */
export function anonymous(address: string): Caller {
  return { id: address, scopes: null, instances: null };
}
