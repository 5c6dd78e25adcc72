import { z } from 'zod';
import { parseDuration, parseTime } from './time-expressions.js';

/** Basic types of the world file's schema. */
export const time = z
  .string()
  .refine((text) => parseTime(text, 0) !== undefined, 'is not a time: write -12m, +2h, now, or an ISO 8601 time');
export const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'is not a duration: write 90s, 15m, 24h or 7d')
  .transform((text) => parseDuration(text) ?? 0);
export const id = z.string().min(1).max(256);
export const tags = z.record(z.string(), z.string()).default({});
export const channel = z.enum(['VOICE', 'CHAT', 'TASK', 'EMAIL']);
export const count = z.int().min(0);
