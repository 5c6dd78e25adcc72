import type { AttachedFile as ConnectAttachedFile } from '@aws-sdk/client-connect';
import { type AttachedFile, fileStatus } from '../../world/files.js';
import type { World } from '../../world/world.js';

/** "If not provided: 300" seconds (API reference). */
export const defaultUrlExpirySeconds = 300;

/** Returns the metadata of a file, as all file operations show it. Times are ISO 8601 strings. */
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
