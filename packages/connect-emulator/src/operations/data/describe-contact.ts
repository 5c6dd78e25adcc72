import type { DescribeContactCommandInput, DescribeContactCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { contactRecordOf } from '../shared/contact-output.js';

/** Returns the full contact record, of a live or an ended contact. */
export function describeContact(
  input: DescribeContactCommandInput,
  world: World,
): Omit<DescribeContactCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  return { Contact: contactRecordOf(contactOf(state, input.ContactId), state, world.now) };
}
