import type { InstanceAttributeType } from '@aws-sdk/client-connect';
import { ownProperty } from '../../../own-property.js';
import type { Administration, AgentStatus, HoursOfOperation, OpenTime, TimeOfDay } from '../../administration.js';
import type { Instance, Time } from '../../entities.js';
import type { InstanceEntry } from '../schema/schema.js';
import { parseTime } from '../schema/time-expressions.js';
import { uuidOf } from './random.js';

/**
 * Builds the administration of an instance from its sections. Adds the resources of every new instance of Connect:
 * hours of operation, the statuses Available and Offline, and a security profile for agents.
 */
export function buildAdministration(instance: Instance, entry: InstanceEntry, now: Time): Administration {
  const modifiedAt = instance.createdAt;
  const resource = <T extends { readonly id: string }>(kind: string, item: T) => ({
    ...item,
    arn: `${instance.arn}/${kind}/${item.id}`,
    modifiedAt,
  });
  return {
    hoursOfOperation: [
      resource('operating-hours', defaultHours(instance)),
      ...entry.hoursOfOperation.map((hours) => resource('operating-hours', hoursOf(hours, now))),
    ],
    agentStatuses: agentStatuses(instance, entry).map((status) => resource('agent-state', status)),
    hierarchyLevels: entry.hierarchy.levels.map((name, index) =>
      resource('agent-group-level', { id: String(index + 1), name, tags: {} }),
    ),
    hierarchyGroups: entry.hierarchy.groups.map(({ parent, ...group }) =>
      resource('agent-group', { ...group, parentId: parent }),
    ),
    securityProfiles: [
      resource('security-profile', { id: agentProfileId(instance), name: 'Agent', tags: {} }),
      ...entry.securityProfiles.map((profile) => resource('security-profile', profile)),
    ],
    prompts: entry.prompts.map((prompt) => resource('prompt', prompt)),
    flowModules: entry.flowModules.map(({ content = '{}', ...module }) =>
      resource('flow-module', { ...module, content }),
    ),
    phoneNumbers: entry.phoneNumbers.map(({ number, country, ...phone }) => ({
      ...phone,
      arn: `arn:aws:connect:${instance.region}:${instance.account}:phone-number/${phone.id}`,
      name: number,
      country: country as Administration['phoneNumbers'][number]['country'],
      modifiedAt,
    })),
    emailAddresses: entry.emailAddresses.map(({ address, ...email }) => ({
      ...resource('email-address', email),
      name: address,
      createdAt: modifiedAt,
    })),
    predefinedAttributes: entry.predefinedAttributes.map((attribute) =>
      resource('predefined-attribute', { ...attribute, id: attribute.name, tags: {} }),
    ),
    views: entry.views.map((view) => ({ ...resource('view', view), createdAt: modifiedAt })),
    attributes: { ...defaultFeatures, ...entry.features },
    storage: entry.storage.map(({ id, resource: resourceType, bucket, prefix }) => ({
      resourceType,
      config: {
        AssociationId: id ?? uuidOf(`${instance.id}/storage/${resourceType}`),
        StorageType: 'S3',
        S3Config: { BucketName: bucket, BucketPrefix: prefix },
      },
    })),
  };
}

/** Returns the id of the default security profile of users. */
export function agentProfileId(instance: Instance): string {
  return uuidOf(`${instance.id}/security-profile/agent`);
}

/** Returns the id of the default hours of operation of queues. */
export function defaultHoursId(instance: Instance): string {
  return uuidOf(`${instance.id}/hours`);
}

type HoursWithoutArn = Omit<HoursOfOperation, 'arn' | 'modifiedAt'>;

function defaultHours(instance: Instance): HoursWithoutArn {
  const week = (['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const).map((day) => ({
    day,
    ...openTime('09:00-17:00'),
  }));
  return { id: defaultHoursId(instance), name: 'Basic Hours', timeZone: 'UTC', week, overrides: [], tags: {} };
}

function hoursOf(
  { week, exceptions, ...hours }: InstanceEntry['hoursOfOperation'][number],
  now: Time,
): HoursWithoutArn {
  const date = (text: string) => new Date(parseTime(text, now) ?? now).toISOString().slice(0, 10);
  return {
    ...hours,
    week: week.flatMap(({ days, open }) => days.map((day) => ({ day, ...openTime(open) }))),
    overrides: exceptions.map(({ name, from, to = from, open }) => ({
      name,
      from: date(from),
      to: date(to),
      open: open.map(openTime),
    })),
  };
}

/** Parses open times such as `08:00-17:30`. */
function openTime(text: string): OpenTime {
  const [start = '', end = ''] = text.split('-');
  return { start: timeOfDay(start), end: timeOfDay(end) };
}

function timeOfDay(text: string): TimeOfDay {
  const [hours, minutes] = text.split(':');
  return { Hours: Number(hours), Minutes: Number(minutes) };
}

/**
 * Returns the agent statuses of an instance: the two built-in ones, those of the file, and all other statuses of users.
 */
function agentStatuses(instance: Instance, entry: InstanceEntry): Omit<AgentStatus, 'arn' | 'modifiedAt'>[] {
  const described = new Map(entry.agentStatuses.map(({ order, ...status }) => [status.name, { ...status, order }]));
  const names = new Set([
    'Available',
    'Offline',
    ...described.keys(),
    ...entry.users.map(({ status }) => capitalized(status)),
  ]);
  return [...names].map((name, index) => {
    const { id, order, ...status } = described.get(name) ?? { name, state: 'ENABLED' as const, tags: {} };
    return {
      ...status,
      id: id ?? uuidOf(`${instance.id}/agent-status/${name}`),
      type: ownProperty(builtIn, name) ?? 'CUSTOM',
      displayOrder: order ?? index + 1,
    };
  });
}

const builtIn: Readonly<Record<string, AgentStatus['type']>> = { Available: 'ROUTABLE', Offline: 'OFFLINE' };

/** Capitalizes a status name. The file may write `available` for the built-in status `Available`. */
export function capitalized(status: string): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}

/** The features of a new instance. */
const defaultFeatures: Readonly<Record<InstanceAttributeType, boolean>> = {
  INBOUND_CALLS: true,
  OUTBOUND_CALLS: true,
  CONTACTFLOW_LOGS: false,
  CONTACT_LENS: true,
  AUTO_RESOLVE_BEST_VOICES: true,
  USE_CUSTOM_TTS_VOICES: false,
  EARLY_MEDIA: true,
  MULTI_PARTY_CONFERENCE: true,
  HIGH_VOLUME_OUTBOUND: false,
  ENHANCED_CONTACT_MONITORING: true,
  ENHANCED_CHAT_MONITORING: true,
  MULTI_PARTY_CHAT_CONFERENCE: true,
  MESSAGE_STREAMING: false,
};
