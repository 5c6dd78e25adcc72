import type { ContactState } from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/** States of a contact that an agent has not cleared. */
export type UnclearedContactState = Extract<ContactState, 'MISSED' | 'ERROR' | 'ENDED' | 'REJECTED'>;

export interface UnclearedContact {
  readonly state: UnclearedContactState;
  readonly since: Time;
}

/** An uncleared contact with its agent. */
export interface AgentUnclearedContact extends UnclearedContact {
  readonly userId: string;
  readonly contactId: string;
}

/** The uncleared contacts of agents: missed, rejected, failed or ended contacts that still occupy a slot. */
export class UnclearedContacts {
  readonly #byUser = new Map<string, Map<string, UnclearedContact>>();

  put(userId: string, contactId: string, uncleared: UnclearedContact): void {
    const contacts = this.#byUser.get(userId) ?? new Map<string, UnclearedContact>();
    this.#byUser.set(userId, contacts.set(contactId, uncleared));
  }

  /** Returns the uncleared contacts of a user by contact id. */
  of(userId: string): ReadonlyMap<string, UnclearedContact> {
    return this.#byUser.get(userId) ?? new Map();
  }

  /** Clears a contact of a user. Returns the uncleared contact, or undefined when the user has none with this id. */
  clear(userId: string, contactId: string): UnclearedContact | undefined {
    const uncleared = this.#byUser.get(userId)?.get(contactId);
    this.#byUser.get(userId)?.delete(contactId);
    return uncleared;
  }
}
