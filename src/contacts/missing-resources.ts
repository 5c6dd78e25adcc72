import { ConnectResourceKind } from '../connect/errors.js';
import type { Missing } from '../connect/explanation.js';
import type { MaybePromise } from '../connect/maybe-promise.js';
import type { ConnectSession } from '../connect/session.js';
import type { ResourceKey } from '../connect/shelf.js';
import type { Rule } from './contact-refusal.js';

/** The user whom the input names does not exist. */
export const userMissing = missing(
  ConnectResourceKind.USER,
  ({ UserId }: { UserId?: string | undefined }) => UserId,
  (key, { loaders }) => loaders.user.load(key),
);

/** The flow that the input names does not exist. */
export const flowMissing = missing(
  ConnectResourceKind.CONTACT_FLOW,
  ({ ContactFlowId }: { ContactFlowId?: string | undefined }) => ContactFlowId,
  (key, { loaders }) => loaders.contactFlow.load(key),
);

/** Connect says that something does not exist, but not what. */
function missing<Input extends object>(
  kind: ConnectResourceKind,
  idOf: (input: Input) => string | undefined,
  load: (key: ResourceKey, connect: ConnectSession) => MaybePromise<object | null>,
): Rule<Missing, Input> {
  return async (_seen, { instanceId, input }, connect, { exception }) => {
    const id = exception === 'ResourceNotFoundException' ? idOf(input) : undefined;
    if (id === undefined || (await load({ instanceId, id }, connect))) return null;
    return { missing: kind, id };
  };
}
