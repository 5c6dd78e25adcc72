import type { AgentContactReference, UserData } from '@aws-sdk/client-connect';
import { Field, Int, ObjectType } from 'type-graphql';
import { agentStatusOfArn, ConnectAgentStatus } from '../../directory/agent-statuses/agent-status.js';
import { ConnectChannel } from '../../directory/channel.js';
import { ConnectHierarchyGroup, hierarchyLevels } from '../../directory/hierarchy-groups/hierarchy-group.js';
import { ConnectQueue } from '../../directory/queues/queue.js';
import { ConnectRoutingProfile } from '../../directory/routing-profiles/routing-profile.js';
import { ConnectUser } from '../../directory/users/user.js';
import { CostOfField, severalCost } from '../../graph/cost/costs.js';
import { describeEnum, openEnum } from '../../graph/types/open-enum.js';
import { DateTime } from '../../graph/types/scalars.js';
import { own } from '../../lib/own.js';
import { ConnectContact } from '../contact.js';
import { ConnectContactInitiationMethod } from '../contact-enums.js';

export enum ConnectHeldContactState {
  INCOMING = 'INCOMING',
  PENDING = 'PENDING',
  CONNECTING = 'CONNECTING',
  CONNECTED = 'CONNECTED',
  CONNECTED_ONHOLD = 'CONNECTED_ONHOLD',
  MISSED = 'MISSED',
  ERROR = 'ERROR',
  ENDED = 'ENDED',
  REJECTED = 'REJECTED',
  UNKNOWN = 'UNKNOWN',
}
/** Descriptions of the states, shared with the enum of filters. */
export const heldContactStateDescriptions = {
  INCOMING: 'It is on its way to the agent.',
  PENDING: 'It waits for something before the agent gets it.',
  CONNECTING: 'It is offered to the agent.',
  CONNECTED: 'The agent handles it.',
  CONNECTED_ONHOLD: 'The agent handles it, and it is on hold.',
  MISSED: 'The agent did not accept it.',
  ERROR: 'It could not be connected.',
  ENDED: 'It is over, and the agent is at the work after it.',
  REJECTED: 'The agent refused it.',
};
describeEnum(ConnectHeldContactState, 'ConnectHeldContactState', 'How a contact stands with its agent.', {
  ...heldContactStateDescriptions,
  UNKNOWN: 'A state that this schema does not know yet; see `stateRaw`.',
});

@ObjectType({ description: 'A contact that an agent holds.' })
export class ConnectHeldContact {
  @Field(() => ConnectContact, { nullable: true, description: 'The contact.' })
  contact!: ConnectContact | null;

  @Field(() => ConnectChannel, { nullable: true, description: 'Its channel.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw!: string | null;

  @Field(() => ConnectContactInitiationMethod, { nullable: true, description: 'How it came about.' })
  initiationMethod!: ConnectContactInitiationMethod | null;

  @Field(() => String, { nullable: true, description: 'The initiation method as Connect sent it.' })
  initiationMethodRaw!: string | null;

  @Field(() => ConnectHeldContactState, { nullable: true, description: 'How it stands with the agent.' })
  state!: ConnectHeldContactState | null;

  @Field(() => String, { nullable: true, description: 'The state as Connect sent it.' })
  stateRaw!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it has been in this state.' })
  stateStartedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the agent began to handle it; null before that.' })
  connectedToUserAt!: Date | null;

  @Field(() => ConnectQueue, {
    nullable: true,
    description: 'The queue out of which it came; null when it was in none.',
  })
  queue!: ConnectQueue | null;
}

@ObjectType({ description: 'How many contacts of one channel an agent may handle, handles and could take.' })
export class ConnectChannelSlots {
  @Field(() => ConnectChannel, { nullable: true, description: 'The channel.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'The channel as Connect sent it.' })
  channelRaw!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many at once, by the routing profile.' })
  max!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many are taken.' })
  active!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many more could be taken now.' })
  available!: number | null;
}

/** Maximum contacts of a user: a routing profile allows 10 at once for each of the four channels. */
const maxContactsOfUser = 40;

@ObjectType({ description: 'Current status of an agent, by GetCurrentUserData.' })
export class ConnectCurrentUser {
  @Field(() => ConnectUser, { nullable: true, description: 'The agent.' })
  user!: ConnectUser | null;

  @Field(() => ConnectRoutingProfile, {
    nullable: true,
    description: 'The routing profile by which contacts are offered.',
  })
  routingProfile!: ConnectRoutingProfile | null;

  @CostOfField(severalCost(hierarchyLevels))
  @Field(() => [ConnectHierarchyGroup], {
    nullable: true,
    description: "The agent's hierarchy groups, from the top down; empty when there are none.",
  })
  hierarchyPath!: ConnectHierarchyGroup[] | null;

  @Field(() => ConnectAgentStatus, {
    nullable: true,
    description: 'The status; null for one that Connect sets itself.',
  })
  status!: ConnectAgentStatus | null;

  @Field(() => String, { nullable: true, description: 'Name of the status, as Connect sent it.' })
  statusName!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when the agent has had the status.' })
  statusStartedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the status that follows when the contacts in hand are over; null when none is set.',
  })
  nextStatusName!: string | null;

  @Field(() => [ConnectChannelSlots], { nullable: true, description: 'Free slots of the agent, by channel.' })
  slots!: ConnectChannelSlots[] | null;

  @CostOfField(severalCost(maxContactsOfUser))
  @Field(() => [ConnectHeldContact], { nullable: true, description: 'The contacts that the agent holds.' })
  contacts!: ConnectHeldContact[] | null;
}

export function currentUserOf(instanceId: string, data: UserData): ConnectCurrentUser {
  const { LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive } = data.HierarchyPath ?? {};
  const levels = [LevelOne, LevelTwo, LevelThree, LevelFour, LevelFive].filter((level) => level?.Id !== undefined);
  const { StatusArn, StatusName, StatusStartTimestamp } = data.Status ?? {};
  return {
    user: data.User?.Id ? new ConnectUser(instanceId, data.User.Id) : null,
    routingProfile: data.RoutingProfile?.Id ? new ConnectRoutingProfile(instanceId, data.RoutingProfile.Id) : null,
    hierarchyPath: levels.map((level) => new ConnectHierarchyGroup(instanceId, level?.Id ?? '')),
    status: agentStatusOfArn(instanceId, StatusArn),
    statusName: StatusName ?? null,
    statusStartedAt: StatusStartTimestamp ?? null,
    nextStatusName: data.NextStatus ?? null,
    slots: slotsOf(data),
    contacts: (data.Contacts ?? []).map((contact) => heldContactOf(instanceId, contact)),
  };
}

function slotsOf({
  MaxSlotsByChannel: max = {},
  ActiveSlotsByChannel: active = {},
  AvailableSlotsByChannel: available = {},
}: UserData): ConnectChannelSlots[] {
  const channels = new Set([max, active, available].flatMap((slots) => Object.keys(slots)));
  return [...channels].map((channel) => ({
    channel: openEnum(ConnectChannel, channel),
    channelRaw: channel,
    max: own<number>(max, channel) ?? null,
    active: own<number>(active, channel) ?? null,
    available: own<number>(available, channel) ?? null,
  }));
}

function heldContactOf(instanceId: string, held: AgentContactReference): ConnectHeldContact {
  return {
    contact: held.ContactId ? new ConnectContact(instanceId, held.ContactId) : null,
    channel: openEnum(ConnectChannel, held.Channel),
    channelRaw: held.Channel ?? null,
    initiationMethod: openEnum(ConnectContactInitiationMethod, held.InitiationMethod),
    initiationMethodRaw: held.InitiationMethod ?? null,
    state: openEnum(ConnectHeldContactState, held.AgentContactState),
    stateRaw: held.AgentContactState ?? null,
    stateStartedAt: held.StateStartTimestamp ?? null,
    connectedToUserAt: held.ConnectedToAgentTimestamp ?? null,
    queue: held.Queue?.Id ? new ConnectQueue(instanceId, held.Queue.Id) : null,
  };
}
