/** Default of `timeoutMs`: maximum milliseconds for a subgraph's response. */
export const answerTimeoutMs: number;
