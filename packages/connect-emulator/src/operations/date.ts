import type { Time } from '../world/entities.js';

/** A time of the world as the SDK's types have it. */
export function dateOf(time: Time): Date;
export function dateOf(time: Time | undefined): Date | undefined;
export function dateOf(time: Time | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
