import { setTimeout as sleep } from 'node:timers/promises';

/** How many calls of each operation, such as `SearchContacts 1, SearchUsers 1`. */
export function countByOperation(calls) {
  const counts = new Map();
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return counts;
}

export const throttled = (calls) => calls.filter(({ status }) => status === 429);
export const of = (calls, operation) => calls.filter((call) => call.operation === operation);

/** Calls that arrived up to so many seconds after the first. */
export function within(calls, seconds) {
  const first = calls.length > 0 ? Date.parse(calls[0].at) : 0;
  return calls.filter(({ at }) => Date.parse(at) - first <= seconds * 1_000);
}

/** The most that a token bucket admits in so many seconds, full at the start. */
export const admits = ({ rate, burst }, seconds) => Math.floor(burst + rate * seconds);

/** Waits until no call has arrived for a while: work in the background belongs to its case. */
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

export function countsInWords(calls) {
  return [...countByOperation(calls)].map(([operation, count]) => `${operation} ${count}`).join(', ');
}
