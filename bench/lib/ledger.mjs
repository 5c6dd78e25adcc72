import { setTimeout as sleep } from 'node:timers/promises';

/** Counts the calls of each operation. */
export function countByOperation(calls) {
  const counts = new Map();
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return counts;
}

export const throttled = (calls) => calls.filter(({ status }) => status === 429);
export const of = (calls, operation) => calls.filter((call) => call.operation === operation);

/** Calls that arrived at most this many seconds after the first one. */
export function within(calls, seconds) {
  const first = calls.length > 0 ? Date.parse(calls[0].at) : 0;
  return calls.filter(({ at }) => Date.parse(at) - first <= seconds * 1_000);
}

/** Maximum number of calls that a token bucket admits in this many seconds. The bucket is full at the start. */
export const admits = ({ rate, burst }, seconds) => Math.floor(burst + rate * seconds);

/** Waits until no call has arrived for a while, so that a case counts its own background calls. @returns all calls. */
export async function quiet(emulator, { forMs = 700, atMostMs = 40_000 } = {}) {
  const endAt = performance.now() + atMostMs;
  let calls = await emulator.calls();
  while (performance.now() < endAt) {
    await sleep(forMs);
    const now = await emulator.calls();
    if (now.length === calls.length && now.every(({ durationMs }) => durationMs !== null)) return now;
    calls = now;
  }
  return calls;
}

/** The number of calls of each operation as text, such as `SearchContacts 1, SearchUsers 1`. */
export function countsInWords(calls) {
  return [...countByOperation(calls)].map(([operation, count]) => `${operation} ${count}`).join(', ');
}
