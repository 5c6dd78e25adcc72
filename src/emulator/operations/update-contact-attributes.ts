import type { UpdateContactAttributesCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { chainKey } from './chain-attributes.js';
import { checkAttributes } from './limits.js';
import { instanceOf } from './resolve.js';

/** Sets attributes of a chain, of ongoing and completed contacts alike; an empty value removes the attribute. */
export function updateContactAttributes(input: UpdateContactAttributesCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  const key = chainKey(world, instance, input.InitialContactId);
  const merged = { ...instance.contacts.attributes(key), ...input.Attributes };
  const attributes = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  checkAttributes({ ...attributes, ...input.Attributes });
  instance.contacts.setAttributes(key, attributes);
  world.changed();
  return {};
}
