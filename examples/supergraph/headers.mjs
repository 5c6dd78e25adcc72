// What a router must hand on to the gateway, and back: neither does so by itself.

/** Who asks, and by which ids the request can be traced. */
const ofRequests = ['authorization', 'x-request-id', 'traceparent', 'tracestate'];
/** By which id the request is found in the gateway's log, what stands behind it, and when to come again. */
const ofAnswers = ['x-request-id', 'x-connect-mode', 'retry-after'];

/**
 * The headers of a request to a subgraph.
 * @param read gives a header of the client's request.
 * @param address The client's, as this router sees it: a gateway that has the router among its TRUSTED_PROXIES tells
 *   callers without tokens apart by it.
 */
export function passedOn(read, address) {
  const addresses = [read('x-forwarded-for'), address].filter(Boolean);
  return { ...those(ofRequests, read), 'x-forwarded-for': addresses.join(', ') };
}

/**
 * The headers of the answer to the client.
 * @param read gives a header of a subgraph's answer.
 */
export function handedBack(read) {
  return those(ofAnswers, read);
}

function those(names, read) {
  return Object.fromEntries(names.map((name) => [name, read(name)]).filter(([, value]) => value));
}
