import type { ListQueuesCommandInput, ListQueuesCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { summarizeQueue } from './directory-output.js';
import { pageOf } from './paging.js';
import { instanceOf } from './resolve.js';

/** The queues of both kinds, unless the input names one: an instance has an agent's queue for each user. */
export function listQueues(input: ListQueuesCommandInput, world: World): Omit<ListQueuesCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  const types = input.QueueTypes?.length ? input.QueueTypes : (['STANDARD', 'AGENT'] as const);
  const queues = directory.allQueues.sorted.filter(({ type }) => types.includes(type));
  const { page, NextToken } = pageOf(world, 'ListQueues', input, queues);
  return { QueueSummaryList: page.map((queue) => summarizeQueue(queue, instance.region)), NextToken };
}
