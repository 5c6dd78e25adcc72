import type { Channel, ContactInitiationMethod, SegmentAttributeValue } from '@aws-sdk/client-connect';
import type { Assumptions } from '../assumptions/assumptions.js';
import type { Contact } from '../entities.js';

const subtypes: Readonly<Record<Channel, string>> = {
  VOICE: 'connect:Telephony',
  CHAT: 'connect:Chat',
  TASK: 'connect:Task',
  EMAIL: 'connect:Email',
};

/** How a contact of a channel usually begins. */
export const usualMethods: Readonly<Record<Channel, ContactInitiationMethod>> = {
  VOICE: 'INBOUND',
  CHAT: 'API',
  TASK: 'API',
  EMAIL: 'INBOUND',
};

/** The segment attribute in which Connect says what kind of contact of a channel this is. */
export function describeSubtype(channel: Channel): Record<string, SegmentAttributeValue> {
  return withSubtype(subtypes[channel]);
}

/** The segment attributes of a contact of a particular kind. */
export function withSubtype(subtype: string): Record<string, SegmentAttributeValue> {
  return { 'connect:Subtype': { ValueString: subtype } };
}

export function subtypeOf({ segmentAttributes }: Contact): string | undefined {
  return segmentAttributes['connect:Subtype']?.ValueString;
}

/** A call's life is not limited by expiry; this only has to outlast the world. */
const callLifetimeMs = 400 * 86_400_000;

/** How long a contact lives unless it says otherwise. */
export function lifetimeOf(channel: Channel, assumptions: Assumptions): number {
  return {
    VOICE: callLifetimeMs,
    CHAT: assumptions.chatLifetimeMs,
    TASK: assumptions.taskLifetimeMs,
    EMAIL: assumptions.emailLifetimeMs,
  }[channel];
}

/**
 * The DisconnectReason of a contact that was transferred away. TRANSFERRED is documented for emails (contact records
 * data model); what tasks get is an assumption; a call or chat is left by its agent.
 */
export function reasonOfTransfer(channel: Channel, assumptions: Assumptions): string {
  if (channel === 'EMAIL') return 'TRANSFERRED';
  return channel === 'TASK' ? assumptions.disconnectReasonOfTransferredTask : 'AGENT_DISCONNECT';
}

/** The DisconnectReason after StopContact: `OTHER` for calls, `API` for all else (contact records data model). */
export function reasonOfStop(channel: Channel): string {
  return channel === 'VOICE' ? 'OTHER' : 'API';
}
