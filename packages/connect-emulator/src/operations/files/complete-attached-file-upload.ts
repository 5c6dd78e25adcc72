import type { CompleteAttachedFileUploadCommandInput } from '@aws-sdk/client-connect';
import { fileStatus } from '../../world/files.js';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';
import { fileOf } from './resource.js';

/**
 * Confirms the upload of a file, which starts the scan. Refused if no content was uploaded, or if the upload was
 * abandoned: not confirmed before its URL expired.
 */
export function completeAttachedFileUpload(input: CompleteAttachedFileUploadCommandInput, world: World): object {
  const state = instanceStateOf(world, input.InstanceId);
  const file = fileOf(input, state);
  const { completeOfCompletedFile, errorOfCompleteWithoutUpload } = world.assumptions;
  if (file.completedAt !== undefined) {
    if (completeOfCompletedFile === 'success') return {};
    throw refusal(completeOfCompletedFile);
  }
  const isAwaited = fileStatus(file, world.assumptions, world.now) === 'PROCESSING';
  if (!file.content || !isAwaited) throw refusal(errorOfCompleteWithoutUpload);
  state.files.change(file, { completedAt: world.now });
  world.changed();
  return {};
}
