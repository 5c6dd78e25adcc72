import { z } from 'zod';
import { id, tags } from './schema-parts.js';

const name = z.string().min(1).max(127);
const description = z.string().min(1).max(250).optional();

const agentStatus = z.strictObject({
  id: id.optional(),
  name,
  description,
  order: z.int().min(1).max(50).optional(),
  state: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  tags,
});

const phoneNumber = z.strictObject({
  id,
  number: z.string().regex(/^\+[1-9]\d{1,14}$/, 'is no phone number: write +12065550100'),
  country: z.string().length(2).default('US'),
  type: z.enum(['TOLL_FREE', 'DID', 'UIFN', 'SHARED', 'SHORT_CODE']).default('DID'),
  description,
  tags,
});

const emailAddress = z.strictObject({
  id,
  address: z.email(),
  displayName: z.string().max(256).optional(),
  description,
  tags,
});

const predefinedAttribute = z.strictObject({
  name: z.string().min(1).max(100),
  values: z.array(z.string().min(1).max(100)).default([]),
  purposes: z.array(z.string().min(1).max(100)).default([]),
});

const feature = z.enum([
  'INBOUND_CALLS',
  'OUTBOUND_CALLS',
  'CONTACTFLOW_LOGS',
  'CONTACT_LENS',
  'AUTO_RESOLVE_BEST_VOICES',
  'USE_CUSTOM_TTS_VOICES',
  'EARLY_MEDIA',
  'MULTI_PARTY_CONFERENCE',
  'HIGH_VOLUME_OUTBOUND',
  'ENHANCED_CONTACT_MONITORING',
  'ENHANCED_CHAT_MONITORING',
  'MULTI_PARTY_CHAT_CONFERENCE',
  'MESSAGE_STREAMING',
]);

/** The sections of an instance that describe what contacts do not need to find their way. */
export const administrationSections = {
  agentStatuses: z.array(agentStatus).default([]),
  phoneNumbers: z.array(phoneNumber).default([]),
  emailAddresses: z.array(emailAddress).default([]),
  predefinedAttributes: z.array(predefinedAttribute).default([]),
  features: z.partialRecord(feature, z.boolean()).default({}),
};
