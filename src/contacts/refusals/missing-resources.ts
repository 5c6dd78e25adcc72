import type { Missing } from '../../connect/mutations/diagnosis.js';
import type { ConnectSession } from '../../connect/session/session.js';
import { ConnectResourceKind } from '../../errors/resource-not-found.js';
import type { ResourceKey } from '../../ids/resource-key.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import type { Rule } from './contact-refusal.js';

/** Rule: the user of the input does not exist. */
export const userMissing = missing(
  ConnectResourceKind.USER,
  ({ UserId }: { UserId?: string | undefined }) => UserId,
  (key, { loaders }) => loaders.user.load(key),
);

/** Rule: the flow of the input does not exist. */
export const flowMissing = missing(
  ConnectResourceKind.CONTACT_FLOW,
  ({ ContactFlowId }: { ContactFlowId?: string | undefined }) => ContactFlowId,
  (key, { loaders }) => loaders.contactFlow.load(key),
);

/** Creates a rule for ResourceNotFoundException, which does not name the missing resource. */
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
