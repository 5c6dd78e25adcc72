import { randomUUID } from 'node:crypto';
import type {
  AttachedFileInvalidRequestExceptionReason,
  AttachedFileServiceQuotaExceededExceptionReason,
  CreatedByInfo,
  StartAttachedFileUploadCommandInput,
  StartAttachedFileUploadCommandOutput,
} from '@aws-sdk/client-connect';
import { extensionOf, presign, uploadHeaders } from '../../file-urls.js';
import { ConnectException } from '../../protocol/exception.js';
import { type AttachedFile, fileStatus } from '../../world/files.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { callerArn } from '../caller.js';
import { invalidRequest, refusal } from '../refusal.js';
import { defaultUrlExpirySeconds, describeFile } from './output.js';
import { type ResourceKind, resourceKind } from './resource.js';

/**
 * Starts the upload of a file for an email, a task or a case and returns the upload URL. The documented limits apply to
 * the announced name and size. The upload must have the announced size.
 */
export function startAttachedFileUpload(
  input: StartAttachedFileUploadCommandInput,
  world: World,
): Omit<StartAttachedFileUploadCommandOutput, '$metadata'> {
  const { assumptions, now } = world;
  const state = world.instance(input.InstanceId ?? '');
  if (!state) throw refusal(assumptions.errorOfUploadToUnknownResource);
  // "Only ATTACHMENTS are supported" (API reference).
  if (input.FileUseCaseType !== 'ATTACHMENT') throw invalidRequest();
  const { AssociatedResourceArn: resourceArn = '', FileName: name = '', FileSizeInBytes: size = 0 } = input;
  const kind = resourceKind(resourceArn, state, world, assumptions.errorOfUploadToUnknownResource);
  checkFile(name, size, world);
  checkQuota(resourceArn, kind, name, size, state, world);

  const id = randomUUID();
  const seconds = input.UrlExpiryInSeconds ?? defaultUrlExpirySeconds;
  const file: AttachedFile = {
    id,
    arn: `${state.instance.arn}/file/${id}`,
    name,
    size,
    useCase: input.FileUseCaseType,
    resourceArn,
    createdBy: createdBy(input.CreatedBy, state),
    createdAt: now,
    tags: input.Tags ?? {},
    uploadUntil: now + seconds * 1000,
  };
  state.files.add(file);
  world.changed();
  const { url, expiresAt } = presign('upload', file, state, seconds, world);
  const { FileId, FileArn, CreationTime, FileStatus, CreatedBy } = describeFile(file, world);
  return {
    FileId,
    FileArn,
    CreationTime,
    FileStatus,
    CreatedBy,
    UploadUrlMetadata: {
      Url: url,
      UrlExpiry: expiresAt.toISOString(),
      HeadersToInclude: uploadHeaders(file),
    },
  };
}

/**
 * Checks name, type and size of a file. A name that contains a slash or a backslash, or only dots, is refused. Other
 * rules for names are undocumented.
 */
function checkFile(name: string, size: number, { assumptions }: World): void {
  if (/[/\\]/.test(name) || /^\.+$/.test(name)) throw invalidFile('INVALID_FILE_NAME');
  if (!assumptions.fileExtensions.split(' ').includes(extensionOf(name))) throw invalidFile('INVALID_FILE_TYPE');
  if (size > assumptions.maxFileBytes) throw invalidFile('INVALID_FILE_SIZE');
}

/** Checks the quotas of a resource. Rejected files and abandoned uploads do not count. */
function checkQuota(
  resourceArn: string,
  kind: ResourceKind,
  name: string,
  size: number,
  state: InstanceState,
  { assumptions, now }: World,
): void {
  const others = state.files.of(resourceArn).filter((file) => {
    const status = fileStatus(file, assumptions, now);
    return file.useCase === 'ATTACHMENT' && (status === 'APPROVED' || status === 'PROCESSING');
  });
  if (assumptions.sameFileName === 'refuse' && others.some((file) => file.name === name)) {
    throw refusal('ResourceConflictException');
  }
  const { filesPerEmail, filesPerTask, filesPerCase, maxFileBytesPerResource } = assumptions;
  const most = { email: filesPerEmail, task: filesPerTask, case: filesPerCase }[kind];
  if (others.length >= most) throw quotaExceeded('TOTAL_FILE_COUNT_EXCEEDED');
  const bytes = others.reduce((sum, file) => sum + file.size, size);
  if (bytes > maxFileBytesPerResource) throw quotaExceeded('TOTAL_FILE_SIZE_EXCEEDED');
}

/**
 * Returns the creator of the file. "SDK users cannot populate [AWSIdentityArn]; this value is calculated automatically"
 * (API reference).
 */
function createdBy(given: CreatedByInfo | undefined, state: InstanceState): CreatedByInfo {
  if (!given) return { AWSIdentityArn: callerArn(state.instance) };
  const user = state.directory.users.getByIdOrArn(given.ConnectUserArn ?? '');
  if (user?.arn !== given.ConnectUserArn || !user) throw invalidRequest();
  return { ConnectUserArn: user.arn };
}

function invalidFile(AttachedFileInvalidRequestExceptionReason: AttachedFileInvalidRequestExceptionReason) {
  const reason = { AttachedFileInvalidRequestExceptionReason };
  return new ConnectException('InvalidRequestException', 'Invalid request', undefined, reason);
}

function quotaExceeded(
  AttachedFileServiceQuotaExceededExceptionReason: AttachedFileServiceQuotaExceededExceptionReason,
) {
  const reason = { AttachedFileServiceQuotaExceededExceptionReason };
  return new ConnectException('ServiceQuotaExceededException', 'Service quota exceeded', undefined, reason);
}
