import type { AgentContactReference, UserData } from '@aws-sdk/client-connect';
import { Field, Int, ObjectType } from 'type-graphql';
import { agentStatusOfArn, ConnectAgentStatus } from '../../directory/agent-statuses/agent-status.js';
import { ConnectChannel } from '../../directory/channel.js';
import { ConnectHierarchyGroup, hierarchyLevels } from '../../directory/hierarchy-groups/hierarchy-group.js';
import { ConnectQueue } from '../../directory/queues/queue.js';
import { ConnectRoutingProfile } from '../../directory/routing-profiles/routing-profile.js';
import { ConnectUser } from '../../directory/users/user.js';
import { CostOfField, upToCost } from '../../graph/cost/costs.js';
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
  INCOMING: 'The contact is on its way to the agent.',
  PENDING: 'The contact waits for a condition before the agent receives it.',
  CONNECTING: 'The contact is offered to the agent.',
  CONNECTED: 'The agent handles the contact.',
  CONNECTED_ONHOLD: 'The agent handles the contact, which is on hold.',
  MISSED: 'The agent did not accept the contact.',
  ERROR: 'The contact could not be connected.',
  ENDED: 'The contact has ended, and the agent does after-contact work.',
  REJECTED: 'The agent rejected the contact.',
};
describeEnum(
  ConnectHeldContactState,
  'ConnectHeldContactState',
  'State of a contact for the agent to whom it is assigned.',
  {
    ...heldContactStateDescriptions,
    UNKNOWN: "State that this schema does not define. See `stateRaw` for Connect's value.",
  },
);

@ObjectType({ description: 'Contact that is currently assigned to an agent.' })
export class ConnectHeldContact {
  @Field(() => ConnectContact, { nullable: true, description: 'Contact that is assigned to the agent.' })
  contact!: ConnectContact | null;

  @Field(() => ConnectChannel, { nullable: true, description: 'Channel of the contact.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw!: string | null;

  @Field(() => ConnectContactInitiationMethod, { nullable: true, description: 'Initiation method of the contact.' })
  initiationMethod!: ConnectContactInitiationMethod | null;

  @Field(() => String, { nullable: true, description: 'Initiation method as returned by Connect.' })
  initiationMethodRaw!: string | null;

  @Field(() => ConnectHeldContactState, { nullable: true, description: 'State of the contact for the agent.' })
  state!: ConnectHeldContactState | null;

  @Field(() => String, { nullable: true, description: 'State as returned by Connect.' })
  stateRaw!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Time when the contact entered this state.' })
  stateStartedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Time when the agent began to handle the contact. Null before that.',
  })
  connectedToUserAt!: Date | null;

  @Field(() => ConnectQueue, {
    nullable: true,
    description: 'Queue that the contact came from. Null if the contact was in no queue.',
  })
  queue!: ConnectQueue | null;
}

@ObjectType({ description: 'Capacity of an agent for contacts of one channel.' })
export class ConnectChannelSlots {
  @Field(() => ConnectChannel, { nullable: true, description: 'Channel that the numbers apply to.' })
  channel!: ConnectChannel | null;

  @Field(() => String, { nullable: true, description: 'Channel as returned by Connect.' })
  channelRaw!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Maximum number of contacts at the same time, set by the routing profile.',
  })
  max!: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of slots in use.' })
  active!: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of additional contacts that the agent can receive now.' })
  available!: number | null;
}

/** Maximum number of contacts of a user: a routing profile allows at most 10 at once for each of the four channels. */
const maxContactsOfUser = 40;

@ObjectType({ description: 'Current status of an agent, read with GetCurrentUserData.' })
export class ConnectCurrentUser {
  @Field(() => ConnectUser, { nullable: true, description: 'Agent who has this status.' })
  user!: ConnectUser | null;

  @Field(() => ConnectRoutingProfile, {
    nullable: true,
    description: 'Routing profile that determines which contacts are offered to the agent.',
  })
  routingProfile!: ConnectRoutingProfile | null;

  @CostOfField(upToCost(hierarchyLevels))
  @Field(() => [ConnectHierarchyGroup], {
    nullable: true,
    description: 'Hierarchy groups of the agent, from the top level down. Empty if the agent has none.',
  })
  hierarchyPath!: ConnectHierarchyGroup[] | null;

  @Field(() => ConnectAgentStatus, {
    nullable: true,
    description: 'Agent status. Null for a status that Connect sets itself.',
  })
  status!: ConnectAgentStatus | null;

  @Field(() => String, { nullable: true, description: 'Name of the status, as returned by Connect.' })
  statusName!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Time when the agent entered the status.' })
  statusStartedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the status that the agent enters when the current contacts have ended. Null if no next status is set.',
  })
  nextStatusName!: string | null;

  @Field(() => [ConnectChannelSlots], { nullable: true, description: 'Capacity of the agent, by channel.' })
  slots!: ConnectChannelSlots[] | null;

  @CostOfField(upToCost(maxContactsOfUser))
  @Field(() => [ConnectHeldContact], { nullable: true, description: 'Contacts that the agent holds.' })
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
