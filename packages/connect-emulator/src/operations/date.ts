import type { Time } from '../world/entities.js';

/** Converts a time of the world to a Date, the type of times in the SDK. */
export function dateOf(time: Time): Date;
export function dateOf(time: Time | undefined): Date | undefined;
export function dateOf(time: Time | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
