import type { ParticipantCapabilities } from '@aws-sdk/client-connect';
import { Field, InputType } from 'type-graphql';
import { describeEnum } from '../../../graph/types/open-enum.js';

@InputType({ description: 'The customer who takes part.' })
export class ConnectParticipantInput {
  @Field({ description: 'The name that is shown, 1 to 256 characters. Personal data.' })
  displayName!: string;
}

/** Converts a participant to Connect's input. */
export function participantOf(participant: ConnectParticipantInput) {
  return { DisplayName: participant.displayName };
}

enum ConnectMediaCapabilityInput {
  SEND = 'SEND',
}
describeEnum(ConnectMediaCapabilityInput, 'ConnectMediaCapabilityInput', 'Capability for a medium.', {
  SEND: 'To send it; whoever takes part may see it.',
});

@InputType({ description: 'Capabilities in a call over the web, beside speaking.' })
export class ConnectParticipantCapabilitiesInput {
  @Field(() => ConnectMediaCapabilityInput, { nullable: true, description: 'With video; nothing when absent.' })
  video?: ConnectMediaCapabilityInput | null;

  @Field(() => ConnectMediaCapabilityInput, { nullable: true, description: 'With their screen; nothing when absent.' })
  screenShare?: ConnectMediaCapabilityInput | null;
}

/** Converts capabilities to Connect's input. */
export function capabilitiesOf(
  capabilities: ConnectParticipantCapabilitiesInput | null | undefined,
): ParticipantCapabilities | undefined {
  if (!capabilities) return undefined;
  return { Video: capabilities.video ?? undefined, ScreenShare: capabilities.screenShare ?? undefined };
}
