import type { StartScreenSharingCommandInput } from '@aws-sdk/client-connect';
import { subtypeOf } from '../../world/contacts/contact-defaults.js';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, liveContactOf } from '../resolve.js';

/** Starts screen sharing in a web call that is with an agent. */
export function startScreenSharing(input: StartScreenSharingCommandInput, world: World): object {
  const { assumptions } = world;
  const state = instanceStateOf(world, input.InstanceId);
  const call = liveContactOf(world, state, input.ContactId, ['VOICE']);
  if (subtypeOf(call) !== 'connect:WebRTC') throw refusal(assumptions.errorOfUnsupportedChannel);
  if (stateOf(call, world.now) !== 'with-agent') throw refusal(assumptions.errorOfWrongContactState);
  const { sharing } = state.participants;
  if (sharing.has(call.id)) throw refusal(assumptions.errorOfWrongMediaState);
  sharing.add(call.id);
  world.changed();
  return {};
}
