import type { StartOutboundVoiceContactCommandInput } from '@aws-sdk/client-connect';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { InputPath } from '../../../connect/calls/input-path.js';
import { describeEnum } from '../../../graph/types/open-enum.js';
import { own } from '../../../lib/own.js';

enum ConnectPreviewActionInput {
  CALL = 'CALL',
  DISCARD = 'DISCARD',
}
describeEnum(
  ConnectPreviewActionInput,
  'ConnectPreviewActionInput',
  'Action of an agent during the preview of a campaign call.',
  {
    CALL: 'Places the call.',
    DISCARD: 'Discards the call.',
  },
);

@InputType({ description: 'Preview of a campaign call for an agent, before the call is placed.' })
export class StartOutboundVoicePreviewInput {
  @Field(() => Int, { description: 'Seconds that the agent has for the preview, at least 0.' })
  timeoutSeconds!: number;

  @Field(() => [ConnectPreviewActionInput], { description: 'Actions that the agent can take during the preview.' })
  allowedUserActions!: ConnectPreviewActionInput[];
}

@InputType({ description: 'Campaign of an outbound call.' })
export class StartOutboundVoiceCampaignInput {
  @Field(() => ID, { nullable: true, description: 'Id of the campaign, 1 to 100 characters.' })
  campaignId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to detect if an answering machine answers. Defaults to false.',
  })
  detectAnsweringMachine?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether to wait for the end of the answering machine's prompt. Defaults to false.",
  })
  awaitAnsweringMachinePrompt?: boolean | null;

  @Field(() => StartOutboundVoicePreviewInput, {
    nullable: true,
    description:
      'Preview of the call for an agent, who is connected first. If no preview is given, the customer is called first.',
  })
  preview?: StartOutboundVoicePreviewInput | null;
}

type CampaignMembers = Pick<
  StartOutboundVoiceContactCommandInput,
  'TrafficType' | 'CampaignId' | 'AnswerMachineDetectionConfig' | 'OutboundStrategy'
>;

/** Converts a campaign to Connect's members, which are valid only with the traffic type CAMPAIGN (API reference). */
export function campaignOf(campaign: StartOutboundVoiceCampaignInput): CampaignMembers {
  const { campaignId, detectAnsweringMachine: detect, awaitAnsweringMachinePrompt: wait, preview } = campaign;
  return {
    TrafficType: 'CAMPAIGN',
    CampaignId: campaignId ?? undefined,
    AnswerMachineDetectionConfig:
      (detect ?? wait ?? null) === null
        ? undefined
        : { EnableAnswerMachineDetection: detect ?? undefined, AwaitAnswerMachinePrompt: wait ?? undefined },
    OutboundStrategy: preview
      ? { Type: 'AGENT_FIRST', Config: { AgentFirst: { Preview: previewOf(preview) } } }
      : undefined,
  };
}

function previewOf({ timeoutSeconds, allowedUserActions }: StartOutboundVoicePreviewInput) {
  return { PostAcceptTimeoutConfig: { DurationInSeconds: timeoutSeconds }, AllowedUserActions: allowedUserActions };
}

const fieldsOfMembers: Readonly<Record<string, string>> = {
  enableAnswerMachineDetection: 'detectAnsweringMachine',
  awaitAnswerMachinePrompt: 'awaitAnsweringMachinePrompt',
  postAcceptTimeoutConfig: 'timeoutSeconds',
};

/** Input paths of the campaign members. */
export const campaignPaths: Readonly<Record<keyof CampaignMembers, InputPath>> = {
  TrafficType: ['campaign'],
  CampaignId: ['campaign', 'campaignId'],
  AnswerMachineDetectionConfig: (below) => [
    'campaign',
    ...below.map((member) => own(fieldsOfMembers, member) ?? member),
  ],
  // Connect's levels config, agentFirst and preview are one field of the input, and the timeout is a plain number.
  OutboundStrategy: ([, , , member, ...below]) => [
    'campaign',
    'preview',
    ...(member === undefined ? [] : [own(fieldsOfMembers, member) ?? member]),
    ...(member === 'postAcceptTimeoutConfig' ? [] : below),
  ],
};
