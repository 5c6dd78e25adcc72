import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Time } from './entities.js';

/** The request that a page token is bound to. The token is invalid for another operation, instance or query. */
export interface PageBinding {
  readonly operation: string;
  /** The input. NextToken and MaxResults are ignored. */
  readonly input: object;
}

const ivBytes = 12;
const tagBytes = 16;

/**
 * Creates and reads NextTokens. Tokens are encrypted, so that clients cannot depend on their content, and authenticated
 * together with their binding. The key belongs to the world, so a reset invalidates all tokens.
 */
export class PageTokens {
  readonly #key = randomBytes(32);

  /**
   * Creates a token.
   * @param minimumLength the token is padded to this length, since real tokens are long.
   */
  seal(binding: PageBinding, position: unknown, expiresAt: Time, minimumLength = 0): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(digest(binding));
    const content = JSON.stringify({ position, expiresAt });
    const wanted = Math.floor((minimumLength * 3) / 4) - ivBytes - tagBytes;
    const sealed = Buffer.concat([cipher.update(content.padEnd(wanted), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Returns the position in a token, or undefined when the token is expired, forged or bound to another request. */
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
