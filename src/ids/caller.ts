/** A caller and its rights. */
export interface Caller {
  /** Issuer and subject of its token; without authentication its address. */
  readonly id: string;
  /** Scopes of its token; null without authentication, when everything is allowed. */
  readonly scopes: ReadonlySet<string> | null;
  /** Ids and ARNs of the instances that it may use; null for all that the gateway serves. */
  readonly instances: readonly string[] | null;
}

/** Somebody of whom nothing is known but the address. */
export function anonymous(address: string): Caller {
  return { id: address, scopes: null, instances: null };
}
