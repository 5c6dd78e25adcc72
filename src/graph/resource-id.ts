import { idProblem, isArn, maxReadIdLength, parseArn, type ResourceKind, resourceNouns } from '../ids/arn.js';
import type { Instances } from '../ids/instances.js';
import { badUserInput } from './bad-user-input.js';

/**
 * Returns the bare id of an argument that is an id or ARN; null if the ARN belongs to another instance. If the caller
 * must not access the ARN's instance, a decoy id is returned.
 * @throws GraphQLError BAD_USER_INPUT when the argument is not an id or ARN of this kind of resource.
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
 * Returns the bare ids of a filter's ids and ARNs; undefined without a filter.
 * @throws GraphQLError BAD_USER_INPUT also for more ids than Connect accepts, and for an ARN of another instance.
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
