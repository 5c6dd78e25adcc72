import { randomUUID } from 'node:crypto';
import { operationModel, structure } from '#connect-model';
import { ConnectError } from '../../errors/connect-error.js';
import type { ExceptionName } from '../../errors/exceptions.js';
import { ConnectInvalidInputError } from '../../errors/gateway-errors.js';
import { firstOfEachPath } from '../../errors/input-violation.js';
import type { MutationError } from '../../errors/mutation-errors.js';
import { ConnectReadError } from '../../errors/read-error.js';
import { ConnectResourceNotFoundError } from '../../errors/resource-not-found.js';
import { type MutationOperation, mutationName } from '../calls/operation.js';
import { checkInput } from '../inputs/constraints.js';
import { IdResolver } from '../inputs/id-resolver.js';
import { AuditFacts, resourcesIn } from '../session/audit.js';
import type { ConnectSession } from '../session/session.js';
import { IdempotentCall } from './idempotent-call.js';
import { checkToken, connectToken, noInstance, refuseForbiddenUser } from './mutation-checks.js';
import { notMade } from './mutation-errors.js';
import type { MutationCall, MutationInput, MutationSteps } from './steps.js';

/**
 * Runs a mutation from input to result. Resolves its ids, checks the constraints of the service model, makes the call
 * once per client token, and maps a failure to its error type. Writes one event to the audit log, if there is one.
 */
export async function runMutation<
  Input extends MutationInput,
  CommandInput extends object,
  Output extends object,
  Names extends ExceptionName,
  Success,
  Refusal extends ConnectError = never,
>(
  connect: ConnectSession,
  operation: MutationOperation<CommandInput, Output, Names>,
  input: Input,
  steps: MutationSteps<Input, CommandInput, Output, Success, Refusal>,
): Promise<Success | NoInfer<Refusal> | MutationError<Names>> {
  const { audit } = connect.shared;
  if (!audit) return runUnaudited(connect, operation, input, steps, new AuditFacts());
  const { caller, requestId } = connect.scope;
  const facts = new AuditFacts();
  // The outcome if the mutation throws because of a bug.
  let outcome = 'INTERNAL_SERVER_ERROR';
  try {
    const result = await runUnaudited(connect, operation, input, steps, facts);
    outcome = (result as object).constructor.name;
    if (result instanceof ConnectError) facts.awsRequestId ??= result.awsRequestId;
    return result;
  } finally {
    audit.record({ caller: caller.id, mutation: mutationName(operation), ...facts, outcome, requestId });
  }
}

async function runUnaudited<
  Input extends MutationInput,
  CommandInput extends object,
  Output extends object,
  Names extends ExceptionName,
  Success,
  Refusal extends ConnectError = never,
>(
  connect: ConnectSession,
  operation: MutationOperation<CommandInput, Output, Names>,
  input: Input,
  steps: MutationSteps<Input, CommandInput, Output, Success, Refusal>,
  facts: AuditFacts,
): Promise<Success | NoInfer<Refusal> | MutationError<Names>> {
  const { requestId, caller } = connect.scope;
  const clientToken = input.clientToken ?? randomUUID();
  const read = () => {
    const ids = new IdResolver(connect.instances, input.instanceId);
    return { ids, members: steps.toCommand(input, ids) };
  };
  let { ids, members } = read();
  if (ids.unverifiedInstance) {
    try {
      // `client` priority, because the mutation may still be refused before its own call.
      await connect.detached('client').instanceArn(ids.unverifiedInstance.id);
    } catch (error) {
      if (!(error instanceof ConnectReadError)) throw error;
      return refused(connect, notMade(operation, error, { requestId, clientToken }));
    }
    ({ ids, members } = read());
  }
  const { instance } = ids;
  facts.resources = resourcesIn(members);
  if (!instance) return refused(connect, noInstance(requestId));
  facts.instanceId = instance.id;
  const token = operation.repeat === 'token' ? { ClientToken: connectToken(caller, clientToken) } : {};
  const call: MutationCall<CommandInput> = {
    instanceId: instance.id,
    clientToken,
    input: { ...members, ...instanceMember(operation.name, instance.id), ...token } as CommandInput,
  };
  const violations = firstOfEachPath([
    ...ids.violations,
    ...checkToken(clientToken),
    ...checkInput(operation.name, call.input, operation.inputPaths).map((violation) => ids.withListIndexes(violation)),
  ]);
  if (violations.length > 0) return refused(connect, new ConnectInvalidInputError({ requestId, violations }));
  if (ids.missing) {
    return refused(connect, ConnectResourceNotFoundError.of(ids.missing.resource, ids.missing.id, { requestId }));
  }

  const { forbiddenReference } = ids;
  const finalSteps = forbiddenReference
    ? { ...steps, prepare: refuseForbiddenUser(forbiddenReference), prepareIsDeterministic: true }
    : steps;
  const once = new IdempotentCall(connect, operation, call, finalSteps);
  const result = await once.result();
  facts.replayed = once.replayed;
  facts.awsRequestId = once.awsRequestId;
  facts.returned = once.returned;
  return result instanceof ConnectError ? refused(connect, ids.withOriginalIds(result)) : result;
}

/** Returns the member InstanceId, which operations on ARNs do not have. */
function instanceMember(operation: string, InstanceId: string): { readonly InstanceId?: string } {
  const { members } = structure(operationModel(operation).input);
  return members.some(({ name }) => name === 'InstanceId') ? { InstanceId } : {};
}

/** Counts a refusal in the request's statistics. */
function refused<Refusal extends ConnectError>(connect: ConnectSession, error: Refusal): Refusal {
  connect.scope.stats.refused(error.constructor.name);
  return error;
}
