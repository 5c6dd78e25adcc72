import type { Refusal } from '../../world/assumptions/refusals.js';
import type { AttachedFile } from '../../world/files.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, notFound, refusal } from '../refusal.js';

/** The kinds of resource that files can be attached to. */
export type ResourceKind = 'email' | 'task' | 'case';

const caseArn = /^arn:aws[\w-]*:cases:[a-z\d-]+:\d{12}:domain\/[^/]+\/case\/[^/]+$/;

/**
 * Returns the kind of resource that an AssociatedResourceArn names. "The supported resources are Cases, Email, and
 * Task. This value must be a valid ARN" (API reference). Cases belong to another service, so any ARN of a case is
 * accepted.
 *
 * @throws ConnectException InvalidRequestException for another kind of resource, and `errorOfUnknown` for an unknown
 * contact.
 */
export function resourceKind(arn: string, state: InstanceState, world: World, errorOfUnknown: Refusal): ResourceKind {
  if (caseArn.test(arn)) return 'case';
  const prefix = `${state.instance.arn}/contact/`;
  if (!arn.startsWith(prefix)) throw invalidRequest();
  const contact = state.contacts.get(arn.slice(prefix.length));
  if (!contact) throw refusal(errorOfUnknown);
  if (contact.channel === 'EMAIL') return 'email';
  if (contact.channel === 'TASK' && world.assumptions.filesOfTasks === 'accept') return 'task';
  throw invalidRequest();
}

/**
 * Finds a file by its id and its associated resource. Both must match.
 *
 * @throws ConnectException ResourceNotFoundException when no file matches.
 */
export function fileOf(
  { FileId, AssociatedResourceArn }: { readonly FileId?: string; readonly AssociatedResourceArn?: string },
  state: InstanceState,
): AttachedFile {
  const file = state.files.get(FileId ?? '');
  if (file?.resourceArn !== AssociatedResourceArn || !file) throw notFound();
  return file;
}
