import type {
  Queue as ConnectQueue,
  DescribeQueueCommandInput,
  DescribeQueueCommandOutput,
  ListQueueQuickConnectsCommandInput,
  ListQueueQuickConnectsCommandOutput,
  ListQueuesCommandInput,
  ListQueuesCommandOutput,
  SearchQueuesCommandInput,
  SearchQueuesCommandOutput,
  UpdateQueueStatusCommandInput,
} from '@aws-sdk/client-connect';
import type { Queue } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { pageOf } from '../paging.js';
import { instanceStateOf, resourceOf } from '../resolve.js';
import { passesTagFilter } from '../search/tag-filter.js';
import { summarizeQuickConnect } from './quick-connects.js';
import { commonFields, describeOf, lastModified, listOf, type OutputOf, searchOf } from './reads.js';

/** Describes one queue, a standard queue or an agent queue. */
export const describeQueue = describeOf(
  ({ allQueues }) => allQueues,
  ({ QueueId }: DescribeQueueCommandInput) => QueueId,
  (queue, state): OutputOf<DescribeQueueCommandOutput> => ({ Queue: describe(queue, state) }),
);

/**
 * Lists the queues of both types, or of the types that the input names. An instance has an agent queue for each user.
 */
export const listQueues = listOf(
  'ListQueues',
  ({ directory }, { QueueTypes }: ListQueuesCommandInput) =>
    QueueTypes?.length
      ? directory.allQueues.sorted.filter(({ type }) => QueueTypes.includes(type))
      : directory.allQueues.sorted,
  (page, state): OutputOf<ListQueuesCommandOutput> => ({
    QueueSummaryList: page.map((queue) => ({
      Id: queue.id,
      Arn: queue.arn,
      Name: queue.name,
      QueueType: queue.type,
      ...lastModified(queue, state),
    })),
  }),
);

/** Searches standard queues. Agent queues are not searchable: the model has only the type STANDARD. */
export const searchQueues = searchOf<SearchQueuesCommandInput, Queue>(
  'SearchQueues',
  ({ queues }) => queues,
  {
    fields: commonFields,
    leaf: ({ QueueTypeCondition }) =>
      QueueTypeCondition === undefined ? [] : [({ type }) => type === QueueTypeCondition],
    passes: ({ SearchFilter }, { tags }) => passesTagFilter(SearchFilter?.TagFilter, tags),
  },
  (page, state): OutputOf<SearchQueuesCommandOutput> => ({ Queues: page.map((queue) => describe(queue, state)) }),
);

/** Lists the quick connects of a queue. Agents see them while they handle a contact of the queue. */
export function listQueueQuickConnects(
  input: ListQueueQuickConnectsCommandInput,
  world: World,
): OutputOf<ListQueueQuickConnectsCommandOutput> {
  const state = instanceStateOf(world, input.InstanceId);
  const queue = resourceOf(world, state.directory.allQueues, input.QueueId);
  const found = state.directory.quickConnects.sorted.filter(({ id }) => queue.quickConnectIds.includes(id));
  const { page, NextToken } = pageOf(world, 'ListQueueQuickConnects', input, found);
  return {
    QuickConnectSummaryList: page.map((each) => summarizeQuickConnect(each, state)),
    NextToken,
    ...lastModified(queue, state),
  };
}

/** Enables or disables a standard queue. A disabled queue offers no contacts to agents until it is enabled. */
export function updateQueueStatus(input: UpdateQueueStatusCommandInput, world: World): object {
  const { directory, lifecycle } = instanceStateOf(world, input.InstanceId);
  const queue = resourceOf(world, directory.queues, input.QueueId);
  if (queue.status === input.Status) return {};
  directory.queues.change(queue, { status: input.Status, modifiedAt: world.now });
  for (const user of lifecycle.router.agentsServing(queue)) lifecycle.offerQueuedContacts(user, world.now);
  world.changed();
  return {};
}

function describe(queue: Queue, state: InstanceState): ConnectQueue {
  return {
    QueueId: queue.id,
    QueueArn: queue.arn,
    Name: queue.name,
    Description: queue.description,
    HoursOfOperationId: queue.hoursOfOperationId,
    MaxContacts: queue.maxContacts,
    Status: queue.status,
    Tags: queue.tags,
    ...lastModified(queue, state),
  };
}
