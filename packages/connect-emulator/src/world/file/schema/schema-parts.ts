import { z } from 'zod';
import { parseDuration, parseTime } from './time-expressions.js';

// Types that several parts of the world file's schema use.

/** A time of the world file, as text. The world resolves relative times when it is loaded or reset. */
export const time = z
  .string()
  .refine(
    (text) => parseTime(text, 0) !== undefined,
    'is not a time: write now, an offset from now such as -12m or +2h, or an ISO 8601 time',
  );
/** A duration of the world file, in milliseconds. */
export const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'is not a duration such as 90s, 15m, 24h or 7d')
  .transform((text) => parseDuration(text) ?? 0);
export const id = z.string().min(1).max(256);
export const tags = z.record(z.string(), z.string()).default({});
export const channel = z.enum(['VOICE', 'CHAT', 'TASK', 'EMAIL']);
export const count = z.int().min(0);
