import type { StartScreenSharingCommandInput } from '@aws-sdk/client-connect';
import { subtypeOf } from '../../world/contacts/contact-defaults.js';
import { stateOf } from '../../world/contacts/contact-state.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceOf, liveContactOf } from '../resolve.js';

/** Starts screen sharing in a web call that is with an agent. */
export function startScreenSharing(input: StartScreenSharingCommandInput, world: World): object {
  const { assumptions } = world;
  const instance = instanceOf(world, input.InstanceId);
  const call = liveContactOf(world, instance, input.ContactId, ['VOICE']);
  if (subtypeOf(call) !== 'connect:WebRTC') throw refusal(assumptions.errorOfUnsupportedChannel);
  if (stateOf(call, world.now) !== 'with-agent') throw refusal(assumptions.errorOfWrongContactState);
  const { sharing } = instance.participants;
  if (sharing.has(call.id)) throw refusal(assumptions.errorOfWrongMediaState);
  sharing.add(call.id);
  world.changed();
  return {};
}
