import type { GetContactAttributesCommandInput, GetContactAttributesCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceOf } from '../resolve.js';
import { chainKey } from '../shared/chain-attributes.js';

/** Returns the user-defined attributes of a chain of contacts. */
export function getContactAttributes(
  input: GetContactAttributesCommandInput,
  world: World,
): Omit<GetContactAttributesCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  return { Attributes: instance.contacts.attributes(chainKey(world, instance, input.InitialContactId)) };
}
