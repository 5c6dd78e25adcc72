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
  /** Milliseconds for a subgraph's answer; 20000 unless given. */
  readonly timeoutMs?: number;
}
