import type { GetContactAttributesCommandInput, GetContactAttributesCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceStateOf } from '../resolve.js';
import { chainKey } from '../shared/chain-attributes.js';

/** Returns the user-defined attributes of a chain of contacts. */
export function getContactAttributes(
  input: GetContactAttributesCommandInput,
  world: World,
): Omit<GetContactAttributesCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  return { Attributes: state.contacts.attributes(chainKey(world, state, input.InitialContactId)) };
}
