import type { ContactState } from '@aws-sdk/client-connect';
import type { Time } from '../entities.js';

/** The states in which a contact stays with an agent who has nothing more to do with it, until it is cleared. */
export type LeftoverState = Extract<ContactState, 'MISSED' | 'ERROR' | 'ENDED' | 'REJECTED'>;

export interface Leftover {
  readonly state: LeftoverState;
  readonly since: Time;
}

/** A leftover and where it lies. */
export interface PlacedLeftover extends Leftover {
  readonly userId: string;
  readonly contactId: string;
}

/** What still lies on the agents' desks: contacts that were missed or rejected, that failed, or that have ended. */
export class AgentDesks {
  readonly #desks = new Map<string, Map<string, Leftover>>();

  put(userId: string, contactId: string, leftover: Leftover): void {
    const desk = this.#desks.get(userId) ?? new Map<string, Leftover>();
    this.#desks.set(userId, desk.set(contactId, leftover));
  }

  /** By contact id. */
  of(userId: string): ReadonlyMap<string, Leftover> {
    return this.#desks.get(userId) ?? new Map();
  }

  /** Takes a contact from the desk. @returns what it was; undefined when it does not lie there. */
  clear(userId: string, contactId: string): Leftover | undefined {
    const leftover = this.#desks.get(userId)?.get(contactId);
    this.#desks.get(userId)?.delete(contactId);
    return leftover;
  }
}
