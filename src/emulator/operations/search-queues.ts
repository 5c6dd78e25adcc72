import type { QueueSearchCriteria, SearchQueuesCommandInput, SearchQueuesCommandOutput } from '@aws-sdk/client-connect';
import type { Queue } from '../world/entities.js';
import type { World } from '../world/world.js';
import { describeQueue } from './directory-output.js';
import { pageOf } from './paging.js';
import { instanceOf } from './resolve.js';
import { type Fields, type Predicate, predicateOf } from './search/criteria.js';
import { passesTagFilter } from './search/tag-filter.js';

const fields: Fields<Queue> = {
  name: ({ name }) => name,
  description: ({ description }) => description,
  resourceid: ({ id }) => id,
};

/** Standard queues in full. Agents' own queues are not searchable: the model knows the type STANDARD only. */
export function searchQueues(
  input: SearchQueuesCommandInput,
  world: World,
): Omit<SearchQueuesCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  const matches = predicateOf(input.SearchCriteria, fields, leaf, world);
  const filter = input.SearchFilter?.TagFilter;
  const found = directory.queues.sorted.filter((queue) => matches(queue) && passesTagFilter(filter, queue.tags));
  const { page, NextToken } = pageOf(world, 'SearchQueues', input, found);
  return {
    Queues: page.map((queue) => describeQueue(queue, instance.region)),
    NextToken,
    ApproximateTotalCount: found.length,
  };
}

function leaf({ QueueTypeCondition }: QueueSearchCriteria): Predicate<Queue>[] {
  return QueueTypeCondition === undefined ? [] : [({ type }) => type === QueueTypeCondition];
}
