import { z } from 'zod';
import { assumptionsSchema } from './assumptions-schema.js';
import { administrationSections } from './schema-administration.js';
import { background, contact, unclearedContact } from './schema-contacts.js';
import { file } from './schema-conversations.js';
import { evaluationSections } from './schema-evaluations.js';
import { channel, count, id, tags, time } from './schema-parts.js';

const queue = z.strictObject({
  id,
  name: z.string().min(1).max(127),
  description: z.string().max(250).optional(),
  status: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  maxContacts: count.optional(),
  hoursOfOperation: id.optional(),
  quickConnects: z.array(id).default([]),
  tags,
});

const routingProfile = z.strictObject({
  id,
  name: z.string().min(1).max(127),
  description: z.string().min(1).max(250).optional(),
  concurrency: z.partialRecord(channel, z.int().min(1).max(10)),
  queues: z.array(
    z.strictObject({ queue: id, channels: z.array(channel).min(1), priority: z.int().min(1).max(99).default(1) }),
  ),
  manualQueues: z.array(z.strictObject({ queue: id, channels: z.array(channel).min(1) })).default([]),
  defaultOutboundQueue: id.optional(),
  tags,
});

const user = z.strictObject({
  id,
  username: z.string().min(1).max(100),
  firstName: z.string().max(255),
  lastName: z.string().max(300),
  email: z.string().optional(),
  routingProfile: id,
  securityProfiles: z.array(id).min(1).max(10).optional(),
  hierarchyGroup: id.optional(),
  afterContactWorkSeconds: count.default(60),
  autoAccept: z.boolean().default(false),
  status: z.string().min(1).default('Offline'),
  proficiencies: z
    .array(z.strictObject({ name: z.string().min(1), value: z.string().min(1), level: z.number().min(1).max(5) }))
    .default([]),
  tags,
});

const flow = z.strictObject({
  id,
  name: z.string().min(1),
  description: z.string().optional(),
  type: z.enum([
    'CONTACT_FLOW',
    'CUSTOMER_QUEUE',
    'CUSTOMER_HOLD',
    'CUSTOMER_WHISPER',
    'AGENT_HOLD',
    'AGENT_WHISPER',
    'OUTBOUND_WHISPER',
    'AGENT_TRANSFER',
    'QUEUE_TRANSFER',
    'CAMPAIGN',
  ]),
  status: z.enum(['PUBLISHED', 'SAVED']).default('PUBLISHED'),
  state: z.enum(['ACTIVE', 'ARCHIVED']).default('ACTIVE'),
  version: z.int().min(1).default(1),
  content: z.string().optional(),
  queue: id.optional(),
  tags,
});

const quickConnect = z
  .strictObject({
    id,
    name: z.string().min(1).max(127),
    description: z.string().max(250).optional(),
    type: z.enum(['USER', 'QUEUE', 'PHONE_NUMBER', 'FLOW']),
    user: id.optional(),
    queue: id.optional(),
    flow: id.optional(),
    phoneNumber: z.string().optional(),
    tags,
  })
  .superRefine((entry, context) => {
    const needed = { USER: ['user', 'flow'], QUEUE: ['queue', 'flow'], FLOW: ['flow'], PHONE_NUMBER: ['phoneNumber'] };
    for (const name of needed[entry.type]) {
      if (entry[name as keyof typeof entry] !== undefined) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is required by a quick connect of type ${entry.type}`,
      });
    }
  });

const taskTemplate = z.strictObject({
  id,
  name: z.string().min(1).max(100),
  description: z.string().max(255).optional(),
  status: z.enum(['ACTIVE', 'INACTIVE']).default('ACTIVE'),
  flow: id.optional(),
  fields: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        type: z.enum([
          'NAME',
          'DESCRIPTION',
          'SCHEDULED_TIME',
          'QUICK_CONNECT',
          'URL',
          'NUMBER',
          'TEXT',
          'TEXT_AREA',
          'DATE_TIME',
          'BOOLEAN',
          'SINGLE_SELECT',
          'EMAIL',
          'SELF_ASSIGN',
          'EXPIRY_DURATION',
        ]),
        description: z.string().optional(),
        options: z.array(z.string()).optional(),
        required: z.boolean().default(false),
        default: z.string().optional(),
      }),
    )
    .default([]),
  tags,
});

const instance = z.strictObject({
  id: z.string().min(1).max(100),
  alias: z
    .string()
    .regex(
      /^(?!d-)[\da-zA-Z]+(?:-*[\da-zA-Z])*$/,
      'is not an alias: use letters, digits and dashes, no dash at either end, and no d- at the beginning',
    )
    .max(45),
  created: time.default('-400d'),
  queues: z.array(queue).default([]),
  routingProfiles: z.array(routingProfile).default([]),
  users: z.array(user).default([]),
  flows: z.array(flow).default([]),
  quickConnects: z.array(quickConnect).default([]),
  taskTemplates: z.array(taskTemplate).default([]),
  ...administrationSections,
  ...evaluationSections,
  contacts: z.array(contact).default([]),
  unclearedContacts: z.array(unclearedContact).default([]),
  files: z.array(file).default([]),
  generate: z.strictObject({ users: count.default(0), queues: count.default(0) }).optional(),
  background: z.array(background).default([]),
});

/** The format of a world file. The header of demo-world.yaml describes it. */
export const worldFileSchema = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+){1,2}-\d$/, 'is not a Region'),
  account: z.string().regex(/^\d{12}$/, 'is not an account id: write twelve digits in quotes'),
  seed: z.union([z.string(), z.number()]).default('connect'),
  timing: z
    .strictObject({
      flowMs: count.default(1000),
      acceptMs: count.default(2000),
      ringMs: count.default(3000),
      afterContactWork: z.boolean().default(false),
    })
    .prefault({}),
  assumptions: assumptionsSchema.prefault({}),
  instances: z.array(instance).min(1),
});

export type WorldFile = z.output<typeof worldFileSchema>;
export type InstanceEntry = WorldFile['instances'][number];
export type ContactEntry = InstanceEntry['contacts'][number];
export type BackgroundEntry = InstanceEntry['background'][number];
