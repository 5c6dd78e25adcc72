import { createHmac, randomBytes } from 'node:crypto';

const key = randomBytes(32);

/**
 * Returns the pseudonym of a caller for the log. It is the same in all lines of a process. A caller's id can be an IP
 * or e-mail address, which is personal data. A plain hash of it could be reversed by guessing, so the hash uses a
 * random key that exists only in this process.
 */
export function pseudonym(callerId: string): string {
  return createHmac('sha256', key).update(callerId).digest('base64url').slice(0, 12);
}
