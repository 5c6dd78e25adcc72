import { setTimeout as sleep } from 'node:timers/promises';

const tickMs = 5;

/**
 * Open-loop load: sends requests at a constant rate, however slow the responses are, since clients do not wait for each
 * other.
 * @param send receives the number of the request, from 0, and the milliseconds since the start.
 * @returns the results of all calls of `send`, once all have ended.
 */
export async function openLoad({ perSecond, seconds, send }) {
  const total = Math.round(perSecond * seconds);
  const startedAt = performance.now();
  const sent = [];
  while (sent.length < total) {
    const elapsedMs = performance.now() - startedAt;
    const due = Math.min(total, Math.floor((elapsedMs / 1_000) * perSecond) + 1);
    while (sent.length < due) sent.push(send(sent.length, elapsedMs));
    await sleep(tickMs);
  }
  return Promise.all(sent);
}

/**
 * Closed-loop load: keeps `concurrency` requests in flight for `seconds`.
 * @returns the number of responses, and the time until the last one in seconds.
 */
export async function closedLoad({ concurrency, seconds, send }) {
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1_000;
  poll(endAt);
  let answered = 0;
  const worker = async () => {
    while (performance.now() < endAt) {
      await send(answered);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { answered, seconds: (performance.now() - startedAt) / 1_000 };
}

/** Milliseconds between two polls for responses: far less than a server takes to answer all requests in flight. */
const pollMs = 0.3;
const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Polls for responses, instead of sleeping until one arrives. The kernel wakes a sleeping client on the CPU time of the
 * server that responds, about 40 µs each time. A server slower than the client would pay for that with every response,
 * and a server as fast as the client would never pay.
 */
function poll(until) {
  if (performance.now() > until) return;
  Atomics.wait(never, 0, 0, pollMs);
  setImmediate(poll, until);
}

/** The value below which this share of the values lies (0.5 for the median). Null if there are no values. */
export function percentile(values, share) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values) => percentile(values, 0.5);
