import type { UpdateParticipantAuthenticationCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { contactOf } from '../resolve.js';

/**
 * Completes the sign-in of a chat's customer with the authorization code or the error that the sign-in page returned.
 * The result is stored in a segment attribute of the chat. The attribute's members are an assumption.
 */
export function updateParticipantAuthentication(
  input: UpdateParticipantAuthenticationCommandInput,
  world: World,
): object {
  const { assumptions, now } = world;
  const { State: authenticationState = '', Code, Error: failure } = input;
  // The operation does not model ResourceNotFoundException.
  const state = world.instance(input.InstanceId ?? '');
  if (!state) throw refusal(assumptions.errorOfUnknownAuthentication);
  // An OAuth 2.0 redirect has either a code or an error (RFC 6749, section 4.1.2). Assumption: Connect refuses a
  // call with both or with neither.
  if ((Code === undefined) === (failure === undefined)) throw invalidRequest();
  const authentication = state.participants.authentication(authenticationState);
  if (!authentication) throw refusal(assumptions.errorOfUnknownAuthentication);
  const chat = contactOf(state, authentication.contactId);
  if (authentication.isOver || chat.endedAt !== undefined) throw refusal(assumptions.errorOfFinishedAuthentication);

  state.participants.putAuthentication(authenticationState, { ...authentication, isOver: true });
  const status = Code === undefined ? 'FAILED' : 'AUTHENTICATED';
  state.contacts.change(chat, {
    segmentAttributes: {
      ...chat.segmentAttributes,
      'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString: status } } },
    },
    updatedAt: now,
  });
  world.changed();
  return {};
}
