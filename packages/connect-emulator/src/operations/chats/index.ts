import type { Behaviour } from '../behaviour.js';
import { createParticipant } from './create-participant.js';
import { createPersistentContactAssociation } from './create-persistent-contact-association.js';
import { updateParticipantAuthentication } from './update-participant-authentication.js';
import { updateParticipantRoleConfig } from './update-participant-role-config.js';

export const chatBehaviours: Readonly<Record<string, Behaviour>> = {
  CreateParticipant: createParticipant,
  CreatePersistentContactAssociation: createPersistentContactAssociation,
  UpdateParticipantAuthentication: updateParticipantAuthentication,
  UpdateParticipantRoleConfig: updateParticipantRoleConfig,
};
