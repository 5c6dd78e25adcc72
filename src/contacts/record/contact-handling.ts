import type { AgentInfo, DeviceInfo, ParticipantCapabilities, StateTransition } from '@aws-sdk/client-connect';
import { ID, Int, ObjectType } from 'type-graphql';
import { Member } from '../../graph/member.js';
import { DateTime } from '../../graph/types/scalars.js';

@ObjectType({ description: 'The device of somebody who takes part in a contact.' })
export class ConnectDevice implements DeviceInfo {
  @Member('platformName', () => String, 'The platform on which the participant is.')
  PlatformName?: string;

  @Member('platformVersion', () => String, 'Its version.')
  PlatformVersion?: string;

  @Member('operatingSystem', () => String, 'The operating system of the device.')
  OperatingSystem?: string;
}

@ObjectType({ description: 'Capabilities in a call over the web.' })
export class ConnectParticipantCapabilities implements ParticipantCapabilities {
  @Member('video', () => String, 'Whether to send video, in the words of Connect; null when not.')
  Video?: ParticipantCapabilities['Video'];

  @Member('screenShare', () => String, 'Whether to share the screen, in the words of Connect; null when not.')
  ScreenShare?: ParticipantCapabilities['ScreenShare'];
}

@ObjectType({ description: 'A state in which a supervisor was on a contact.' })
export class ConnectStateTransition implements StateTransition {
  @Member('state', () => String, 'The state, in the words of Connect.')
  State?: StateTransition['State'];

  @Member('startedAt', () => DateTime, 'When it began.')
  StateStartTimestamp?: Date;

  @Member('endedAt', () => DateTime, 'When it ended; null while it lasts.')
  StateEndTimestamp?: Date;
}

@ObjectType({ description: 'How a user, an agent, handles or handled a contact.' })
export class ConnectHandling implements Omit<AgentInfo, 'Id' | 'ConnectedToAgentTimestamp' | 'HierarchyGroups'> {
  @Member('acceptedAt', () => DateTime, 'When the user accepted it; null when nobody did.')
  AcceptedByAgentTimestamp?: Date;

  @Member('previewEndedAt', () => DateTime, 'When the user had looked at it in advance; null without a preview.')
  PreviewEndTimestamp?: Date;

  @Member('pauseDurationSeconds', () => Int, 'Seconds for which it was paused while the user had it.')
  AgentPauseDurationInSeconds?: number;

  @Member('holdDurationSeconds', () => Int, 'Seconds for which the user put the customer on hold.')
  AgentInitiatedHoldDuration?: number;

  @Member('afterContactWorkStartedAt', () => DateTime, 'When the work after it began; null when there was none.')
  AfterContactWorkStartTimestamp?: Date;

  @Member('afterContactWorkEndedAt', () => DateTime, 'When the work after it ended; null before.')
  AfterContactWorkEndTimestamp?: Date;

  @Member('afterContactWorkDurationSeconds', () => Int, 'Seconds of work after it; null before that has ended.')
  AfterContactWorkDuration?: number;

  @Member('device', () => ConnectDevice, "The user's device; null when Connect does not say.")
  DeviceInfo?: DeviceInfo;

  @Member('capabilities', () => ConnectParticipantCapabilities, 'Capabilities of the user in a call over the web.')
  Capabilities?: ParticipantCapabilities;

  @Member('stateTransitions', () => [ConnectStateTransition], 'States of a supervisor; null for other users.')
  StateTransitions?: StateTransition[];

  @Member('voiceEnhancementMode', () => String, "How the user's voice is enhanced, in the words of Connect.")
  VoiceEnhancementMode?: AgentInfo['VoiceEnhancementMode'];

  @Member('hierarchyGroupArns', () => [ID], "ARNs of the user's hierarchy groups, from level 1 down; null without one.")
  hierarchyGroupArns?: string[] | undefined;

  static of(info: AgentInfo | undefined): ConnectHandling | null {
    const { Level1, Level2, Level3, Level4, Level5 } = info?.HierarchyGroups ?? {};
    const groups = [Level1, Level2, Level3, Level4, Level5].flatMap((level) => level?.Arn ?? []);
    return info ? { ...info, hierarchyGroupArns: groups.length > 0 ? groups : undefined } : null;
  }
}
