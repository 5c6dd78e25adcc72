import type { DirectoryContents } from '../../directory.js';
import {
  channels,
  type Instance,
  type Queue,
  type RoutingProfile,
  type TaskTemplate,
  type Time,
  type User,
} from '../../entities.js';
import type { InstanceEntry } from '../schema/schema.js';
import { agentProfileId, buildAdministration, capitalized, defaultHoursId } from './build-administration.js';
import { buildForms } from './build-evaluations.js';
import { uuidOf } from './random.js';

/** Builds the directory of an instance from its sections and adds the resources that `generate` requests. */
export function buildDirectory(instance: Instance, entry: InstanceEntry, now: Time): DirectoryContents {
  const modifiedAt = instance.createdAt;
  const generated = generate(instance, entry);
  return {
    queues: [
      ...entry.queues.map(
        ({ hoursOfOperation, quickConnects, ...queue }): Queue => ({
          ...queue,
          quickConnectIds: quickConnects,
          arn: `${instance.arn}/queue/${queue.id}`,
          type: 'STANDARD',
          hoursOfOperationId: hoursOfOperation ?? defaultHoursId(instance),
          modifiedAt,
        }),
      ),
      ...generated.queues,
    ],
    routingProfiles: [
      ...entry.routingProfiles.map(
        ({ manualQueues, defaultOutboundQueue, ...profile }): RoutingProfile => ({
          ...profile,
          arn: `${instance.arn}/routing-profile/${profile.id}`,
          queues: profile.queues.map(({ queue, ...rest }) => ({ queueId: queue, ...rest })),
          manualQueues: manualQueues.map(({ queue, ...rest }) => ({ queueId: queue, ...rest })),
          defaultOutboundQueueId: defaultOutboundQueue,
          modifiedAt,
        }),
      ),
      ...generated.routingProfiles,
    ],
    users: [
      ...entry.users.map(
        ({ routingProfile, securityProfiles, hierarchyGroup, status, ...user }): User => ({
          ...user,
          arn: `${instance.arn}/agent/${user.id}`,
          routingProfileId: routingProfile,
          securityProfileIds: securityProfiles ?? [agentProfileId(instance)],
          hierarchyGroupId: hierarchyGroup,
          agentStatus: capitalized(status),
          modifiedAt,
        }),
      ),
      ...generated.users,
    ],
    flows: entry.flows.map(({ queue, content, ...flow }) => ({
      ...flow,
      arn: `${instance.arn}/contact-flow/${flow.id}`,
      content: content ?? emptyFlow,
      queueId: queue,
      modifiedAt,
    })),
    quickConnects: entry.quickConnects.map(({ user, queue, flow, ...quickConnect }) => ({
      ...quickConnect,
      arn: `${instance.arn}/transfer-destination/${quickConnect.id}`,
      userId: user,
      queueId: queue,
      flowId: flow,
      modifiedAt,
    })),
    taskTemplates: entry.taskTemplates.map(
      ({ flow, fields, ...template }): TaskTemplate => ({
        ...template,
        arn: `${instance.arn}/task-template/${template.id}`,
        flowId: flow,
        fields: fields.map((field) => ({
          Id: { Name: field.name },
          Type: field.type,
          Description: field.description,
          SingleSelectOptions: field.options,
        })),
        required: fields.filter(({ required }) => required).map(({ name }) => name),
        defaults: Object.fromEntries(
          fields.flatMap((field) => (field.default === undefined ? [] : [[field.name, field.default] as const])),
        ),
        createdAt: instance.createdAt,
        modifiedAt,
      }),
    ),
    evaluationForms: buildForms(instance, entry),
    ...buildAdministration(instance, entry, now),
  };
}

/** The content, in Connect's flow language, of a flow that only ends the contact. */
const emptyFlow = JSON.stringify({
  Version: '2019-10-30',
  StartAction: 'end',
  Actions: [{ Identifier: 'end', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} }],
});

const queuesPerProfile = 10;

function generate(
  instance: Instance,
  entry: InstanceEntry,
): Pick<DirectoryContents, 'queues' | 'users' | 'routingProfiles'> {
  const { queues: queueCount, users: userCount } = entry.generate ?? { queues: 0, users: 0 };
  const number = (index: number) => String(index + 1).padStart(5, '0');
  const queues = Array.from({ length: queueCount }, (_, index): Queue => {
    const id = uuidOf(`${instance.id}/queue/${index}`);
    return {
      id,
      arn: `${instance.arn}/queue/${id}`,
      type: 'STANDARD',
      name: `Queue ${number(index)}`,
      status: 'ENABLED',
      hoursOfOperationId: defaultHoursId(instance),
      quickConnectIds: [],
      tags: {},
      modifiedAt: instance.createdAt,
    };
  });
  const routingProfiles = Array.from(
    { length: Math.ceil(queueCount / queuesPerProfile) },
    (_, index): RoutingProfile => {
      const id = uuidOf(`${instance.id}/routing-profile/${index}`);
      const own = queues.slice(index * queuesPerProfile, (index + 1) * queuesPerProfile);
      return {
        id,
        arn: `${instance.arn}/routing-profile/${id}`,
        name: `Routing profile ${number(index)}`,
        concurrency: { VOICE: 1, CHAT: 3, TASK: 5, EMAIL: 5 },
        queues: own.map((queue) => ({ queueId: queue.id, channels, priority: 1 })),
        manualQueues: [],
        tags: {},
        modifiedAt: instance.createdAt,
      };
    },
  );
  const profileIds = [...routingProfiles, ...entry.routingProfiles].map(({ id }) => id);
  const users = Array.from({ length: userCount }, (_, index): User => {
    const id = uuidOf(`${instance.id}/user/${index}`);
    return {
      id,
      arn: `${instance.arn}/agent/${id}`,
      username: `agent-${number(index)}`,
      firstName: 'Agent',
      lastName: number(index),
      email: `agent-${number(index)}@example.com`,
      routingProfileId: profileIds[index % profileIds.length] ?? uuidOf(`${instance.id}/routing-profile`),
      securityProfileIds: [agentProfileId(instance)],
      afterContactWorkSeconds: 60,
      autoAccept: false,
      tags: {},
      agentStatus: index % 2 === 0 ? 'Available' : 'Offline',
      proficiencies: [],
      modifiedAt: instance.createdAt,
    };
  });
  return { queues, users, routingProfiles };
}
