// A gateway whose store takes every token for a new one.
import { FileStore } from '../../../dist/idempotency/file-store.js';

FileStore.prototype.begin = async ({ input }) => ({
  kind: 'new',
  record: { input, startedAt: Date.now(), answer: null },
});
