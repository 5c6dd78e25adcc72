import { Agent } from 'undici';

/** More connections than any load here has requests under way, so that no request waits on this side. */
const agent = new Agent({ connections: 4_096, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 });

/** Posts a body and returns the answer's text. */
export async function post(url, body, headers = {}) {
  const answer = await agent.request({
    origin: url.origin,
    path: url.pathname,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

/** A client of the server at an address: asks in GraphQL, and says how long it took. */
export function askFor(address) {
  const url = new URL('/graphql', address);
  return async (query, variables, { caller, cost = false } = {}) => {
    const headers = {};
    if (caller) headers['x-forwarded-for'] = caller;
    if (cost) headers['x-connect-cost'] = '1';
    const sentAt = performance.now();
    const { status, text } = await post(url, JSON.stringify({ query, variables }), headers);
    const ms = performance.now() - sentAt;
    const { data = null, errors = [], extensions = {} } = JSON.parse(text);
    return { status, ms, data, errors, extensions, text };
  };
}

export async function closeConnections() {
  await agent.destroy();
}
