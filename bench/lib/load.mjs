import { setTimeout as sleep } from 'node:timers/promises';

const tickMs = 5;

/**
 * Sends at a steady rate, whatever the answers do: clients do not slow down because a server does.
 * @param send is given the number of the request, from 0, and the milliseconds since the start.
 * @returns what each returned, when all are answered.
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
 * Keeps so many requests under way for so long.
 * @returns how many were answered in that time and the time it was, in seconds.
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

/** Milliseconds between two looks at what has been answered: far less than it takes to answer all that is under way. */
const pollMs = 0.3;
const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Looks for answers at intervals, instead of sleeping until one comes. The kernel wakes a sleeping client in the time of
 * the server that answers it, some 40 µs each here: a slower server would pay for it with every answer, and one that is
 * as fast as the client with none.
 */
function poll(until) {
  if (performance.now() > until) return;
  Atomics.wait(never, 0, 0, pollMs);
  setImmediate(poll, until);
}

/** The value below which this share of the values lies; null when there are none. */
export function percentile(values, share) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values) => percentile(values, 0.5);
