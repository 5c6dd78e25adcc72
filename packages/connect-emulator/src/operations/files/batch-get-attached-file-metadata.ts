import type {
  BatchGetAttachedFileMetadataCommandInput,
  BatchGetAttachedFileMetadataCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { instanceStateOf } from '../resolve.js';
import { describeFile } from './output.js';

/** Returns the metadata of several files of one contact or case. Missing files are listed as errors. */
export function batchGetAttachedFileMetadata(
  input: BatchGetAttachedFileMetadataCommandInput,
  world: World,
): Omit<BatchGetAttachedFileMetadataCommandOutput, '$metadata'> {
  const { files } = instanceStateOf(world, input.InstanceId);
  const found = new Map(files.of(input.AssociatedResourceArn ?? '').map((file) => [file.id, file]));
  const ids = [...new Set(input.FileIds)];
  return {
    Files: ids.flatMap((id) => found.get(id) ?? []).map((file) => describeFile(file, world)),
    Errors: ids
      .filter((id) => !found.has(id))
      .map((FileId) => ({
        FileId,
        ErrorCode: world.assumptions.errorCodeOfMissingFile,
        ErrorMessage: 'Resource not found',
      })),
  };
}
