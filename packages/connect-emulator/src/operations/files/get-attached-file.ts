import type { GetAttachedFileCommandInput, GetAttachedFileCommandOutput } from '@aws-sdk/client-connect';
import { presign } from '../../file-urls.js';
import type { World } from '../../world/world.js';
import { instanceStateOf } from '../resolve.js';
import { defaultUrlExpirySeconds, describeFile } from './output.js';
import { fileOf } from './resource.js';

/**
 * Returns the metadata of a file and, "if the status of the attached file is APPROVED" (API reference), its download
 * URL.
 */
export function getAttachedFile(
  input: GetAttachedFileCommandInput,
  world: World,
): Omit<GetAttachedFileCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  const file = fileOf(input, state);
  const seconds = input.UrlExpiryInSeconds ?? defaultUrlExpirySeconds;
  const described = describeFile(file, world);
  if (described.FileStatus !== 'APPROVED') return described;
  const { url, expiresAt } = presign('download', file, state, seconds, world);
  return { ...described, DownloadUrlMetadata: { Url: url, UrlExpiry: expiresAt.toISOString() } };
}
