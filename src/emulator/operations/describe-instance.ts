import type { DescribeInstanceCommandInput, DescribeInstanceCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { describeInstance as output } from './directory-output.js';
import { instanceOf } from './resolve.js';

/** One instance. */
export function describeInstance(
  input: DescribeInstanceCommandInput,
  world: World,
): Omit<DescribeInstanceCommandOutput, '$metadata'> {
  return { Instance: output(instanceOf(world, input.InstanceId).instance) };
}
