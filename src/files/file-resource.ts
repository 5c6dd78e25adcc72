import { Directive, Field, ID, InputType } from 'type-graphql';
import type { IdResolver } from '../connect/inputs/id-resolver.js';
import type { MutationCall } from '../connect/mutations/steps.js';
import type { ConnectSession } from '../connect/session/session.js';
import { ConnectInputViolation } from '../errors/input-violation.js';
import { badUserInput } from '../graph/bad-user-input.js';
import { oneOf } from '../graph/build/one-of.js';
import { resourceId } from '../graph/resource-id.js';
import { arnOf, isArn } from '../ids/arn.js';

@Directive(oneOf)
@InputType({ description: 'Contact or case to which a file is attached. Exactly one field must be given.' })
export class ConnectFileResourceInput {
  @Field(() => ID, { nullable: true, description: 'Id or ARN of an email or task contact.' })
  contactId?: string;

  @Field(() => ID, { nullable: true, description: 'ARN of a case in Amazon Connect Cases.' })
  caseArn?: string;
}

const caseArnPattern = /^arn:[a-z-]+:cases:[a-z0-9-]+:\d{12}:domain\/[^/\p{C}]+\/case\/[^/\p{C}]+$/u;
const caseArnMessage = 'must be the ARN of a case.';
const maxCaseArnLength = 500;

const isCaseArn = (arn: string) => arn.length <= maxCaseArnLength && caseArnPattern.test(arn);

/**
 * Returns the resource that a file is attached to, from a mutation's input: the ARN of a case or the id of a contact.
 * `withResourceArn` replaces the contact's id by its ARN before the call.
 */
export function resourceOf({ contactId, caseArn = '' }: ConnectFileResourceInput, ids: IdResolver): string {
  if (contactId !== undefined) return ids.id('contact', 'attachedTo.contactId', contactId);
  if (!isCaseArn(caseArn)) ids.violations.push(new ConnectInputViolation(['attachedTo', 'caseArn'], caseArnMessage));
  return caseArn;
}

/**
 * Returns the ARN of the resource that a file is attached to.
 * @param resource An ARN, or the id of a contact.
 * @throws ConnectReadError when the ARN of the instance is unknown and cannot be read.
 */
export async function resourceArnOf(instanceId: string, resource: string, connect: ConnectSession): Promise<string> {
  return isArn(resource) ? resource : arnOf(await connect.instanceArn(instanceId), 'contact', resource);
}

/** Replaces `AssociatedResourceArn` in a call's input by the resource's ARN. @throws ConnectReadError */
export async function withResourceArn(
  { instanceId, input }: MutationCall<{ readonly AssociatedResourceArn: string | undefined }>,
  connect: ConnectSession,
) {
  return { AssociatedResourceArn: await resourceArnOf(instanceId, input.AssociatedResourceArn ?? '', connect) };
}

/**
 * Returns the ARN of the resource in a query's arguments; null when the contact is in another instance.
 * @throws GraphQLError BAD_USER_INPUT; ConnectReadError
 */
export async function readResourceArn(
  { contactId, caseArn = '' }: ConnectFileResourceInput,
  instanceId: string,
  connect: ConnectSession,
): Promise<string | null> {
  if (contactId === undefined) {
    if (!isCaseArn(caseArn)) throw badUserInput(`\`attachedTo.caseArn\`: ${caseArnMessage}`);
    return caseArn;
  }
  const id = resourceId('contact', contactId, instanceId, connect.instances, 'attachedTo.contactId');
  return id === null ? null : resourceArnOf(instanceId, id, connect);
}
