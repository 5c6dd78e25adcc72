import type { UpdateParticipantAuthenticationCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { contactOf } from '../resolve.js';

/**
 * Goes on with a chat whose customer was sent to sign in: with the code that the sign-in page handed back, or with its
 * error. What came of it shows as the chat's segment attribute for authentication, whose members are assumed.
 */
export function updateParticipantAuthentication(
  input: UpdateParticipantAuthenticationCommandInput,
  world: World,
): object {
  const { assumptions, now } = world;
  const { State: state = '', Code, Error: failure } = input;
  // The operation models no ResourceNotFoundException.
  const instance = world.instance(input.InstanceId ?? '');
  if (!instance) throw refusal(assumptions.errorOfUnknownAuthentication);
  // A redirect of OAuth 2.0 brings one or the other (RFC 6749, section 4.1.2); that Connect refuses both together is assumed.
  if ((Code === undefined) === (failure === undefined)) throw invalidRequest();
  const authentication = instance.participants.authentication(state);
  if (!authentication) throw refusal(assumptions.errorOfUnknownAuthentication);
  const chat = contactOf(instance, authentication.contactId);
  if (authentication.isOver || chat.endedAt !== undefined) throw refusal(assumptions.errorOfFinishedAuthentication);

  instance.participants.authenticate(state, { ...authentication, isOver: true });
  const status = Code === undefined ? 'FAILED' : 'AUTHENTICATED';
  instance.contacts.change(chat, {
    segmentAttributes: {
      ...chat.segmentAttributes,
      'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString: status } } },
    },
    updatedAt: now,
  });
  world.changed();
  return {};
}
