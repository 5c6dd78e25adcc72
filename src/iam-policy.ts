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

/** Operations without an instance, for which IAM has no resource-level permissions. */
const withoutResource = new Set(['ListInstances']);

/**
 * Returns the minimum IAM policy of the gateway's role: the operations that the gateway calls, in one instance. Remove
 * the statement `Change` for a gateway that only reads.
 *
 * @param instanceArn ARN of the instance.
 */
export function iamPolicy(instanceArn: string): IamPolicy {
  const operations = [...declaredOperations()];
  const actions = (kind: 'read' | 'write') =>
    operations.filter(([name, of]) => of === kind && !withoutResource.has(name)).map(([name]) => `connect:${name}`);
  const anywhere = operations.filter(([name]) => withoutResource.has(name)).map(([name]) => `connect:${name}`);
  // The ARNs of contacts, queues, users and other resources begin with the ARN of their instance.
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
