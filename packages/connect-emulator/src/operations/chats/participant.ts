import { randomBytes, randomUUID } from 'node:crypto';

/** Somebody who takes part in a contact, and the token with which that somebody would call the Participant Service. */
export function newParticipant(): { readonly ParticipantId: string; readonly ParticipantToken: string } {
  return { ParticipantId: randomUUID(), ParticipantToken: randomBytes(192).toString('base64url') };
}
