import type { AttachedFile as ConnectAttachedFile } from '@aws-sdk/client-connect';
import { type AttachedFile, fileStatus } from '../../world/files.js';
import type { World } from '../../world/world.js';

/** "If not provided: 300" seconds (API reference). */
export const usualExpirySeconds = 300;

/** A file's metadata, as all its operations show it; times are ISO 8601 texts here. */
export function describeFile(file: AttachedFile, world: World): ConnectAttachedFile {
  return {
    FileId: file.id,
    FileArn: file.arn,
    FileName: file.name,
    FileSizeInBytes: file.size,
    FileStatus: fileStatus(file, world.assumptions, world.now),
    FileUseCaseType: file.useCase,
    AssociatedResourceArn: file.resourceArn,
    CreatedBy: file.createdBy,
    CreationTime: new Date(file.createdAt).toISOString(),
    Tags: file.tags,
  };
}
