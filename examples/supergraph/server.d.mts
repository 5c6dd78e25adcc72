export interface Server {
  /** URL of the GraphQL endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

export interface SupergraphOptions {
  /** SDL of the supergraph, as composition returns it. */
  readonly supergraph: string;
  /** Default: any free port. */
  readonly port?: number;
  /** Maximum milliseconds for a subgraph's response. Default: 20000. */
  readonly timeoutMs?: number;
}
