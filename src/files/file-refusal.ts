import type { AttachedFile } from '@aws-sdk/client-connect';
import { Field, ObjectType } from 'type-graphql';
import { type Diagnosis, diagnoseWith } from '../connect/mutations/diagnosis.js';
import type { Refused } from '../errors/call-failure.js';
import { ConnectError, type ErrorFacts } from '../errors/connect-error.js';
import { ConnectResourceKind } from '../errors/resource-not-found.js';
import { describeEnum, openEnum } from '../graph/types/open-enum.js';
import { parseArn } from '../ids/arn.js';
import { own } from '../lib/own.js';
import { ConnectFileStatus } from './attached-file.js';
import { type FileCommand, loadFile } from './file-mutation.js';

export enum ConnectFileRefusalReason {
  INVALID_FILE_SIZE = 'INVALID_FILE_SIZE',
  INVALID_FILE_TYPE = 'INVALID_FILE_TYPE',
  INVALID_FILE_NAME = 'INVALID_FILE_NAME',
  TOTAL_FILE_SIZE_EXCEEDED = 'TOTAL_FILE_SIZE_EXCEEDED',
  TOTAL_FILE_COUNT_EXCEEDED = 'TOTAL_FILE_COUNT_EXCEEDED',
  CONTACT_NOT_SUPPORTED = 'CONTACT_NOT_SUPPORTED',
  NOT_READY = 'NOT_READY',
  UPLOAD_FAILED = 'UPLOAD_FAILED',
  ALREADY_COMPLETED = 'ALREADY_COMPLETED',
}
describeEnum(ConnectFileRefusalReason, 'ConnectFileRefusalReason', 'Reason why a file does not suit an operation.', {
  INVALID_FILE_SIZE: 'The file is too large. The maximum of Connect is 20 MB for most files.',
  INVALID_FILE_TYPE: 'Connect does not accept the file extension.',
  INVALID_FILE_NAME: 'Connect does not accept the file name.',
  TOTAL_FILE_SIZE_EXCEEDED: 'The files of the contact or case would exceed the maximum total size.',
  TOTAL_FILE_COUNT_EXCEEDED: 'The contact or case already has the maximum number of files.',
  CONTACT_NOT_SUPPORTED: 'The contact is neither an email nor a task.',
  NOT_READY:
    'The file has not been uploaded yet, or its upload is complete and the file is being scanned. Connect has one status for both.',
  UPLOAD_FAILED: 'The file was not uploaded in time, or could not be scanned. Start a new upload.',
  ALREADY_COMPLETED: 'The upload was completed before, and the file has been scanned.',
});

interface FileFinding {
  readonly reason: ConnectFileRefusalReason;
  readonly message: string;
  readonly status?: string | undefined;
}

@ObjectType({
  implements: ConnectError,
  description:
    'Connect refused an operation on a file, and the reason is known. Connect returned it as a code, or the gateway found it after the refusal. Show the reason.',
})
export class ConnectFileNotSuitableError extends ConnectError {
  readonly kind = 'ConnectFileNotSuitableError';

  @Field(() => ConnectFileRefusalReason, { description: 'Reason for the refusal.' })
  readonly reason: ConnectFileRefusalReason;

  @Field({ description: 'Name of the exception that Connect returned.' })
  readonly connectError: string;

  @Field(() => ConnectFileStatus, {
    nullable: true,
    description: 'Status of the file, if the status is the reason. Null otherwise.',
  })
  readonly status: ConnectFileStatus | null;

  constructor(facts: ErrorFacts & FileFinding & { connectError: string }) {
    super(facts);
    this.reason = facts.reason;
    this.connectError = facts.connectError;
    this.status = openEnum(ConnectFileStatus, facts.status);
  }
}

/** Diagnoses why Connect refused a file, by the code in the refusal or by a read. */
export function fileExplainedBy<Input extends object>(diagnosis: Diagnosis<Input, FileFinding>) {
  return diagnoseWith<Input, FileFinding, ConnectFileNotSuitableError>(
    async (call, connect, refusal) => findingOfCode(refusal) ?? diagnosis(call, connect, refusal),
    (facts) => new ConnectFileNotSuitableError(facts),
  );
}

/** Returns the finding for the code in Connect's refusal; null for no known code. */
function findingOfCode({ exception, reason }: Refused): FileFinding | null {
  const code = Object.values(ConnectFileRefusalReason).find((value) => value === reason);
  return code ? { reason: code, message: `Connect refused the file with ${exception}: ${code}.` } : null;
}

/** Exceptions that concern the file and not the contact. */
const aboutFiles = ['ServiceQuotaExceededException', 'ResourceConflictException'];

/** Reads the contact of the file to explain a refusal. */
export const diagnoseContactOfFile: Diagnosis<{ AssociatedResourceArn: string | undefined }, FileFinding> = async (
  { instanceId, input: { AssociatedResourceArn = '' } },
  connect,
  { exception },
) => {
  const parsed = parseArn(AssociatedResourceArn);
  if (parsed?.kind !== 'contact' || aboutFiles.includes(exception)) return null;
  const contact = await connect.loaders.contact.load({ instanceId, id: parsed.id });
  if (!contact) return { missing: ConnectResourceKind.CONTACT, id: parsed.id };
  const { Channel: channel } = contact;
  if (!channel || channel === 'EMAIL' || channel === 'TASK') return null;
  const message = `Files can be attached to emails and tasks; this contact's channel is ${channel}.`;
  return { reason: ConnectFileRefusalReason.CONTACT_NOT_SUPPORTED, message };
};

/** Reads the file to explain why its upload could not be completed. */
export const diagnoseFile: Diagnosis<FileCommand, FileFinding> = async (call, connect, { exception }) => {
  const file = await loadFile(call, connect);
  if (!file) return { missing: ConnectResourceKind.ATTACHED_FILE, id: call.input.FileId ?? '' };
  return exception === 'InvalidRequestException' ? byStatus(file) : null;
};

function byStatus({ FileStatus: status }: AttachedFile): FileFinding | null {
  const reasons: Readonly<Record<string, ConnectFileRefusalReason>> = {
    PROCESSING: ConnectFileRefusalReason.NOT_READY,
    FAILED: ConnectFileRefusalReason.UPLOAD_FAILED,
    APPROVED: ConnectFileRefusalReason.ALREADY_COMPLETED,
    REJECTED: ConnectFileRefusalReason.ALREADY_COMPLETED,
  };
  const reason = own(reasons, status);
  return reason ? { reason, status, message: `The upload cannot be completed: the file is ${status}.` } : null;
}
