import type { Contact } from '../../world/entities.js';
import type { World } from '../../world/world.js';

/** A chat's own end, where one is given; the model holds it between an hour and a week. */
export function chatExpiry(
  { ChatDurationInMinutes: minutes }: { readonly ChatDurationInMinutes?: number | undefined },
  { now }: World,
): Partial<Pick<Contact, 'expiresAt'>> {
  return minutes === undefined ? {} : { expiresAt: now + minutes * 60_000 };
}
