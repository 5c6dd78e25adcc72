import type { TagContactCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { changeContact } from '../shared/change-contact.js';

const maxTags = 6;

/** Adds user-defined tags to a contact. A given tag that the contact already has gets the new value. */
export function tagContact(input: TagContactCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const contact = contactOf(state, input.ContactId);
  const tags = { ...contact.tags, ...input.Tags };
  if (Object.keys(tags).length > maxTags) throw refusal(world.assumptions.errorOfTooManyContactTags);
  changeContact(world, state, contact, { tags });
  return {};
}
