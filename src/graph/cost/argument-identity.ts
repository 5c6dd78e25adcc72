import { hash } from 'node:crypto';

/** Short text that is equal for equal values, with the size of the value. */
export interface Identity {
  readonly text: string;
  /** Characters of strings and member names, 1 for each other value, and `charactersPerItem` for an item or member. */
  readonly size: number;
}

/** Characters that an item or member counts in addition: a small object takes as much time as a short text. */
const charactersPerItem = 32;
/** Characters above which a text is replaced by its hash. */
const longestText = 64;

const absent: Identity = { text: '', size: 0 };

/**
 * Computes the identities of argument values. Each object and each long text is read only once, even if a thousand
 * fields use it. Null and absent members are equal, as for Connect.
 *
 * Each request has its own instance. The depth of values is bounded by the limits of documents and variables.
 */
export class ArgumentIdentities {
  readonly #ofStrings = new Map<string, Identity>();
  readonly #ofObjects = new WeakMap<object, Identity>();
  #charactersRead = 0;

  /** Number of characters hashed so far, for tests of the bound. */
  get charactersRead(): number {
    return this.#charactersRead;
  }

  of(value: unknown): Identity {
    if (value === null || value === undefined) return absent;
    if (typeof value === 'string') return this.#ofString(value);
    if (typeof value !== 'object') return { text: String(value), size: 1 };
    const known = this.#ofObjects.get(value);
    if (known) return known;
    const identity = this.#ofObject(value);
    this.#ofObjects.set(value, identity);
    return identity;
  }

  #ofString(value: string): Identity {
    if (value.length <= longestText) return { text: JSON.stringify(value), size: value.length };
    let identity = this.#ofStrings.get(value);
    if (!identity) {
      identity = { text: this.#hashed(`"${value}`), size: value.length };
      this.#ofStrings.set(value, identity);
    }
    return identity;
  }

  #ofObject(value: object): Identity {
    if (value instanceof Date) return { text: `@${value.getTime()}`, size: 1 };
    const parts: string[] = [];
    let size = 0;
    const add = (name: string, member: unknown) => {
      const identity = this.of(member);
      parts.push(name + identity.text);
      size += identity.size + charactersPerItem;
    };
    if (Array.isArray(value)) {
      for (const item of value) add('', item);
      return { text: this.#short(`[${parts.join()}]`), size };
    }
    for (const [name, member] of Object.entries(value)) {
      if (member === null || member === undefined) continue;
      size += name.length;
      add(`${this.#ofString(name).text}:`, member);
    }
    return { text: this.#short(`{${parts.sort().join()}}`), size };
  }

  #short(text: string): string {
    return text.length <= longestText ? text : this.#hashed(text);
  }

  #hashed(text: string): string {
    this.#charactersRead += text.length;
    return `#${hash('sha256', text, 'base64url')}`;
  }
}
