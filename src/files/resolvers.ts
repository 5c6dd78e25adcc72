// The resolvers of this domain, one line for each file: all of them become part of the schema.
export { FilesOfContactResolver, FilesOfInstanceResolver } from './attached-files.js';
export { CompleteAttachedFileUploadResolver } from './complete-attached-file-upload.js';
export { DeleteAttachedFileResolver } from './delete-attached-file.js';
export { StartAttachedFileUploadResolver } from './start-attached-file-upload.js';
