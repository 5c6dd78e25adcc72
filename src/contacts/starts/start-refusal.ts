import type { Refused } from '../../connect/call-failure.js';
import { ConnectResourceNotFoundError, ConnectResourceKind as Kind } from '../../connect/errors.js';
import { ConnectReadError } from '../../connect/read-error.js';
import type { ConnectSession, MadeCall } from '../../connect/session.js';
import { ConnectLimit, ConnectLimitReachedError } from '../contact-refusal.js';

/** What the call for a new contact may name that must exist. */
export interface StartCallInput {
  readonly PreviousContactId?: string | undefined;
  readonly RelatedContactId?: string | undefined;
  readonly PersistentChat?: { readonly SourceContactId?: string | undefined } | undefined;
  readonly QueueId?: string | undefined;
  readonly UserInfo?: { readonly UserId?: string | undefined } | undefined;
  readonly ContactFlowId?: string | undefined;
  readonly QuickConnectId?: string | undefined;
  readonly TaskTemplateId?: string | undefined;
}

type Call = MadeCall<StartCallInput>;

/** Connect: "There can be a maximum of 12 linked task contacts in a chain". */
const maxLinkedTasks = 12;

/**
 * Looks what Connect did not find, since it does not say: the first thing that the input names and that cannot be read.
 *
 * @returns Null when nothing certain was found, or when looking failed: then Connect's own word stands.
 */
export async function findMissing(
  { exception, awsRequestId }: Refused,
  { instanceId, input }: Call,
  { loaders, scope: { requestId } }: ConnectSession,
): Promise<ConnectResourceNotFoundError | null> {
  if (exception !== 'ResourceNotFoundException') return null;
  const named = [
    [Kind.CONTACT, input.PreviousContactId, loaders.contact],
    [Kind.CONTACT, input.RelatedContactId, loaders.contact],
    [Kind.CONTACT, input.PersistentChat?.SourceContactId, loaders.contact],
    [Kind.QUEUE, input.QueueId, loaders.queue],
    [Kind.USER, input.UserInfo?.UserId, loaders.user],
    [Kind.CONTACT_FLOW, input.ContactFlowId, loaders.contactFlow],
    [Kind.QUICK_CONNECT, input.QuickConnectId, loaders.quickConnect],
    [Kind.TASK_TEMPLATE, input.TaskTemplateId, loaders.taskTemplate],
  ] as const;
  for (const [kind, id, loader] of named) {
    if (id === undefined) continue;
    const found = await Promise.resolve(loader.load({ instanceId, id })).catch(whenFailed);
    if (found === null) return ConnectResourceNotFoundError.of(kind, id, { requestId, awsRequestId });
  }
  return null;
}

/** A throttled or failed look leaves open whether the thing exists. */
function whenFailed(error: unknown): undefined {
  if (!(error instanceof ConnectReadError)) throw error;
}

/** Whether the chain to which a task was to be linked is full; Connect says no more than that some quota is used up. */
export async function findFullChain(
  { exception, awsRequestId }: Refused,
  { instanceId, input: { PreviousContactId: id } }: Call,
  connect: ConnectSession,
): Promise<ConnectLimitReachedError | null> {
  if (exception !== 'ServiceQuotaExceededException' || id === undefined) return null;
  const { length } = (await connect.loaders.chain.load({ instanceId, id }).catch(whenFailed)) ?? [];
  if (length < maxLinkedTasks) return null;
  return new ConnectLimitReachedError({
    requestId: connect.scope.requestId,
    awsRequestId,
    message: `The chain has ${length} contacts; Connect allows ${maxLinkedTasks}.`,
    retryable: false,
    connectError: exception,
    limit: ConnectLimit.CHAIN_CONTACTS,
    maximum: maxLinkedTasks,
    current: length,
  });
}
