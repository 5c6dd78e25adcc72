import type { AgentInfo, DeviceInfo, ParticipantCapabilities, StateTransition } from '@aws-sdk/client-connect';
import { ID, Int, ObjectType } from 'type-graphql';
import { Member } from '../../graph/member.js';
import { DateTime } from '../../graph/types/scalars.js';

@ObjectType({ description: 'Device of a participant.' })
export class ConnectDevice implements DeviceInfo {
  @Member('platformName', () => String, 'Platform that the participant uses.')
  PlatformName?: string;

  @Member('platformVersion', () => String, 'Version of the platform.')
  PlatformVersion?: string;

  @Member('operatingSystem', () => String, 'Operating system of the device.')
  OperatingSystem?: string;
}

@ObjectType({ description: 'Capabilities of a participant in a web call.' })
export class ConnectParticipantCapabilities implements ParticipantCapabilities {
  @Member('video', () => String, 'Permission to send video, as returned by Connect. Null if not permitted.')
  Video?: ParticipantCapabilities['Video'];

  @Member('screenShare', () => String, 'Permission to share the screen, as returned by Connect. Null if not permitted.')
  ScreenShare?: ParticipantCapabilities['ScreenShare'];
}

@ObjectType({ description: 'State of a supervisor on a contact, with its start and end.' })
export class ConnectStateTransition implements StateTransition {
  @Member('state', () => String, 'State of the supervisor, as returned by Connect.')
  State?: StateTransition['State'];

  @Member('startedAt', () => DateTime, 'Time when the state began.')
  StateStartTimestamp?: Date;

  @Member('endedAt', () => DateTime, 'Time when the state ended. Null while the state lasts.')
  StateEndTimestamp?: Date;
}

@ObjectType({ description: 'Details of how an agent handles or handled a contact.' })
export class ConnectHandling implements Omit<AgentInfo, 'Id' | 'ConnectedToAgentTimestamp' | 'HierarchyGroups'> {
  @Member('acceptedAt', () => DateTime, 'Time when the agent accepted the contact. Null if no agent did.')
  AcceptedByAgentTimestamp?: Date;

  @Member(
    'previewEndedAt',
    () => DateTime,
    'Time when the agent finished the preview of the contact. Null without a preview.',
  )
  PreviewEndTimestamp?: Date;

  @Member('pauseDurationSeconds', () => Int, 'Seconds that the contact was paused while the agent had it.')
  AgentPauseDurationInSeconds?: number;

  @Member('holdDurationSeconds', () => Int, 'Seconds that the agent put the customer on hold.')
  AgentInitiatedHoldDuration?: number;

  @Member('afterContactWorkStartedAt', () => DateTime, 'Time when after-contact work began. Null if there was none.')
  AfterContactWorkStartTimestamp?: Date;

  @Member('afterContactWorkEndedAt', () => DateTime, 'Time when after-contact work ended. Null before that.')
  AfterContactWorkEndTimestamp?: Date;

  @Member(
    'afterContactWorkDurationSeconds',
    () => Int,
    'Duration of after-contact work in seconds. Null before the work has ended.',
  )
  AfterContactWorkDuration?: number;

  @Member('device', () => ConnectDevice, 'Device of the agent. Null if Connect does not return it.')
  DeviceInfo?: DeviceInfo;

  @Member('capabilities', () => ConnectParticipantCapabilities, 'Capabilities of the agent in a web call.')
  Capabilities?: ParticipantCapabilities;

  @Member('stateTransitions', () => [ConnectStateTransition], 'States of a supervisor. Null for other users.')
  StateTransitions?: StateTransition[];

  @Member('voiceEnhancementMode', () => String, 'Voice enhancement mode of the agent, as returned by Connect.')
  VoiceEnhancementMode?: AgentInfo['VoiceEnhancementMode'];

  @Member(
    'hierarchyGroupArns',
    () => [ID],
    "ARNs of the agent's hierarchy groups, from level 1 down. Null if the agent has none.",
  )
  hierarchyGroupArns?: string[] | undefined;

  static of(info: AgentInfo | undefined): ConnectHandling | null {
    const { Level1, Level2, Level3, Level4, Level5 } = info?.HierarchyGroups ?? {};
    const groups = [Level1, Level2, Level3, Level4, Level5].flatMap((level) => level?.Arn ?? []);
    return info ? { ...info, hierarchyGroupArns: groups.length > 0 ? groups : undefined } : null;
  }
}
