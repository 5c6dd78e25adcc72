import { idProblem, isArn, maxReadIdLength, parseArn, type ResourceKind, resourceNouns } from '../ids/arn.js';
import type { Instances } from '../ids/instances.js';
import { badUserInput } from './bad-user-input.js';

/**
 * The bare id of a query's id-or-ARN argument; null when the ARN is of another instance, where there is no such thing
 * for this field. Of an instance that is kept from the caller it is an id that is looked for in vain.
 * @throws GraphQLError BAD_USER_INPUT when it cannot be the id or the ARN of such a thing.
 */
export function resourceId(
  kind: Exclude<ResourceKind, 'instance'>,
  idOrArn: string,
  instanceId: string,
  instances: Instances,
  argument = 'id',
): string | null {
  const arn = isArn(idOrArn) ? parseArn(idOrArn) : null;
  const parsed = isArn(idOrArn) ? arn : { kind, id: idOrArn };
  if (idProblem(idOrArn, maxReadIdLength) || parsed?.kind !== kind) {
    throw badUserInput(
      `\`${argument}\`: must be the id (1 to ${maxReadIdLength} characters) or the ARN of ${resourceNouns[kind]}.`,
    );
  }
  if (!arn) return parsed.id;
  const home = instances.findOf(arn);
  if (!home) return instances.decoyIdFor(idOrArn);
  return home.id === instanceId ? parsed.id : null;
}

/**
 * The bare ids of a filter's id-or-ARN items; undefined when there is no such filter.
 * @throws GraphQLError BAD_USER_INPUT also for more than Connect takes, and for an ARN of another instance.
 */
export function resourceIds(
  kind: Exclude<ResourceKind, 'instance'>,
  ids: readonly string[] | null | undefined,
  instanceId: string,
  instances: Instances,
  argument: string,
  maxIds = 100,
): string[] | undefined {
  if (!ids) return undefined;
  if (ids.length > maxIds) throw badUserInput(`\`${argument}\`: must have at most ${maxIds} ids, not ${ids.length}.`);
  return ids.map((id) => {
    const bare = resourceId(kind, id, instanceId, instances, argument);
    if (!bare) throw badUserInput(`\`${argument}\`: ${id} belongs to another instance.`);
    return bare;
  });
}
