import type { Behaviour } from '../behaviour.js';
import { batchGetAttachedFileMetadata } from './batch-get-attached-file-metadata.js';
import { completeAttachedFileUpload } from './complete-attached-file-upload.js';
import { deleteAttachedFile } from './delete-attached-file.js';
import { getAttachedFile } from './get-attached-file.js';
import { startAttachedFileUpload } from './start-attached-file-upload.js';

export const fileBehaviours: Readonly<Record<string, Behaviour>> = {
  BatchGetAttachedFileMetadata: batchGetAttachedFileMetadata,
  CompleteAttachedFileUpload: completeAttachedFileUpload,
  DeleteAttachedFile: deleteAttachedFile,
  GetAttachedFile: getAttachedFile,
  StartAttachedFileUpload: startAttachedFileUpload,
};
