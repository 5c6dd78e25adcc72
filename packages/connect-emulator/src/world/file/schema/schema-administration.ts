import { z } from 'zod';
import { id, tags, time } from './schema-parts.js';

const name = z.string().min(1).max(127);
const description = z.string().min(1).max(250).optional();
const openTimes = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'is not a time range such as 08:00-17:30');
const day = z.enum(['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']);

const hoursOfOperation = z.strictObject({
  id,
  name,
  description,
  timeZone: z.string().default('UTC'),
  week: z.array(z.strictObject({ days: z.array(day).min(1), open: openTimes })).default([]),
  exceptions: z
    .array(z.strictObject({ name, from: time, to: time.optional(), open: z.array(openTimes).default([]) }))
    .default([]),
  tags,
});

const agentStatus = z.strictObject({
  id: id.optional(),
  name,
  description,
  order: z.int().min(1).max(50).optional(),
  state: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  tags,
});

const named = z.strictObject({ id, name, description, tags });

const view = z.strictObject({
  id,
  name,
  description,
  status: z.enum(['PUBLISHED', 'SAVED']).default('PUBLISHED'),
  version: z.int().min(1).default(1),
  actions: z.array(z.string()).default([]),
  template: z.string().default('{}'),
  inputSchema: z.string().default('{}'),
  tags,
});

const attributeType = z.enum([
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

const storageResource = z.enum([
  'CHAT_TRANSCRIPTS',
  'CALL_RECORDINGS',
  'SCHEDULED_REPORTS',
  'ATTACHMENTS',
  'CONTACT_EVALUATIONS',
  'SCREEN_RECORDINGS',
  'EMAIL_MESSAGES',
]);

/** The sections of an instance that the lifecycle of contacts does not need. */
export const administrationSections = {
  hoursOfOperation: z.array(hoursOfOperation).default([]),
  agentStatuses: z.array(agentStatus).default([]),
  hierarchy: z
    .strictObject({
      levels: z.array(name).max(5).default([]),
      groups: z.array(z.strictObject({ id, name, parent: id.optional(), tags })).default([]),
    })
    .prefault({}),
  securityProfiles: z.array(named).default([]),
  prompts: z.array(named).default([]),
  flowModules: z
    .array(
      z.strictObject({
        id,
        name,
        description,
        state: z.enum(['ACTIVE', 'ARCHIVED']).default('ACTIVE'),
        status: z.enum(['PUBLISHED', 'SAVED']).default('PUBLISHED'),
        content: z.string().min(1).optional(),
        tags,
      }),
    )
    .default([]),
  phoneNumbers: z
    .array(
      z.strictObject({
        id,
        number: z.string().regex(/^\+[1-9]\d{1,14}$/, 'is not a phone number such as +12065550100'),
        country: z.string().length(2).default('US'),
        type: z.enum(['TOLL_FREE', 'DID', 'UIFN', 'SHARED', 'SHORT_CODE']).default('DID'),
        description,
        tags,
      }),
    )
    .default([]),
  emailAddresses: z
    .array(z.strictObject({ id, address: z.email(), displayName: z.string().max(256).optional(), description, tags }))
    .default([]),
  predefinedAttributes: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        values: z.array(z.string().min(1).max(100)).default([]),
        purposes: z.array(z.string().min(1).max(100)).default([]),
      }),
    )
    .default([]),
  views: z.array(view).default([]),
  features: z.partialRecord(attributeType, z.boolean()).default({}),
  storage: z
    .array(z.strictObject({ id: id.optional(), resource: storageResource, bucket: name, prefix: name }))
    .default([]),
  /** The user-defined attributes by which contacts can be searched. Without this list, all are searchable. */
  searchableAttributes: z.array(z.string()).optional(),
};
