import type {
  AgentContactReference,
  Channel,
  ContactState,
  GetCurrentUserDataCommandInput,
  GetCurrentUserDataCommandOutput,
  UserData,
  UserDataFilters,
} from '@aws-sdk/client-connect';
import { isPaused } from '../../world/contacts/contact-state.js';
import { type Contact, channels, type Time, type User } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { dateOf } from '../date.js';
import { byLevel } from '../directory/hierarchy.js';
import { pageOf } from '../paging.js';
import { refusal } from '../refusal.js';
import { instanceStateOf, resourceByIdOrArn } from '../resolve.js';

/** A contact of an agent with its state for that agent and the start of the state. */
interface AgentContact {
  readonly contact: Contact;
  readonly state: ContactState;
  readonly since: Time | undefined;
}

/** Returns the agents that match the filter, with their status, slots and contacts. */
export function getCurrentUserData(
  input: GetCurrentUserDataCommandInput,
  world: World,
): Omit<GetCurrentUserDataCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const held = contactsByAgent(state, world);
  const states = input.Filters?.ContactFilter?.ContactStates ?? [];
  const found = usersOf(input.Filters ?? {}, state, world)
    .filter(({ agentStatus }) => agentStatus !== 'Offline' || world.assumptions.offlineUsersInUserData === 'show')
    .map((user) => {
      const all = held.get(user.id) ?? [];
      const contacts = states.length === 0 ? all : all.filter((each) => states.includes(each.state));
      return { id: user.id, user, contacts };
    })
    .filter(({ contacts }) => states.length === 0 || contacts.length > 0);
  const { page, NextToken } = pageOf(world, 'GetCurrentUserData', input, found);
  return {
    UserDataList: page.map(({ user, contacts }) => describe(user, contacts, state)),
    NextToken,
    ApproximateTotalCount: found.length,
  };
}

/**
 * Returns the users that the filters select. "A maximum of one filter can be passed from queues, routing profiles,
 * agents, and user hierarchy groups" (API reference). Assumption: exactly one is required.
 */
function usersOf(filters: UserDataFilters, state: InstanceState, world: World): readonly User[] {
  const { Queues = [], RoutingProfiles = [], Agents = [], UserHierarchyGroups = [] } = filters;
  const given = [Queues, RoutingProfiles, Agents, UserHierarchyGroups].filter((ids) => ids.length > 0);
  if (given.length !== 1) throw refusal(world.assumptions.errorOfWrongUserDataFilters);
  const { directory, lifecycle } = state;
  const agents = new Set(Agents.map((id) => resourceByIdOrArn(directory.users, id)));
  for (const id of Queues) {
    for (const user of lifecycle.router.agentsServing(resourceByIdOrArn(directory.allQueues, id))) agents.add(user);
  }
  const profiles = new Set(RoutingProfiles.map((id) => resourceByIdOrArn(directory.routingProfiles, id).id));
  const groups = new Set(UserHierarchyGroups.map((id) => resourceByIdOrArn(directory.hierarchyGroups, id).id));
  return directory.users.sorted.filter(
    (user) =>
      agents.has(user) ||
      profiles.has(user.routingProfileId) ||
      directory.groupPath(user.hierarchyGroupId).some(({ id }) => groups.has(id)),
  );
}

function contactsByAgent({ contacts, directory, lifecycle }: InstanceState, { assumptions }: World) {
  const held = new Map<string, AgentContact[]>();
  const add = (agentId: string, each: AgentContact) => held.set(agentId, [...(held.get(agentId) ?? []), each]);
  for (const contact of contacts.live()) {
    const { offeredTo, agentId, connectedToAgentAt, enqueuedAt } = contact;
    if (offeredTo !== undefined) add(offeredTo, { contact, state: 'CONNECTING', since: enqueuedAt });
    else if (agentId !== undefined) {
      const state = isPaused(contact) ? assumptions.stateOfPausedTask : 'CONNECTED';
      add(agentId, { contact, state, since: connectedToAgentAt });
    }
  }
  for (const { id } of directory.users.sorted) {
    for (const [contactId, { state, since }] of lifecycle.unclearedContacts.of(id)) {
      const contact = contacts.get(contactId);
      if (contact) add(id, { contact, state, since });
    }
  }
  return held;
}

function describe(user: User, held: readonly AgentContact[], state: InstanceState): UserData {
  const { directory, lifecycle, loadedAt } = state;
  const { router } = lifecycle;
  const profile = directory.routingProfiles.get(user.routingProfileId);
  const path = directory.groupPath(user.hierarchyGroupId).map(({ id, arn }) => ({ Id: id, Arn: arn }));
  return {
    User: { Id: user.id, Arn: user.arn },
    RoutingProfile: profile && { Id: profile.id, Arn: profile.arn },
    HierarchyPath: path.length > 0 ? byLevel(path) : undefined,
    Status: {
      StatusStartTimestamp: dateOf(user.agentStatusSince ?? loadedAt),
      StatusArn: directory.agentStatusNamed(user.agentStatus)?.arn,
      StatusName: user.agentStatus,
    },
    NextStatus: user.nextAgentStatus,
    MaxSlotsByChannel: slots((channel) => router.concurrencyOf(user, channel)),
    ActiveSlotsByChannel: slots((channel) => router.loadOf(user.id, channel)),
    AvailableSlotsByChannel: slots((channel) =>
      user.agentStatus === 'Available' && user.nextAgentStatus === undefined
        ? Math.max(0, router.concurrencyOf(user, channel) - router.loadOf(user.id, channel))
        : 0,
    ),
    Contacts: held.map((each) => reference(each, state)),
  };
}

function slots(count: (channel: Channel) => number): Record<string, number> {
  return Object.fromEntries(channels.map((channel) => [channel, count(channel)]));
}

function reference({ contact, state, since }: AgentContact, { directory }: InstanceState): AgentContactReference {
  const queue = directory.allQueues.get(contact.queueId ?? '');
  return {
    ContactId: contact.id,
    Channel: contact.channel,
    InitiationMethod: contact.initiationMethod,
    AgentContactState: state,
    StateStartTimestamp: dateOf(since),
    ConnectedToAgentTimestamp: dateOf(contact.connectedToAgentAt),
    Queue: queue && { Id: queue.id, Arn: queue.arn },
  };
}
