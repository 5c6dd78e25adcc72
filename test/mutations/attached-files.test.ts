import { expect } from '@jest/globals';
import { contacts, filed, newTask } from '../support/demo.js';
import { announceFile, caseArn, uploadFile } from '../support/files.js';
import type { TestGateway } from '../support/gateway.js';
import { describeMutations, type MutationCase, type RefusalCase } from '../support/mutation-cases.js';

const megabyte = 1024 * 1024;
const file = (attachedTo: object, more: object = {}) => ({ attachedTo, fileName: 'a.txt', sizeInBytes: 5, ...more });
const toTask = async (gateway: TestGateway) => ({ contactId: await newTask(gateway) });

/** A code that Connect itself gives. */
const refusedByCode = (reason: string, more: object, connectError = 'InvalidRequestException'): RefusalCase => ({
  title: `passes on that Connect says ${reason}`,
  input: () => file({ caseArn }, more),
  answer: { __typename: 'ConnectFileNotSuitableError', reason, connectError, status: null },
});
const missing = (resource: string, resourceId: string) => ({
  __typename: 'ConnectResourceNotFoundError',
  resource,
  resourceId,
});

const start: MutationCase = {
  mutation: 'startAttachedFileUpload',
  input: async (gateway) => file(await toTask(gateway), { tags: [{ key: 'a', value: 'b' }] }),
  selection:
    'fileId fileArn upload { url expiresAt headers { name value } } file { fileName status tags { key value } }',
  success: () => ({
    upload: { headers: [{ name: 'Content-Disposition' }, { name: 'Content-Type', value: 'text/plain' }] },
    file: { fileName: 'a.txt', status: 'PROCESSING', tags: [{ key: 'a', value: 'b' }] },
  }),
  asksAgain: true,
  refusals: [
    refusedByCode('INVALID_FILE_SIZE', { sizeInBytes: 20 * megabyte + 1 }),
    refusedByCode('INVALID_FILE_TYPE', { fileName: 'a.exe' }),
    refusedByCode('INVALID_FILE_NAME', { fileName: '../a.txt' }),
    {
      title: 'passes on that a contact has as many files as it may',
      input: async (gateway) => {
        const task = await toTask(gateway);
        for (const index of [1, 2, 3, 4, 5]) await announceFile(gateway, task, { fileName: `${index}.txt` });
        return file(task);
      },
      answer: {
        __typename: 'ConnectFileNotSuitableError',
        reason: 'TOTAL_FILE_COUNT_EXCEEDED',
        connectError: 'ServiceQuotaExceededException',
      },
    },
    {
      title: 'passes on that files are too large together',
      input: async (gateway) => {
        const task = await toTask(gateway);
        for (const index of [1, 2]) {
          await announceFile(gateway, task, { fileName: `${index}.txt`, sizeInBytes: 20 * megabyte });
        }
        return file(task);
      },
      answer: { __typename: 'ConnectFileNotSuitableError', reason: 'TOTAL_FILE_SIZE_EXCEEDED' },
    },
    {
      title: 'has a type for a name that there is already',
      input: async (gateway) => {
        const task = await toTask(gateway);
        await announceFile(gateway, task);
        return file(task);
      },
      answer: { __typename: 'ConnectResourceConflictError' },
    },
    {
      title: 'refuses a chat, and says so',
      input: () => file({ contactId: contacts.chat }),
      answer: {
        __typename: 'ConnectFileNotSuitableError',
        reason: 'CONTACT_NOT_SUPPORTED',
        connectError: 'InvalidRequestException',
      },
    },
    {
      title: 'names a contact that does not exist',
      input: () => file({ contactId: 'nobody' }),
      answer: missing('CONTACT', 'nobody'),
    },
    {
      title: 'refuses what Connect would refuse before any call',
      input: () => file({ caseArn: 'arn:aws:s3:::bucket' }, { fileName: '', sizeInBytes: 0, expirySeconds: 4 }),
      answer: {
        __typename: 'ConnectInvalidInputError',
        violations: [
          { path: ['attachedTo', 'caseArn'], message: 'must be the ARN of a case.' },
          { path: ['fileName'], message: 'must have at least 1 characters, not 0.' },
          { path: ['sizeInBytes'], message: 'must be at least 1, not 0.' },
          { path: ['expirySeconds'], message: 'must be at least 5, not 4.' },
        ],
      },
    },
  ],
};

const ofUpload = async (gateway: TestGateway) => {
  const attachedTo = await toTask(gateway);
  return { attachedTo, fileId: await uploadFile(gateway, attachedTo) };
};

const complete: MutationCase = {
  mutation: 'completeAttachedFileUpload',
  input: ofUpload,
  selection: 'fileId file { status }',
  success: ({ fileId }) => ({ fileId, file: { status: 'APPROVED' } }),
  refusals: [
    {
      title: 'refuses a file that was not uploaded, and says so',
      input: async (gateway) => {
        const attachedTo = await toTask(gateway);
        return { attachedTo, fileId: (await announceFile(gateway, attachedTo)).fileId };
      },
      answer: {
        __typename: 'ConnectFileNotSuitableError',
        reason: 'NOT_READY',
        connectError: 'InvalidRequestException',
        status: 'PROCESSING',
      },
    },
    {
      title: 'refuses a file that has been scanned, and says so',
      input: () => ({ attachedTo: { contactId: filed.contact }, fileId: filed.file }),
      answer: { __typename: 'ConnectFileNotSuitableError', reason: 'ALREADY_COMPLETED', status: 'APPROVED' },
    },
    {
      title: 'names a file that belongs to another contact',
      input: async (gateway) => ({ attachedTo: await toTask(gateway), fileId: filed.file }),
      answer: missing('ATTACHED_FILE', filed.file),
    },
  ],
};

const remove: MutationCase = {
  mutation: 'deleteAttachedFile',
  input: ofUpload,
  selection: 'fileId',
  success: ({ fileId }) => ({ fileId }),
  looksFirst: 'each time',
  refusals: [
    {
      title: 'names a file that was deleted before',
      input: async (gateway) => {
        const input = await ofUpload(gateway);
        await gateway.graphql(
          'mutation ($input: DeleteAttachedFileInput!) { deleteAttachedFile(input: $input) { __typename } }',
          { input },
        );
        return input;
      },
      answer: { ...missing('ATTACHED_FILE', ''), resourceId: expect.any(String) },
    },
  ],
};

// Files are scanned at once, and a second completion is refused, as Connect may do.
describeMutations([start, complete, remove], {
  emulator: { assumptions: { fileScanMs: 0, completeOfCompletedFile: 'InvalidRequestException' } },
});
