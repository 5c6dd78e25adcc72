import type { Reference, StartTaskContactCommandInput } from '@aws-sdk/client-connect';
import { ownProperty } from '../../own-property.js';
import type { Flow, Queue, TaskTemplate } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, refusal } from '../refusal.js';
import { resourceOf } from '../resolve.js';

/** The flow of a new task, its destination, and the defaults of its template. */
export interface TaskRoute {
  readonly flow: Flow;
  readonly destination: Queue | undefined;
  readonly templateId?: string;
  readonly defaultDescription?: string;
  readonly defaultReferences?: Readonly<Record<string, Reference>>;
}

/**
 * Resolves the flow of a new task. "Include only one of these parameters: ContactFlowID, QuickConnectID, or
 * TaskTemplateID. [...] If more than one parameter is specified, or only the TaskTemplateID is specified but it does
 * not have a flow configured, the request returns an error" (API reference). The error is undocumented.
 *
 * @throws ConnectException InvalidRequestException, or ResourceNotFoundException for a resource that does not exist.
 */
export function taskRoute(input: StartTaskContactCommandInput, world: World, state: InstanceState): TaskRoute {
  const { ContactFlowId, QuickConnectId, TaskTemplateId } = input;
  if (QuickConnectId !== undefined) {
    if (ContactFlowId !== undefined || TaskTemplateId !== undefined) throw invalidRequest();
    return byQuickConnect(QuickConnectId, world, state);
  }
  if (TaskTemplateId !== undefined) return byTemplate(TaskTemplateId, input, world, state);
  if (ContactFlowId === undefined) throw invalidRequest();
  return byFlow(ContactFlowId, world, state);
}

function byFlow(flowId: string | undefined, world: World, { directory }: InstanceState): TaskRoute {
  const flow = resourceOf(world, directory.flows, flowId);
  return { flow, destination: directory.queues.get(flow.queueId ?? '') };
}

/** "Tasks that are created by using QuickConnectId will use the flow that is defined on agent or queue quick connect." */
function byQuickConnect(id: string, world: World, { directory }: InstanceState): TaskRoute {
  const quickConnect = resourceOf(world, directory.quickConnects, id);
  if (quickConnect.type !== 'USER' && quickConnect.type !== 'QUEUE') throw invalidRequest();
  const destination =
    quickConnect.type === 'USER'
      ? directory.agentQueues.get(quickConnect.userId ?? '')
      : directory.queues.get(quickConnect.queueId ?? '');
  return { flow: resourceOf(world, directory.flows, quickConnect.flowId), destination };
}

function byTemplate(id: string, input: StartTaskContactCommandInput, world: World, state: InstanceState): TaskRoute {
  const template = resourceOf(world, state.directory.taskTemplates, id);
  if (template.status !== 'ACTIVE') throw refusal(world.assumptions.errorOfInactiveTemplate);
  const flowIds = [template.flowId, input.ContactFlowId].filter((flowId) => flowId !== undefined);
  if (flowIds.length !== 1) throw invalidRequest();
  if (world.assumptions.enforceTemplateFields && !hasRequiredFields(template, input)) throw invalidRequest();
  return {
    ...byFlow(flowIds[0], world, state),
    templateId: template.id,
    defaultDescription: ownProperty(template.defaults, fieldOfType(template, 'DESCRIPTION')),
    defaultReferences: defaultReferences(template),
  };
}

function hasRequiredFields(template: TaskTemplate, input: StartTaskContactCommandInput): boolean {
  return template.required.every((name) => {
    const type = template.fields.find((field) => field.Id?.Name === name)?.Type;
    if (Object.hasOwn(template.defaults, name) || type === 'NAME') return true;
    if (type === 'DESCRIPTION') return input.Description !== undefined;
    if (type === 'SCHEDULED_TIME') return input.ScheduledTime !== undefined;
    return Object.hasOwn(input.References ?? {}, name) || Object.hasOwn(input.Attributes ?? {}, name);
  });
}

const referenceTypes: Readonly<Record<string, Reference['Type']>> = {
  URL: 'URL',
  NUMBER: 'NUMBER',
  EMAIL: 'EMAIL',
  DATE_TIME: 'DATE',
  TEXT: 'STRING',
  TEXT_AREA: 'STRING',
  BOOLEAN: 'STRING',
  SINGLE_SELECT: 'STRING',
};

/** Returns the default values of custom fields as references of the matching type. */
function defaultReferences(template: TaskTemplate): Record<string, Reference> {
  const references = new Map<string, Reference>();
  for (const { Id, Type } of template.fields) {
    const value = ownProperty(template.defaults, Id?.Name);
    const type = ownProperty(referenceTypes, Type);
    if (Id?.Name !== undefined && value !== undefined && type) references.set(Id.Name, { Type: type, Value: value });
  }
  return Object.fromEntries(references);
}

function fieldOfType(template: TaskTemplate, type: string): string | undefined {
  return template.fields.find((field) => field.Type === type)?.Id?.Name;
}
