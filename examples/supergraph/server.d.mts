export interface Server {
  /** Where it answers GraphQL. */
  readonly url: string;
  close(): Promise<void>;
}

export interface SupergraphOptions {
  /** As a composer makes it. */
  readonly supergraph: string;
  /** Any free one unless given. */
  readonly port?: number;
}
