import type { ParticipantCapabilities } from '@aws-sdk/client-connect';
import { Field, InputType } from 'type-graphql';
import { describeEnum } from '../../../graph/types/open-enum.js';

@InputType({ description: 'Customer who takes part in the contact.' })
export class ConnectParticipantInput {
  @Field({ description: 'Display name of the customer, 1 to 256 characters. Personal data.' })
  displayName!: string;
}

/** Converts a participant to Connect's input. */
export function participantOf(participant: ConnectParticipantInput) {
  return { DisplayName: participant.displayName };
}

enum ConnectMediaCapabilityInput {
  SEND = 'SEND',
}
describeEnum(
  ConnectMediaCapabilityInput,
  'ConnectMediaCapabilityInput',
  'Capability of a participant for video or screen sharing.',
  {
    SEND: 'Permission to send video or the screen, which all participants can see.',
  },
);

@InputType({ description: 'Capabilities of a participant in a web call, in addition to speech.' })
export class ConnectParticipantCapabilitiesInput {
  @Field(() => ConnectMediaCapabilityInput, { nullable: true, description: 'Video capability. Defaults to none.' })
  video?: ConnectMediaCapabilityInput | null;

  @Field(() => ConnectMediaCapabilityInput, {
    nullable: true,
    description: 'Screen sharing capability. Defaults to none.',
  })
  screenShare?: ConnectMediaCapabilityInput | null;
}

/** Converts capabilities to Connect's input. */
export function capabilitiesOf(
  capabilities: ConnectParticipantCapabilitiesInput | null | undefined,
): ParticipantCapabilities | undefined {
  if (!capabilities) return undefined;
  return { Video: capabilities.video ?? undefined, ScreenShare: capabilities.screenShare ?? undefined };
}
