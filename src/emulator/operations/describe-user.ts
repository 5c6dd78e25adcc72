import type { DescribeUserCommandInput, DescribeUserCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { describeUser as output } from './directory-output.js';
import { instanceOf, resourceOf } from './resolve.js';

/** One user in full. */
export function describeUser(
  input: DescribeUserCommandInput,
  world: World,
): Omit<DescribeUserCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  return { User: output(resourceOf(world, directory.users, input.UserId), instance.region) };
}
