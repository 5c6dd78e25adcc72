import type { Contact } from '../entities.js';

/**
 * Groups of linked contacts: chains or trees. A chain is a series of transfers. Each later contact of a chain names the
 * previous and the first contact. The chain has one set of user-defined attributes. A tree also includes related
 * contacts. A group with a single contact, the usual case, needs no entry.
 */
export class ContactGroups {
  readonly #groups = new Map<string, Contact[]>();

  constructor(private readonly keyOf: (contact: Contact) => string) {}

  /**
   * Adds a contact to its group.
   * @param root the contact whose id is the key, if it is in the world.
   */
  add(contact: Contact, root: Contact | undefined): void {
    const key = this.keyOf(contact);
    const group = this.#groups.get(key);
    if (group) group.push(contact);
    else if (contact.id !== key) this.#groups.set(key, root ? [root, contact] : [contact]);
  }

  /** Returns the members in the order in which they joined. */
  members(key: string, root: Contact | undefined): readonly Contact[] {
    return this.#groups.get(key) ?? (root ? [root] : []);
  }
}

/** Returns the links of the next contact in a chain. */
export function linksAfter(previous: Contact) {
  return {
    previousContactId: previous.id,
    initialContactId: previous.initialContactId,
    contactAssociationId: previous.contactAssociationId,
  };
}

/**
 * Returns the links of the first contact of a chain. The contact joins the tree of its related contact, if there is
 * one.
 */
export function linksOfFirst(id: string, related: Contact | undefined) {
  return {
    initialContactId: id,
    ...(related && { relatedContactId: related.id }),
    contactAssociationId: related?.contactAssociationId ?? id,
  };
}
