import { Agent } from 'undici';

/** Allows more connections than any load has concurrent requests, so that no request waits in the client. */
const agent = new Agent({ connections: 4_096, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 });

/** Posts a JSON body, and returns the status and the text of the response. */
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

/** @returns a function that sends a GraphQL request to a server, and returns the response and its time in milliseconds. */
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
