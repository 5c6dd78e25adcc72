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

/** A file is found by its id and by what it is attached to; both have to be right. */
export interface FileKey extends ResourceKey {
  /** ARN of the contact or case. */
  readonly resourceArn: string;
}

/** As many ids as one call takes. */
export const filesPerCall = 100;

export function nameOfFile({ instanceId, resourceArn, id }: FileKey): string {
  return `${instanceId} ${resourceArn} ${id}`;
}

/** Metadata of files, those of one contact or case together; null for one that is not there. */
export async function readAttachedFiles(
  reader: Reader,
  keys: readonly FileKey[],
): Promise<(AttachedFile | null | Error)[]> {
  const groups = new Map<string, FileKey[]>();
  for (const key of keys) {
    const name = nameOfFile({ ...key, id: '' });
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  const found = new Map<string, AttachedFile | null | Error>();
  const read = async (batch: readonly FileKey[]) => {
    const results = await readBatch(reader, batch).catch((error: Error) => error);
    for (const key of batch) {
      found.set(nameOfFile(key), results instanceof Error ? results : (results.get(key.id) ?? null));
    }
  };
  await Promise.all([...groups.values()].flatMap((group) => chunks(group, filesPerCall)).map(read));
  return keys.map((key) => found.get(nameOfFile(key)) ?? null);
}

/** How the code of a file that is not there may look; the documentation says only "status code describing the failure". */
const missingCode = /^404$|not_?found/i;

/** Why one file of several could not be read. Of a code that is none it is not told what it was, and its message is not read. */
function unreadable(code: string): ConnectReadError {
  const { name } = batchGetAttachedFileMetadata;
  if (!isCode(code))
    return ConnectReadError.unexpected(name, `Connect could not show the file, and ${name} does not say why.`);
  const facts = { awsRequestId: null, retryAfterMs: null };
  return new ConnectReadError(name, { ...facts, kind: 'refused', exception: code });
}

/** @throws ConnectReadError */
async function readBatch(reader: Reader, batch: readonly FileKey[]): Promise<Map<string, AttachedFile | Error>> {
  const { instanceId: InstanceId, resourceArn: AssociatedResourceArn } = batch[0] ?? {};
  const FileIds = batch.map(({ id }) => id);
  const answer = await reader.readOrNull(batchGetAttachedFileMetadata, { InstanceId, AssociatedResourceArn, FileIds });
  const results = new Map<string, AttachedFile | Error>();
  for (const file of answer?.Files ?? []) results.set(file.FileId ?? '', file);
  for (const { FileId = '', ErrorCode = '' } of answer?.Errors ?? []) {
    if (missingCode.test(ErrorCode)) continue;
    results.set(FileId, unreadable(ErrorCode));
  }
  return results;
}
