/** A resource named by its ARN: `arn:<partition>:connect:<region>:<account>:instance/<instance>[/<kind>/<id>]`. */
export interface ParsedArn {
  readonly region: string;
  readonly instanceArn: string;
  readonly instanceId: string;
  /** The path after the instance; empty for the instance itself. */
  readonly kind: ResourceKind | null;
  readonly id: string;
}

/** The kinds of resource that the gateway names, as they stand in an ARN. */
export const resourcePaths = {
  contact: 'contact',
  queue: 'queue',
  user: 'agent',
  contactFlow: 'contact-flow',
  quickConnect: 'transfer-destination',
  taskTemplate: 'task-template',
  agentStatus: 'agent-state',
  routingProfile: 'routing-profile',
  hoursOfOperation: 'operating-hours',
  hierarchyGroup: 'agent-group',
  securityProfile: 'security-profile',
  attachedFile: 'file',
  evaluation: 'contact-evaluation',
  evaluationForm: 'evaluation-form',
} as const;
export type ResourceKind = keyof typeof resourcePaths | 'instance';

/** Name of each kind in a sentence. */
export const resourceNouns: Record<ResourceKind, string> = {
  instance: 'an instance',
  contact: 'a contact',
  contactFlow: 'a contact flow',
  queue: 'a queue',
  user: 'a user',
  quickConnect: 'a quick connect',
  taskTemplate: 'a task template',
  agentStatus: 'an agent status',
  routingProfile: 'a routing profile',
  hoursOfOperation: 'hours of operation',
  hierarchyGroup: 'a hierarchy group',
  securityProfile: 'a security profile',
  attachedFile: 'an attached file',
  evaluation: 'an evaluation',
  evaluationForm: 'an evaluation form',
};

const arnPattern = /^(arn:[a-z-]+:connect:([a-z0-9-]+):\d{12}:instance\/([^/:]+))(?:\/([a-z-]+)\/(.+))?$/;
const kindOfPath = new Map<string, ResourceKind>(
  Object.entries(resourcePaths).map(([kind, path]) => [path, kind as ResourceKind]),
);

/** The longest id or ARN that the service model allows for any of these resources. */
export const maxIdLength = 500;
/** The longest bare id of what can be read. */
export const maxReadIdLength = 256;

/**
 * The rule that keeps text from being an id or an ARN, or null: the model sets no limit for some of them, an empty one or
 * dots would make another operation's path, and a lone surrogate no path at all.
 */
export function idProblem(text: string, maxBareLength = maxIdLength): string | null {
  if (text === '') return 'must not be empty.';
  if (text.length > maxIdLength) return `must have at most ${maxIdLength} characters, not ${text.length}.`;
  if (!text.isWellFormed()) return 'must be valid Unicode.';
  if (/\p{Cc}/u.test(text)) return 'must not have control characters.';
  const { length } = bareId(text);
  if (length > maxBareLength) return `must have at most ${maxBareLength} characters, not ${length}.`;
  return /^\.\.?$/.test(bareId(text)) ? 'must be an id or an ARN.' : null;
}

/** The id that an id or an ARN names. */
export function bareId(idOrArn: string): string {
  return parseArn(idOrArn)?.id ?? idOrArn;
}

export function isArn(value: string): boolean {
  return value.startsWith('arn:');
}

/**
 * Reads the ARN of a Connect resource; null when it is none. An agent's own queue (`.../queue/agent/<user id>`) has
 * the agent's id as the queue's id, as ListQueues shows it.
 */
export function parseArn(arn: string): ParsedArn | null {
  const match = arnPattern.exec(arn);
  if (!match) return null;
  const [, instanceArn = '', region = '', instanceId = '', path, rest] = match;
  if (path === undefined || rest === undefined) {
    return { region, instanceArn, instanceId, kind: 'instance', id: instanceId };
  }
  const kind = kindOfPath.get(path) ?? null;
  const id = kind === 'queue' && rest.startsWith('agent/') ? rest.slice('agent/'.length) : rest;
  return { region, instanceArn, instanceId, kind, id };
}

/** The id of the agent whose own queue an ARN names; null for a standard queue. */
export function agentOfQueueArn(arn: string): string | null {
  return /\/queue\/agent\/([^/]+)$/.exec(arn)?.[1] ?? null;
}

/** The ARN that a resource of an instance has. Not for agents' own queues, whose ARN names the agent. */
export function arnOf(instanceArn: string, kind: keyof typeof resourcePaths, id: string): string {
  return `${instanceArn}/${resourcePaths[kind]}/${id}`;
}
