import { diagnoseWith } from '../../connect/mutations/diagnosis.js';
import { ConnectResourceKind as Kind } from '../../errors/resource-not-found.js';
import { ConnectLimit, ConnectLimitReachedError, type LimitFinding } from '../refusals/contact-refusal.js';

/** The members of inputs for a new contact that refer to existing resources. */
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

/** Connect: "There can be a maximum of 12 linked task contacts in a chain". */
const maxLinkedTasks = 12;

/** Finds the first missing resource of the input, since ResourceNotFoundException does not name it. */
export const findMissing = diagnoseWith<StartCallInput, never, never>(
  async ({ instanceId, input }, { loaders }, { exception }) => {
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
    for (const [missing, id, loader] of named) {
      if (id !== undefined && !(await loader.load({ instanceId, id }))) return { missing, id };
    }
    return null;
  },
);

/** Finds whether the chain of the previous contact is full. ServiceQuotaExceededException does not name the quota. */
export const findFullChain = diagnoseWith<StartCallInput, LimitFinding, ConnectLimitReachedError>(
  async ({ instanceId, input: { PreviousContactId: id } }, { loaders }, { exception }) => {
    if (exception !== 'ServiceQuotaExceededException' || id === undefined) return null;
    const { length } = await loaders.chain.load({ instanceId, id });
    if (length < maxLinkedTasks) return null;
    const message = `The chain has ${length} contacts; Connect allows ${maxLinkedTasks}.`;
    return { message, limit: ConnectLimit.CHAIN_CONTACTS, maximum: maxLinkedTasks, current: length };
  },
  (facts) => new ConnectLimitReachedError(facts),
);
