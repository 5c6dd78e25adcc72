import { z } from 'zod';
import { routingStep, transcript } from './schema-conversations.js';
import { channel, count, duration, id, tags, time } from './schema-parts.js';

const initiationMethod = z.enum([
  'INBOUND',
  'OUTBOUND',
  'TRANSFER',
  'QUEUE_TRANSFER',
  'CALLBACK',
  'API',
  'DISCONNECT',
  'MONITOR',
  'EXTERNAL_OUTBOUND',
  'WEBRTC_API',
  'AGENT_REPLY',
  'FLOW',
]);
const state = z.enum(['ended', 'scheduled', 'paused', 'with-agent', 'queued', 'in-flow']);
const weights = z.record(z.string(), z.number().min(0));

const endpoint = z.strictObject({
  type: z.enum(['TELEPHONE_NUMBER', 'VOIP', 'CONTACT_FLOW', 'CONNECT_PHONENUMBER_ARN', 'EMAIL_ADDRESS']),
  address: z.string().max(256),
  name: z.string().max(256).optional(),
});

/** A contact. The header of demo-world.yaml describes the members. */
export const contact = z
  .strictObject({
    id: id.optional(),
    channel,
    state,
    initiated: time,
    method: initiationMethod.optional(),
    name: z.string().max(1024).optional(),
    description: z.string().max(4096).optional(),
    scheduled: time.optional(),
    enqueued: time.optional(),
    connected: time.optional(),
    paused: time.optional(),
    resumed: time.optional(),
    ended: time.optional(),
    expires: time.optional(),
    reason: z.string().optional(),
    queue: id.optional(),
    agent: id.optional(),
    flow: id.optional(),
    previous: id.optional(),
    related: id.optional(),
    transfers: z.int().min(1).optional(),
    priority: z.int().min(1).default(5),
    customerId: z.string().max(128).optional(),
    customer: endpoint.optional(),
    system: endpoint.optional(),
    template: id.optional(),
    attributes: z.record(z.string(), z.string()).optional(),
    references: z
      .record(
        z.string(),
        z.strictObject({
          type: z.enum([
            'URL',
            'ATTACHMENT',
            'NUMBER',
            'STRING',
            'DATE',
            'EMAIL',
            'EMAIL_MESSAGE',
            'EMAIL_MESSAGE_PLAIN_TEXT',
          ]),
          value: z.string().max(4096).optional(),
          status: z.enum(['AVAILABLE', 'DELETED', 'APPROVED', 'REJECTED', 'PROCESSING', 'FAILED']).optional(),
          arn: z.string().optional(),
        }),
      )
      .default({}),
    segmentAttributes: z.record(z.string(), z.string()).default({}),
    recorded: z.array(z.enum(['AGENT', 'IVR', 'SCREEN'])).optional(),
    authentication: z.string().min(1).max(1000).optional(),
    routing: z.array(routingStep).default([]),
    recipients: z.strictObject({ to: z.array(z.email()).default([]), cc: z.array(z.email()).default([]) }).optional(),
    transcript: transcript.optional(),
    tags,
  })
  .superRefine((entry, context) => {
    const needed = {
      ended: ['ended'],
      scheduled: ['scheduled'],
      paused: ['paused'],
      'with-agent': ['agent'],
      queued: ['queue'],
      'in-flow': [],
    } as const;
    for (const name of needed[entry.state]) {
      if (entry[name] !== undefined) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is required by a contact whose state is ${entry.state}`,
      });
    }
    if (entry.ended !== undefined && entry.state !== 'ended') {
      context.addIssue({ code: 'custom', path: ['ended'], message: 'belongs to a contact whose state is ended' });
    }
    if (entry.previous !== undefined && entry.transfers !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['transfers'],
        message: 'creates the previous contacts, so previous must be absent',
      });
    }
  });

/** A contact that an agent has not cleared. */
export const unclearedContact = z.strictObject({
  agent: id,
  contact: id,
  state: z.enum(['MISSED', 'ERROR', 'REJECTED']),
  since: time.default('now'),
});

/** A group of contacts that are generated from a common description. */
export const background = z.strictObject({
  count,
  channel,
  state: state.default('ended'),
  over: duration.prefault('24h'),
  methods: weights.optional(),
  reasons: weights.optional(),
  names: z.array(z.string().min(1).max(1024)).default([]),
  queues: z.array(id).optional(),
  agents: z.array(id).optional(),
  transferred: z.number().min(0).max(1).default(0),
});
