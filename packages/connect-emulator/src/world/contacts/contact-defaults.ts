import type { Channel, ContactInitiationMethod, SegmentAttributeValue } from '@aws-sdk/client-connect';
import type { Assumptions } from '../assumptions/assumptions.js';
import type { Contact } from '../entities.js';

const subtypes: Readonly<Record<Channel, string>> = {
  VOICE: 'connect:Telephony',
  CHAT: 'connect:Chat',
  TASK: 'connect:Task',
  EMAIL: 'connect:Email',
};

/** Default initiation method of each channel. */
export const defaultInitiationMethods: Readonly<Record<Channel, ContactInitiationMethod>> = {
  VOICE: 'INBOUND',
  CHAT: 'API',
  TASK: 'API',
  EMAIL: 'INBOUND',
};

/** Returns the segment attribute with the default subtype of a channel. */
export function defaultSubtypeAttribute(channel: Channel): Record<string, SegmentAttributeValue> {
  return subtypeAttribute(subtypes[channel]);
}

/** Returns the segment attribute for a subtype. */
export function subtypeAttribute(subtype: string): Record<string, SegmentAttributeValue> {
  return { 'connect:Subtype': { ValueString: subtype } };
}

export function subtypeOf({ segmentAttributes }: Contact): string | undefined {
  return segmentAttributes['connect:Subtype']?.ValueString;
}

/** Calls do not expire in Connect. In the emulator they have this long lifetime. */
const callLifetimeMs = 400 * 86_400_000;

/** Returns the default lifetime of a contact in milliseconds. */
export function lifetimeOf(channel: Channel, assumptions: Assumptions): number {
  return {
    VOICE: callLifetimeMs,
    CHAT: assumptions.chatLifetimeMs,
    TASK: assumptions.taskLifetimeMs,
    EMAIL: assumptions.emailLifetimeMs,
  }[channel];
}

/**
 * Returns the DisconnectReason of a transferred contact. TRANSFERRED is documented for emails (contact-record data
 * model). The value for tasks is an assumption. A call or chat is disconnected by its agent.
 */
export function reasonOfTransfer(channel: Channel, assumptions: Assumptions): string {
  if (channel === 'EMAIL') return 'TRANSFERRED';
  return channel === 'TASK' ? assumptions.disconnectReasonOfTransferredTask : 'AGENT_DISCONNECT';
}

/**
 * Returns the DisconnectReason of a stopped contact: `OTHER` for calls, `API` for others (contact-record data model).
 */
export function reasonOfStop(channel: Channel): string {
  return channel === 'VOICE' ? 'OTHER' : 'API';
}
