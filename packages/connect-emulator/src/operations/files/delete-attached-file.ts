import type { DeleteAttachedFileCommandInput } from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceStateOf } from '../resolve.js';
import { fileOf } from './resource.js';

/** Deletes a file, whatever its status. References to the file stay, with the status DELETED. */
export function deleteAttachedFile(input: DeleteAttachedFileCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  state.files.delete(fileOf(input, state));
  world.changed();
  return {};
}
