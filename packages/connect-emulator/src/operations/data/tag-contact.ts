import type { TagContactCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceOf } from '../resolve.js';
import { changeContact } from '../shared/change-contact.js';

const maxTags = 6;

/** Adds user-defined tags to a contact, and replaces the values of tags that it has. */
export function tagContact(input: TagContactCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  const contact = contactOf(instance, input.ContactId);
  const tags = { ...contact.tags, ...input.Tags };
  if (Object.keys(tags).length > maxTags) throw refusal(world.assumptions.errorOfTooManyContactTags);
  changeContact(world, instance, contact, { tags });
  return {};
}
