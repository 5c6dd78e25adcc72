import { isDeepStrictEqual } from 'node:util';
import type { UpdateContactAttributesCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { checkAttributes } from '../limits.js';
import { instanceStateOf } from '../resolve.js';
import { chainKey } from '../shared/chain-attributes.js';

/** Sets attributes of a chain, whether its contacts are live or ended. An empty value removes the attribute. */
export function updateContactAttributes(input: UpdateContactAttributesCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const key = chainKey(world, state, input.InitialContactId);
  const before = state.contacts.attributes(key);
  const merged = { ...before, ...input.Attributes };
  const attributes = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  checkAttributes({ ...attributes, ...input.Attributes });
  if (isDeepStrictEqual(attributes, before)) return {};
  state.contacts.setAttributes(key, attributes);
  const contact = state.contacts.get(key);
  if (contact) state.contacts.change(contact, { updatedAt: world.now });
  world.changed();
  return {};
}
