import type { InstanceAttributeType } from '@aws-sdk/client-connect';
import type { Administration, AgentStatus } from '../administration.js';
import type { Instance } from '../entities.js';
import { uuidOf } from './random.js';
import type { InstanceEntry } from './schema.js';

/**
 * Turns the sections on administration into what an instance holds, and adds what every new instance of Connect has:
 * the statuses Available and Offline.
 */
export function buildAdministration(instance: Instance, entry: InstanceEntry): Administration {
  const modifiedAt = instance.createdAt;
  const resource = <T extends { readonly id: string }>(kind: string, item: T) => ({
    ...item,
    arn: `${instance.arn}/${kind}/${item.id}`,
    modifiedAt,
  });
  return {
    agentStatuses: agentStatuses(instance, entry).map((status) => resource('agent-state', status)),
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
    attributes: { ...usualFeatures, ...entry.features },
  };
}

/** The two that every instance has, those that the file describes, and every other that a user is in. */
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
      type: builtIn[name] ?? 'CUSTOM',
      displayOrder: order ?? index + 1,
    };
  });
}

const builtIn: Readonly<Record<string, AgentStatus['type']>> = { Available: 'ROUTABLE', Offline: 'OFFLINE' };

/** `available` and `Available` mean the same; the built-in statuses are capitalized in Connect. */
export function capitalized(status: string): string {
  return status.charAt(0).toUpperCase() + status.slice(1);
}

/** What a new instance has switched on. */
const usualFeatures: Readonly<Record<InstanceAttributeType, boolean>> = {
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
