import type {
  RoutingProfile as ConnectRoutingProfile,
  DescribeRoutingProfileCommandInput,
  DescribeRoutingProfileCommandOutput,
  ListRoutingProfileManualAssignmentQueuesCommandInput,
  ListRoutingProfileManualAssignmentQueuesCommandOutput,
  ListRoutingProfileQueuesCommandInput,
  ListRoutingProfileQueuesCommandOutput,
  ListRoutingProfilesCommandInput,
  ListRoutingProfilesCommandOutput,
  SearchRoutingProfilesCommandInput,
  SearchRoutingProfilesCommandOutput,
} from '@aws-sdk/client-connect';
import { channels, type RoutingProfile } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { type PagedInput, pageByCount } from '../paging.js';
import { instanceStateOf, resourceOf } from '../resolve.js';
import { passesTagFilter } from '../search/tag-filter.js';
import { commonFields, describeOf, lastModified, listOf, type OutputOf, searchOf } from './reads.js';

/**
 * Describes one routing profile. This operation "does not populate AssociatedQueueIds" (API reference); the search
 * does.
 */
export const describeRoutingProfile = describeOf(
  ({ routingProfiles }) => routingProfiles,
  ({ RoutingProfileId }: DescribeRoutingProfileCommandInput) => RoutingProfileId,
  (profile, state): OutputOf<DescribeRoutingProfileCommandOutput> => ({
    RoutingProfile: {
      ...describe(profile, state, { CrossChannelBehavior: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } }),
      AgentAvailabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
      ...lastModified(profile, state),
    },
  }),
);

/** Lists all routing profiles with id and name. */
export const listRoutingProfiles = listOf(
  'ListRoutingProfiles',
  ({ directory }, _input: ListRoutingProfilesCommandInput) => directory.routingProfiles.sorted,
  (page, state): OutputOf<ListRoutingProfilesCommandOutput> => ({
    RoutingProfileSummaryList: page.map((profile) => ({
      Id: profile.id,
      Arn: profile.arn,
      Name: profile.name,
      ...lastModified(profile, state),
    })),
  }),
);

/**
 * Searches routing profiles and returns them with their queues. This operation "does not populate LastModifiedRegion,
 * LastModifiedTime, MediaConcurrencies.CrossChannelBehavior, and AgentAvailabilityTimer" (API reference).
 */
export const searchRoutingProfiles = searchOf<SearchRoutingProfilesCommandInput, RoutingProfile>(
  'SearchRoutingProfiles',
  ({ routingProfiles }) => routingProfiles,
  {
    fields: { ...commonFields, associatedqueueids: ({ queues }) => queues.map(({ queueId }) => queueId) },
    passes: ({ SearchFilter }, { tags }) => passesTagFilter(SearchFilter?.TagFilter, tags),
  },
  (page, state): OutputOf<SearchRoutingProfilesCommandOutput> => ({
    RoutingProfiles: page.map((profile) => ({
      ...describe(profile, state),
      AssociatedQueueIds: idsOf(profile.queues),
      AssociatedManualAssignmentQueueIds: idsOf(profile.manualQueues),
    })),
  }),
);

/**
 * Lists the queues of a routing profile, with one entry per queue and channel. The emulator does not delay contacts, so
 * Delay is 0.
 */
export function listRoutingProfileQueues(
  input: ListRoutingProfileQueuesCommandInput,
  world: World,
): OutputOf<ListRoutingProfileQueuesCommandOutput> {
  const { page, ...rest } = profileQueues('ListRoutingProfileQueues', ({ queues }) => queues, input, world);
  return {
    RoutingProfileQueueConfigSummaryList: page.map(({ queueId: _, priority, ...queue }) => ({
      ...queue,
      Priority: priority,
      Delay: 0,
    })),
    ...rest,
  };
}

/** Lists the queues from which agents can assign contacts to themselves, with one entry per queue and channel. */
export function listRoutingProfileManualAssignmentQueues(
  input: ListRoutingProfileManualAssignmentQueuesCommandInput,
  world: World,
): OutputOf<ListRoutingProfileManualAssignmentQueuesCommandOutput> {
  const operation = 'ListRoutingProfileManualAssignmentQueues';
  const { page, ...rest } = profileQueues(operation, ({ manualQueues }) => manualQueues, input, world);
  return {
    RoutingProfileManualAssignmentQueueConfigSummaryList: page.map(({ queueId: _, ...queue }) => queue),
    ...rest,
  };
}

interface ProfileInput extends PagedInput {
  readonly InstanceId?: string | undefined;
  readonly RoutingProfileId?: string | undefined;
}

/**
 * Returns a page of a routing profile's pairs of queue and channel, with the members that both kinds of summary share.
 */
function profileQueues<Entry extends RoutingProfile['manualQueues'][number]>(
  operation: string,
  entries: (profile: RoutingProfile) => readonly Entry[],
  input: ProfileInput,
  world: World,
) {
  const state = instanceStateOf(world, input.InstanceId);
  const profile = resourceOf(world, state.directory.routingProfiles, input.RoutingProfileId);
  const pairs = entries(profile).flatMap(({ channels: wanted, ...entry }) =>
    wanted.map((Channel) => {
      const queue = state.directory.queues.get(entry.queueId);
      return { ...entry, QueueId: entry.queueId, QueueArn: queue?.arn, QueueName: queue?.name, Channel };
    }),
  );
  return { ...pageByCount(world, operation, input, pairs), ...lastModified(profile, state) };
}

function describe(
  profile: RoutingProfile,
  { instance, directory }: InstanceState,
  concurrency = {},
): ConnectRoutingProfile {
  return {
    InstanceId: instance.id,
    RoutingProfileId: profile.id,
    RoutingProfileArn: profile.arn,
    Name: profile.name,
    Description: profile.description,
    MediaConcurrencies: channels
      .filter((channel) => profile.concurrency[channel] !== undefined)
      .map((Channel) => ({ Channel, Concurrency: profile.concurrency[Channel], ...concurrency })),
    DefaultOutboundQueueId: profile.defaultOutboundQueueId ?? profile.queues[0]?.queueId,
    Tags: profile.tags,
    NumberOfAssociatedQueues: idsOf(profile.queues).length,
    NumberOfAssociatedManualAssignmentQueues: idsOf(profile.manualQueues).length,
    NumberOfAssociatedUsers: directory.users.sorted.filter((user) => user.routingProfileId === profile.id).length,
    IsDefault: false,
  };
}

function idsOf(entries: RoutingProfile['manualQueues']): string[] {
  return [...new Set(entries.map(({ queueId }) => queueId))];
}
