import type { Time } from '../../entities.js';

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const duration = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const part = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

/** Returns the milliseconds of a duration such as `24h`, `90s` or `1h30m`, or undefined for invalid text. */
export function parseDuration(text: string): number | undefined {
  if (!duration.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(part)) total += Number(amount) * units[unit as keyof typeof units];
  return total;
}

/**
 * Parses a time of a world file: `-12m` and `+2h` are relative to the loading of the world, `now` is that time, and
 * others are ISO 8601 times. Returns undefined for invalid text.
 */
export function parseTime(text: string, now: Time): Time | undefined {
  if (text === 'now') return now;
  const sign = text[0];
  if (sign === '-' || sign === '+') {
    const distance = parseDuration(text.slice(1));
    return distance === undefined ? undefined : now + (sign === '-' ? -distance : distance);
  }
  const absolute = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(absolute) ? undefined : absolute;
}
