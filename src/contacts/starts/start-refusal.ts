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
 * What cannot be looked for by itself is missing when it alone is left.
 *
 * @returns Null when nothing certain was found, or when looking failed: then Connect's own word stands.
 */
export async function findMissing(
  refusal: Refused,
  call: Call,
  connect: ConnectSession,
): Promise<ConnectResourceNotFoundError | null> {
  if (refusal.exception !== 'ResourceNotFoundException') return null;
  const { requestId } = connect.scope;
  const missing = (kind: Kind, id: string) =>
    ConnectResourceNotFoundError.of(kind, id, { requestId, awsRequestId: refusal.awsRequestId });
  const open: { kind: Kind; id: string }[] = [];
  for (const { kind, id, look } of namedIn(call, connect)) {
    if (id === undefined) continue;
    const found = await look?.({ instanceId: call.instanceId, id }).catch(whenFailed);
    if (found === null) return missing(kind, id);
    if (found === undefined) open.push({ kind, id });
  }
  const [only, ...others] = open;
  return only && others.length === 0 ? missing(only.kind, only.id) : null;
}

interface Named {
  readonly kind: Kind;
  readonly id: string | undefined;
  /** Null when there is no such thing. Absent where the gateway does not read it. */
  readonly look?: (key: { instanceId: string; id: string }) => Promise<object | null>;
}

function namedIn({ input }: Call, { loaders }: ConnectSession): readonly Named[] {
  const contact: Named['look'] = (key) => loaders.contact.load(key);
  return [
    { kind: Kind.CONTACT, id: input.PreviousContactId, look: contact },
    { kind: Kind.CONTACT, id: input.RelatedContactId, look: contact },
    { kind: Kind.CONTACT, id: input.PersistentChat?.SourceContactId, look: contact },
    { kind: Kind.QUEUE, id: input.QueueId, look: async (key) => loaders.queue.load(key) },
    { kind: Kind.USER, id: input.UserInfo?.UserId, look: async (key) => loaders.user.load(key) },
    { kind: Kind.CONTACT_FLOW, id: input.ContactFlowId, look: async (key) => loaders.contactFlow.load(key) },
    { kind: Kind.QUICK_CONNECT, id: input.QuickConnectId },
    { kind: Kind.TASK_TEMPLATE, id: input.TaskTemplateId },
  ];
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
