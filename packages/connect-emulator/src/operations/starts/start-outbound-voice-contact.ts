import type {
  StartOutboundVoiceContactCommandInput,
  StartOutboundVoiceContactCommandOutput,
} from '@aws-sdk/client-connect';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { resourceOf } from '../resolve.js';
import { newContact, setChainAttributes } from '../shared/new-contact.js';
import { checkQuota } from './contact-quota.js';
import { startParts } from './start-parts.js';

/** "If not specified, the default dialing timeout will be 60 seconds" (API reference). */
const defaultRingTimeoutSeconds = 60;

/** Calls a customer and runs a flow when the call is answered. An unanswered call ends at the ring timeout. */
export function startOutboundVoiceContact(
  input: StartOutboundVoiceContactCommandInput,
  world: World,
): Omit<StartOutboundVoiceContactCommandOutput, '$metadata'> {
  const { state, related, attributes, plan } = startParts(input, world, { copiesAttributes: true });
  const callerId = callerIdOf(input, world, state);
  const queue = input.QueueId === undefined ? undefined : resourceOf(world, state.directory.queues, input.QueueId);
  checkPermission(input, world);
  checkQuota(world, state, 'VOICE');

  const call = newContact(
    world,
    state,
    {
      ...plan,
      channel: 'VOICE',
      initiationMethod: 'API',
      name: input.Name,
      description: input.Description,
      // "If you do not specify a queue, the queue defined in the flow is used" (API reference).
      destinationQueueId: queue?.id ?? plan.destinationQueueId,
      customerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: input.DestinationPhoneNumber },
      systemEndpoint: callerId === undefined ? undefined : { Type: 'TELEPHONE_NUMBER', Address: callerId },
      campaignId: input.CampaignId,
    },
    { related },
  );
  state.lifecycle.dial(call, (input.RingTimeoutInSeconds ?? defaultRingTimeoutSeconds) * 1000, world.now);
  setChainAttributes(state, call, attributes);
  world.changed();
  return { ContactId: call.id };
}

/**
 * Returns the caller ID. The queues of the world have no number of their own, so a call from a queue uses the first
 * number of the instance.
 */
function callerIdOf(
  { SourcePhoneNumber: source, QueueId }: StartOutboundVoiceContactCommandInput,
  { assumptions }: World,
  { directory }: InstanceState,
): string | undefined {
  if (source === undefined && QueueId === undefined) throw invalidRequest();
  if (source !== undefined && QueueId !== undefined && assumptions.numberAndQueueTogether === 'refuse') {
    throw invalidRequest();
  }
  const numbers = directory.phoneNumbers.sorted.map(({ name }) => name);
  if (source !== undefined && !numbers.includes(source)) throw refusal(assumptions.errorOfForeignEndpoint);
  return source ?? numbers[0];
}

/**
 * Checks whether the call is permitted. UK mobile numbers and campaign calls "are not allowed by default". Outbound
 * strategies (previews) are for campaigns only (API reference).
 */
function checkPermission(input: StartOutboundVoiceContactCommandInput, { assumptions }: World): void {
  const isCampaign = input.TrafficType === 'CAMPAIGN';
  // "If set to true, TrafficType must be set as CAMPAIGN" (API reference).
  if (input.AnswerMachineDetectionConfig?.EnableAnswerMachineDetection && !isCampaign) throw invalidRequest();
  if ((isCampaign || input.OutboundStrategy) && assumptions.campaignCalls === 'refuse') {
    throw refusal(assumptions.errorOfCampaignCall);
  }
  if (input.DestinationPhoneNumber?.startsWith('+447') && assumptions.ukMobileNumbers === 'refuse') {
    throw refusal('DestinationNotAllowedException');
  }
}
