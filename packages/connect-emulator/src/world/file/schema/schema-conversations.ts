import { z } from 'zod';
import { id, tags, time } from './schema-parts.js';

const item = z
  .strictObject({
    at: time,
    by: z.enum(['AGENT', 'CUSTOMER', 'SYSTEM', 'CUSTOM_BOT', 'SUPERVISOR']),
    name: z.string().min(1).max(256).optional(),
    // Exactly one of the next three is set: a message, the name of an attachment, or an event such as `joined`.
    text: z.string().min(1).max(16_384).optional(),
    file: z.string().min(1).max(256).optional(),
    event: z.enum(['joined', 'left', 'ended', 'transferred']).optional(),
    sentiment: z.enum(['POSITIVE', 'NEGATIVE', 'NEUTRAL']).optional(),
    /** The parts of the text that redaction removes. */
    redact: z.array(z.string().min(1)).default([]),
  })
  .refine(({ text, file, event }) => [text, file, event].filter((part) => part !== undefined).length === 1, {
    message: 'needs exactly one of text, file and event',
  });

/** The transcript of a chat and the results of its analysis. */
export const transcript = z.strictObject({
  items: z.array(item).min(1),
  /** Words that match a rule, by the name of the rule. */
  categories: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  /** Parts of messages that state the issue of the contact. */
  issues: z.array(z.string().min(1)).default([]),
  summary: z.string().min(1).max(1270).optional(),
  /** The output types that the flow enables. */
  outputs: z.array(z.enum(['Raw', 'Redacted'])).default(['Raw']),
});

/** A file that is attached to a contact, named by id, or to a case, named by ARN. */
export const file = z
  .strictObject({
    id,
    name: z.string().min(1).max(256),
    contact: id.optional(),
    case: z.string().startsWith('arn:').optional(),
    useCase: z.enum(['ATTACHMENT', 'EMAIL_MESSAGE']).default('ATTACHMENT'),
    status: z.enum(['APPROVED', 'REJECTED', 'PROCESSING', 'FAILED']).default('APPROVED'),
    content: z.string().min(1),
    created: time,
    createdBy: id.optional(),
    tags,
  })
  .refine((entry) => (entry.contact === undefined) !== (entry.case === undefined), {
    message: 'needs either contact or case',
  });

/** A step of routing criteria: preferred agents or a proficiency, for a number of seconds. */
export const routingStep = z
  .strictObject({
    agents: z.array(id).min(1).optional(),
    attribute: z.strictObject({ name: z.string(), value: z.string(), level: z.number().min(1).max(5) }).optional(),
    seconds: z.int().min(1).optional(),
  })
  .refine((step) => (step.agents === undefined) !== (step.attribute === undefined), {
    message: 'needs either agents or attribute',
  });

export type TranscriptEntry = z.output<typeof transcript>;
export type FileEntry = z.output<typeof file>;
