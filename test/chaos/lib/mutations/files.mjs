import { byToken, marking, mutation, unique } from './shape.mjs';

const content = 'What is in it.';
/** What is done once to one file. */
const aboutFile = {
  ...marking(
    ({ fileId }) => fileId,
    ({ FileId }) => FileId,
  ),
  selection: 'fileId clientToken',
  input: (_random, { contactId, fileId }) => ({ attachedTo: { contactId }, fileId }),
  other: (input) => ({ ...input, fileId: `${input.fileId}-other` }),
};

/** What is attached to contacts. */
export const files = {
  startAttachedFileUpload: mutation('StartAttachedFileUpload', {
    ...byToken,
    weight: 2,
    selection: 'fileId upload { url headers { name value } } clientToken',
    passing: 'upload',
    resultOf: ({ fileId }) => fileId,
    takes: 'task',
    input: (random, contactId) => ({
      attachedTo: { contactId },
      fileName: `${unique(random)}.txt`,
      sizeInBytes: content.length,
    }),
    other: (input) => ({ ...input, fileName: 'other.txt' }),
    isCall: (input, call) => call.FileName === input.fileName,
    becomes: 'task',
    makes: async ({ fileId, upload }, contactId) => {
      if (!upload) return {};
      const headers = Object.fromEntries(upload.headers.map(({ name, value }) => [name, value]));
      const { ok } = await fetch(upload.url, { method: 'PUT', headers, body: content });
      return ok ? { uploadedFile: { contactId, fileId } } : {};
    },
  }),
  completeAttachedFileUpload: mutation('CompleteAttachedFileUpload', {
    ...aboutFile,
    takes: 'uploadedFile',
    becomes: 'file',
  }),
  deleteAttachedFile: mutation('DeleteAttachedFile', { ...aboutFile, takes: 'file', readsFirst: true }),
};
