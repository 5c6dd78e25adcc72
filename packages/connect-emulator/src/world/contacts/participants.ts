import type { ParticipantRole } from '@aws-sdk/client-connect';

export interface Participant {
  readonly id: string;
  readonly role: ParticipantRole;
  readonly displayName: string | undefined;
}

/** The sign-in of a customer. */
export interface Authentication {
  readonly contactId: string;
  readonly isOver: boolean;
}

/** Participants that were added to chats and web calls, sign-ins of customers, and shared screens. */
export class Participants {
  readonly #byContact = new Map<string, Participant[]>();
  readonly #authentications = new Map<string, Authentication>();
  /** Ids of the contacts with a shared screen. */
  readonly sharing = new Set<string>();

  of(contactId: string): readonly Participant[] {
    return this.#byContact.get(contactId) ?? [];
  }

  add(contactId: string, participant: Participant): void {
    this.#byContact.set(contactId, [...this.of(contactId), participant]);
  }

  /** Finds a sign-in by the `state` that the sign-in page returns. */
  authentication(state: string): Authentication | undefined {
    return this.#authentications.get(state);
  }

  putAuthentication(state: string, authentication: Authentication): void {
    this.#authentications.set(state, authentication);
  }
}
