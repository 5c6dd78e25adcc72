import type { DescribeContactCommandInput, DescribeContactCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { contactOf, instanceOf } from '../resolve.js';
import { describe } from '../shared/contact-output.js';

/** The full record of a contact, live or ended. */
export function describeContact(
  input: DescribeContactCommandInput,
  world: World,
): Omit<DescribeContactCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  return { Contact: describe(contactOf(instance, input.ContactId), instance, world.now) };
}
