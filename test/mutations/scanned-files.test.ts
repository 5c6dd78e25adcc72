import { newTask } from '../support/demo.js';
import { uploadFile } from '../support/files.js';
import { describeMutations } from '../support/mutation-cases.js';

// While a file is being scanned it looks as it did before its upload was completed.
describeMutations(
  [
    {
      mutation: 'completeAttachedFileUpload',
      input: async (gateway) => {
        const attachedTo = { contactId: await newTask(gateway) };
        return { attachedTo, fileId: await uploadFile(gateway, attachedTo) };
      },
      selection: 'fileId file { status }',
      success: ({ fileId }) => ({ fileId, file: { status: 'PROCESSING' } }),
      lost: 'unknown',
      invisible: 'The file is being scanned.',
      refusals: [],
    },
  ],
  { emulator: { assumptions: { fileScanMs: 60_000 } } },
);
