// Headers that a router must pass on to the gateway, or return to the client. Neither router does so by default.

/** Headers that identify the caller, or the request in logs and traces. */
const ofRequests = ['authorization', 'x-request-id', 'traceparent', 'tracestate'];
/** The request's id in the gateway's log, the kind of Connect behind the gateway, and the time to wait before a retry. */
const ofAnswers = ['x-request-id', 'x-connect-mode', 'retry-after'];

/**
 * The headers of a request to a subgraph.
 * @param read Returns a header of the client's request.
 * @param address The client's address as the router sees it. A gateway whose TRUSTED_PROXIES list the router distinguishes
 *   callers without tokens by this address.
 */
export function passedOn(read, address) {
  const addresses = [read('x-forwarded-for'), address].filter(Boolean);
  return { ...those(ofRequests, read), 'x-forwarded-for': addresses.join(', ') };
}

/**
 * The headers of the response to the client.
 * @param read Returns a header of a subgraph's response.
 */
export function handedBack(read) {
  return those(ofAnswers, read);
}

function those(names, read) {
  return Object.fromEntries(names.map((name) => [name, read(name)]).filter(([, value]) => value));
}
