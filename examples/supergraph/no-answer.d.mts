/** Milliseconds for a subgraph's answer, unless a router is started with others. */
export const answerTimeoutMs: number;
