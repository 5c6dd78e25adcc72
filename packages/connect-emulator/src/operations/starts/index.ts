import type { Behaviour } from '../behaviour.js';
import { createContact } from './create-contact.js';
import { startChatContact } from './start-chat-contact.js';
import { startEmailContact } from './start-email-contact.js';
import { startOutboundChatContact } from './start-outbound-chat-contact.js';
import { startOutboundEmailContact } from './start-outbound-email-contact.js';
import { startOutboundVoiceContact } from './start-outbound-voice-contact.js';
import { startTaskContact } from './start-task-contact.js';
import { startWebRTCContact } from './start-webrtc-contact.js';

export const startBehaviours: Readonly<Record<string, Behaviour>> = {
  CreateContact: createContact,
  StartChatContact: startChatContact,
  StartEmailContact: startEmailContact,
  StartOutboundChatContact: startOutboundChatContact,
  StartOutboundEmailContact: startOutboundEmailContact,
  StartOutboundVoiceContact: startOutboundVoiceContact,
  StartTaskContact: startTaskContact,
  StartWebRTCContact: startWebRTCContact,
};
