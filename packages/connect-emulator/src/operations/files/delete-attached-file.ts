import type { DeleteAttachedFileCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceOf } from '../resolve.js';
import { fileOf } from './resource.js';

/** Deletes a file for good, whatever its status. References to it stay, and say so. */
export function deleteAttachedFile(input: DeleteAttachedFileCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  instance.files.delete(fileOf(input, instance));
  world.changed();
  return {};
}
