import type { DescribeQuickConnectCommandInput, DescribeQuickConnectCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { describeQuickConnect as output } from './directory-output.js';
import { instanceOf, resourceOf } from './resolve.js';

/** One quick connect, with where it leads. */
export function describeQuickConnect(
  input: DescribeQuickConnectCommandInput,
  world: World,
): Omit<DescribeQuickConnectCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  return { QuickConnect: output(resourceOf(world, directory.quickConnects, input.QuickConnectId), instance.region) };
}
