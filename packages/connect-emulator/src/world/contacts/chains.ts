import type { Contact } from '../entities.js';

/**
 * How contacts hang together. A chain is what transfers make: every contact names the one before it and the first of
 * all, and user-defined attributes belong to the chain. A tree holds all that is linked, by relation too.
 * Groups of one, the usual case, take no memory.
 */
export class ContactGroups {
  readonly #groups = new Map<string, Contact[]>();

  constructor(private readonly keyOf: (contact: Contact) => string) {}

  /** `root` is the contact whose id is the key, when it is in the world. */
  add(contact: Contact, root: Contact | undefined): void {
    const key = this.keyOf(contact);
    const group = this.#groups.get(key);
    if (group) group.push(contact);
    else if (contact.id !== key) this.#groups.set(key, root ? [root, contact] : [contact]);
  }

  /** The members in the order in which they joined. */
  members(key: string, root: Contact | undefined): readonly Contact[] {
    return this.#groups.get(key) ?? (root ? [root] : []);
  }
}

/** The links of a contact that follows another in the same chain. */
export function linksAfter(previous: Contact) {
  return {
    previousContactId: previous.id,
    initialContactId: previous.initialContactId,
    contactAssociationId: previous.contactAssociationId,
  };
}

/** The links of a contact that starts a chain of its own, in the tree of the contact that it relates to, if any. */
export function linksOfFirst(id: string, related: Contact | undefined) {
  return {
    initialContactId: id,
    ...(related && { relatedContactId: related.id }),
    contactAssociationId: related?.contactAssociationId ?? id,
  };
}
