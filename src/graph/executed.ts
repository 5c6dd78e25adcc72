/** The operation that a request executes, for the log, the metrics and the trace. */
export interface Executed {
  /** Null until the document has been validated. */
  operation: { readonly type: 'query' | 'mutation'; readonly name: string | null } | null;
}
