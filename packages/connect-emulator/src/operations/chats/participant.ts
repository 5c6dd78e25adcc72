import { randomBytes, randomUUID } from 'node:crypto';

/** Creates the id of a participant and the token with which the participant would call the Participant Service. */
export function newParticipant(): { readonly ParticipantId: string; readonly ParticipantToken: string } {
  return { ParticipantId: randomUUID(), ParticipantToken: randomBytes(192).toString('base64url') };
}
