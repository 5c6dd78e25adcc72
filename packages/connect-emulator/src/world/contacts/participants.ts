import type { ParticipantRole } from '@aws-sdk/client-connect';

export interface Participant {
  readonly id: string;
  readonly role: ParticipantRole;
  readonly displayName: string | undefined;
}

/** A customer who was sent to sign in, and what became of that. */
export interface Authentication {
  readonly contactId: string;
  readonly isOver: boolean;
}

/** Who was added to chats and to calls over the web, who is signing in, and who shares a screen. */
export class Participants {
  readonly #byContact = new Map<string, Participant[]>();
  readonly #authentications = new Map<string, Authentication>();
  /** Contacts whose screens are shared. */
  readonly sharing = new Set<string>();

  of(contactId: string): readonly Participant[] {
    return this.#byContact.get(contactId) ?? [];
  }

  add(contactId: string, participant: Participant): void {
    this.#byContact.set(contactId, [...this.of(contactId), participant]);
  }

  /** By the `state` that the sign-in page hands back. */
  authentication(state: string): Authentication | undefined {
    return this.#authentications.get(state);
  }

  authenticate(state: string, authentication: Authentication): void {
    this.#authentications.set(state, authentication);
  }
}
