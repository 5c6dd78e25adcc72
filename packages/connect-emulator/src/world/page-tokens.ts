import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Time } from './entities.js';

/** What a page token is bound to: it is worth nothing for another operation, instance or question. */
export interface PageBinding {
  readonly operation: string;
  /** The input, of which NextToken and MaxResults do not count. */
  readonly input: object;
}

const ivBytes = 12;
const tagBytes = 16;

/**
 * Makes and reads NextTokens. They are encrypted, so that no client can grow fond of what is inside, and authenticated
 * together with what they are bound to. The key lives as long as the world: a reset makes all tokens stale.
 */
export class PageTokens {
  readonly #key = randomBytes(32);

  /** @param minimumLength pads the token, since real ones are long. */
  seal(binding: PageBinding, position: unknown, expiresAt: Time, minimumLength = 0): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(digest(binding));
    const content = JSON.stringify({ position, expiresAt });
    const wanted = Math.floor((minimumLength * 3) / 4) - ivBytes - tagBytes;
    const sealed = Buffer.concat([cipher.update(content.padEnd(wanted), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @returns the position; undefined when the token is expired, forged, or was made for something else. */
  open(binding: PageBinding, token: string, now: Time): unknown {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length <= ivBytes + tagBytes) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(digest(binding)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    try {
      const opened = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
      const { position, expiresAt } = JSON.parse(opened.toString('utf8')) as { position: unknown; expiresAt: Time };
      return now > expiresAt ? undefined : position;
    } catch {
      return undefined;
    }
  }
}

function digest({ operation, input }: PageBinding): Buffer {
  const bound = Object.entries(input)
    .filter(([name, value]) => name !== 'NextToken' && name !== 'MaxResults' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([operation, bound]))
    .digest();
}
