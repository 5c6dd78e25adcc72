import type { Contact } from '../../world/entities.js';
import type { World } from '../../world/world.js';

/**
 * Returns the expiry that the input sets for a chat, if any. The model limits the duration to between one hour and
 * seven days.
 */
export function chatExpiry(
  { ChatDurationInMinutes: minutes }: { readonly ChatDurationInMinutes?: number | undefined },
  { now }: World,
): Partial<Pick<Contact, 'expiresAt'>> {
  return minutes === undefined ? {} : { expiresAt: now + minutes * 60_000 };
}
