/** What a router hands on to the subgraphs of a client's request: who asks, and by which ids it can be traced. */
const names = ['authorization', 'x-request-id', 'traceparent', 'tracestate'];

/** @param read gives a header of the client's request. */
export function passedOn(read) {
  return Object.fromEntries(names.map((name) => [name, read(name)]).filter(([, value]) => value));
}
