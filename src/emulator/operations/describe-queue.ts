import type { DescribeQueueCommandInput, DescribeQueueCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { describeQueue as output } from './directory-output.js';
import { instanceOf, resourceOf } from './resolve.js';

/** One queue, a standard one or an agent's own. */
export function describeQueue(
  input: DescribeQueueCommandInput,
  world: World,
): Omit<DescribeQueueCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  return { Queue: output(resourceOf(world, directory.allQueues, input.QueueId), instance.region) };
}
