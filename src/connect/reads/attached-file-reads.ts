import {
  type AttachedFile,
  BatchGetAttachedFileMetadataCommand,
  GetAttachedFileCommand,
} from '@aws-sdk/client-connect';
import { ConnectReadError } from '../../errors/read-error.js';
import { type ResourceKey } from '../../ids/resource-key.js';
import { chunks } from '../../lib/chunks.js';
import { readOperation } from '../calls/operation.js';
import { isCode } from '../transport/response-headers.js';
import type { Reader } from './reader.js';

export const getAttachedFile = readOperation('GetAttachedFile', GetAttachedFileCommand, ['FileSizeInBytes']);
export const batchGetAttachedFileMetadata = readOperation(
  'BatchGetAttachedFileMetadata',
  BatchGetAttachedFileMetadataCommand,
  [],
);

/** Key of an attached file. Connect finds a file only by both its id and its contact or case. */
export interface FileKey extends ResourceKey {
  /** ARN of the contact or case. */
  readonly resourceArn: string;
}

/** Maximum number of ids in one call. */
export const filesPerCall = 100;

export function cacheKeyOfFile({ instanceId, resourceArn, id }: FileKey): string {
  return `${instanceId} ${resourceArn} ${id}`;
}

/** Reads the metadata of files, up to 100 of one contact or case per call; null for a file that does not exist. */
export async function readAttachedFiles(
  reader: Reader,
  keys: readonly FileKey[],
): Promise<(AttachedFile | null | Error)[]> {
  const groups = new Map<string, FileKey[]>();
  for (const key of keys) {
    const name = cacheKeyOfFile({ ...key, id: '' });
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  const found = new Map<string, AttachedFile | null | Error>();
  const read = async (batch: readonly FileKey[]) => {
    const results = await readBatch(reader, batch).catch((error: Error) => error);
    for (const key of batch) {
      found.set(cacheKeyOfFile(key), results instanceof Error ? results : (results.get(key.id) ?? null));
    }
  };
  await Promise.all([...groups.values()].flatMap((group) => chunks(group, filesPerCall)).map(read));
  return keys.map((key) => found.get(cacheKeyOfFile(key)) ?? null);
}

/** Possible codes for a missing file. The API reference says only "status code describing the failure". */
const missingCode = /^404$|not_?found/i;

/**
 * Returns the error for one file of a batch. It never includes Amazon's message, nor a code of an unexpected format.
 */
function fileError(code: string): ConnectReadError {
  const { name } = batchGetAttachedFileMetadata;
  if (!isCode(code))
    return ConnectReadError.unexpected(
      name,
      `Connect could not return the file, and ${name} gave no valid error code.`,
    );
  const facts = { awsRequestId: null, retryAfterMs: null };
  return new ConnectReadError(name, { ...facts, kind: 'refused', exception: code });
}

/** @throws ConnectReadError */
async function readBatch(reader: Reader, batch: readonly FileKey[]): Promise<Map<string, AttachedFile | Error>> {
  const { instanceId: InstanceId, resourceArn: AssociatedResourceArn } = batch[0] ?? {};
  const FileIds = batch.map(({ id }) => id);
  const output = await reader.readOrNull(batchGetAttachedFileMetadata, { InstanceId, AssociatedResourceArn, FileIds });
  const results = new Map<string, AttachedFile | Error>();
  for (const file of output?.Files ?? []) results.set(file.FileId ?? '', file);
  for (const { FileId = '', ErrorCode = '' } of output?.Errors ?? []) {
    if (missingCode.test(ErrorCode)) continue;
    results.set(FileId, fileError(ErrorCode));
  }
  return results;
}
