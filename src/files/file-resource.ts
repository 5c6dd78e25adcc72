import { Directive, Field, ID, InputType } from 'type-graphql';
import { ConnectInputViolation } from '../connect/errors.js';
import { arnOf } from '../connect/ids.js';
import type { InputReader } from '../connect/input-reader.js';
import type { ConnectSession } from '../connect/session.js';
import { badUserInput } from '../graph/bad-user-input.js';
import { oneOf } from '../graph/one-of.js';
import { resourceId } from '../graph/resource-id.js';

@Directive(oneOf)
@InputType({ description: 'What a file is attached to. Exactly one field must be given.' })
export class ConnectFileResourceInput {
  @Field(() => ID, { nullable: true, description: 'Id or ARN of an email or task contact.' })
  contactId?: string;

  @Field(() => ID, { nullable: true, description: 'ARN of a case of Amazon Connect Cases.' })
  caseArn?: string;
}

const caseArnPattern = /^arn:[a-z-]+:cases:[a-z0-9-]+:\d{12}:domain\/[^/\p{C}]+\/case\/[^/\p{C}]+$/u;
const caseArnMessage = 'must be the ARN of a case.';
const maxCaseArnLength = 500;

const isCaseArn = (arn: string) => arn.length <= maxCaseArnLength && caseArnPattern.test(arn);

/**
 * The ARN of what a mutation's input says that a file is attached to, as Connect takes it.
 * @throws ConnectReadError when the instance's own ARN is not known and cannot be read.
 */
export async function resourceArnOf(
  { contactId, caseArn = '' }: ConnectFileResourceInput,
  ids: InputReader,
  connect: ConnectSession,
): Promise<string> {
  if (contactId === undefined) {
    if (!isCaseArn(caseArn)) {
      ids.violations.push(new ConnectInputViolation(['attachedTo', 'caseArn'], caseArnMessage));
    }
    return caseArn;
  }
  const id = ids.id('contact', 'attachedTo.contactId', contactId);
  const { instance } = ids;
  // What is wrong with the input is said before anything is read.
  if (!instance || ids.missing || ids.violations.length > 0) return id;
  return arnOf(await connect.instanceArn(instance.id), 'contact', id);
}

/**
 * The same for a query; null when the contact is in another instance.
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
  return id === null ? null : arnOf(await connect.instanceArn(instanceId), 'contact', id);
}
