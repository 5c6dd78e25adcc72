import type { Refusal } from '../../world/assumptions/refusals.js';
import type { AttachedFile } from '../../world/files.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { invalidRequest, notFound, refusal } from '../refusal.js';

/** What files can be attached to. */
export type ResourceKind = 'email' | 'task' | 'case';

const caseArn = /^arn:aws[\w-]*:cases:[a-z\d-]+:\d{12}:domain\/[^/]+\/case\/[^/]+$/;

/**
 * What an AssociatedResourceArn is the ARN of. "The supported resources are Cases, Email, and Task. This value must be
 * a valid ARN" (API reference). Cases are another service: any ARN of one will do.
 *
 * @throws ConnectException InvalidRequestException for anything else, and as given for a contact that does not exist.
 */
export function resourceKind(
  arn: string,
  instance: InstanceState,
  world: World,
  errorOfUnknown: Refusal,
): ResourceKind {
  if (caseArn.test(arn)) return 'case';
  const prefix = `${instance.instance.arn}/contact/`;
  if (!arn.startsWith(prefix)) throw invalidRequest();
  const contact = instance.contacts.get(arn.slice(prefix.length));
  if (!contact) throw refusal(errorOfUnknown);
  if (contact.channel === 'EMAIL') return 'email';
  if (contact.channel === 'TASK' && world.assumptions.filesOfTasks === 'accept') return 'task';
  throw invalidRequest();
}

/**
 * A file by its id and what it is attached to; both have to be right.
 *
 * @throws ConnectException ResourceNotFoundException when there is none.
 */
export function fileOf(
  { FileId, AssociatedResourceArn }: { readonly FileId?: string; readonly AssociatedResourceArn?: string },
  instance: InstanceState,
): AttachedFile {
  const file = instance.files.get(FileId ?? '');
  if (file?.resourceArn !== AssociatedResourceArn || !file) throw notFound();
  return file;
}
