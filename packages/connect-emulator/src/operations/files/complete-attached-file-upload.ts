import type { CompleteAttachedFileUploadCommandInput } from '@aws-sdk/client-connect';
import { fileStatus } from '../../world/files.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceOf } from '../resolve.js';
import { fileOf } from './resource.js';

/** Confirms that a file was uploaded: from now on it is scanned. A file that was given up stays so. */
export function completeAttachedFileUpload(input: CompleteAttachedFileUploadCommandInput, world: World): object {
  const instance = instanceOf(world, input.InstanceId);
  const file = fileOf(input, instance);
  const { completeOfCompletedFile, errorOfCompleteWithoutUpload } = world.assumptions;
  if (file.completedAt !== undefined) {
    if (completeOfCompletedFile === 'success') return {};
    throw refusal(completeOfCompletedFile);
  }
  const isAwaited = fileStatus(file, world.assumptions, world.now) === 'PROCESSING';
  if (!file.content || !isAwaited) throw refusal(errorOfCompleteWithoutUpload);
  instance.files.change(file, { completedAt: world.now });
  world.changed();
  return {};
}
