import { declaredOperations } from './connect/calls/operation.js';
import './schema.js';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Operations that name no instance, for which IAM knows no resource. */
const withoutResource = new Set(['ListInstances']);

/**
 * The least that the gateway's role must be allowed: the operations that it calls, in one instance. Without the second
 * statement the gateway reads only.
 *
 * @param instanceArn ARN of the instance.
 */
export function iamPolicy(instanceArn: string): IamPolicy {
  const operations = [...declaredOperations()];
  const actions = (kind: 'read' | 'write') =>
    operations.filter(([name, of]) => of === kind && !withoutResource.has(name)).map(([name]) => `connect:${name}`);
  const anywhere = operations.filter(([name]) => withoutResource.has(name)).map(([name]) => `connect:${name}`);
  // Contacts, queues, users and the rest have ARNs below that of their instance.
  const resources = [instanceArn, `${instanceArn}/*`];
  const statement = (sid: string, action: string[], resource: string[]): Statement[] =>
    action.length === 0 ? [] : [{ Sid: sid, Effect: 'Allow', Action: action, Resource: resource }];
  return {
    Version: '2012-10-17',
    Statement: [
      ...statement('Read', actions('read'), resources),
      ...statement('Change', actions('write'), resources),
      ...statement('FindInstances', anywhere, ['*']),
    ],
  };
}
