/** Parts of the ARN `arn:<partition>:connect:<region>:<account>:instance/<instance>[/<kind>/<id>]`. */
export interface ParsedArn {
  readonly region: string;
  readonly instanceArn: string;
  readonly instanceId: string;
  /** Kind of the resource; null for a kind that the gateway does not support. */
  readonly kind: ResourceKind | null;
  readonly id: string;
}

/** Path segments of resource kinds in ARNs. */
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

/** Name of each kind with its article, for messages. */
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

/** Returns the names of several kinds, for messages: `a queue, a user or an instance`. */
export function nounsOf(kinds: readonly ResourceKind[]): string {
  const nouns = kinds.map((kind) => resourceNouns[kind]);
  return [nouns.slice(0, -1).join(', '), ...nouns.slice(-1)].filter((part) => part !== '').join(' or ');
}

const arnPattern = /^(arn:[a-z-]+:connect:([a-z0-9-]+):\d{12}:instance\/([^/:]+))(?:\/([a-z-]+)\/(.+))?$/;
const kindOfPath = new Map<string, ResourceKind>(
  Object.entries(resourcePaths).map(([kind, path]) => [path, kind as ResourceKind]),
);

/** Maximum length of an id or ARN that the service model allows for any of these resources, in characters. */
export const maxIdLength = 500;
/** Maximum length of the bare id of a resource that can be read, in characters. */
export const maxReadIdLength = 256;

/**
 * Returns the rule that a text breaks as an id or ARN; null for a valid one. The service model has no limits for some
 * ids. An empty id, or the id `.` or `..`, would lead to the URL path of another operation, and a lone surrogate has no
 * URL encoding.
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

/** Returns the id of a resource, given its id or ARN. */
export function bareId(idOrArn: string): string {
  return parseArn(idOrArn)?.id ?? idOrArn;
}

export function isArn(value: string): boolean {
  return value.startsWith('arn:');
}

/**
 * Parses the ARN of a Connect resource; null if it is not one. The id of an agent's queue (`.../queue/agent/<user id>`)
 * is the agent's id, as in the output of ListQueues.
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

/** Returns the agent's id in the ARN of an agent's queue; null for a standard queue. */
export function agentOfQueueArn(arn: string): string | null {
  return /\/queue\/agent\/([^/]+)$/.exec(arn)?.[1] ?? null;
}

/** Builds the ARN of a resource. Not for agents' queues, whose ARNs have another form. */
export function arnOf(instanceArn: string, kind: keyof typeof resourcePaths, id: string): string {
  return `${instanceArn}/${resourcePaths[kind]}/${id}`;
}
