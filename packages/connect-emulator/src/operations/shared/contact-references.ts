import type { Reference } from '@aws-sdk/client-connect';
import type { Contact } from '../../world/entities.js';
import { type AttachedFile, fileStatus } from '../../world/files.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';

/**
 * Returns the references of a contact by name, and another reference for each attached file that has none. A reference
 * to a file of the world has the status of that file.
 */
export function referencesOf(contact: Contact, state: InstanceState, world: World): [string, Reference][] {
  const { files } = state;
  const own = Object.entries(contact.references).map(([name, reference]): [string, Reference] => {
    const file = files.get(reference.Value ?? '');
    if (file) return [name, { ...reference, Arn: file.arn, Status: fileStatus(file, world.assumptions, world.now) }];
    return [name, files.isDeleted(reference.Value ?? '') ? { ...reference, Status: 'DELETED' } : reference];
  });
  if (!world.assumptions.filesAreReferences) return own;
  const shown = new Set(own.flatMap(([, { Value, Arn }]) => [Value, Arn]));
  const others = files.of(contact.arn).filter(({ id, arn }) => !shown.has(id) && !shown.has(arn));
  return [...own, ...others.map((file): [string, Reference] => [file.name, referenceTo(file, world)])];
}

/** Creates a reference to a file. The text of an email is a file with the use case EMAIL_MESSAGE. */
function referenceTo(file: AttachedFile, { assumptions, now }: World): Reference {
  const Type = file.useCase === 'ATTACHMENT' ? 'ATTACHMENT' : 'EMAIL_MESSAGE';
  return { Type, Value: file.id, Arn: file.arn, Status: fileStatus(file, assumptions, now) };
}
