import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const key = randomBytes(32);
const known = new LRUCache<string, string>({ max: 10_000 });

/**
 * A caller as the log names it: the same in all lines of a process, and of no use outside of them, since what makes it
 * is nowhere written. An address, or a subject that is an e-mail address, is personal data, and a mere hash of it is soon
 * guessed.
 */
export function pseudonym(callerId: string): string {
  let name = known.get(callerId);
  if (!name) {
    name = createHmac('sha256', key).update(callerId).digest('base64url').slice(0, 12);
    known.set(callerId, name);
  }
  return name;
}
