import type { DeleteAttachedFileCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceOf } from '../resolve.js';
import { fileOf } from './resource.js';

/** Deletes a file, whatever its status. References to the file stay, with the status DELETED. */
export function deleteAttachedFile(input: DeleteAttachedFileCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  instance.files.delete(fileOf(input, instance));
  world.changed();
  return {};
}
