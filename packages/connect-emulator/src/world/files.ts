import { createHmac, randomBytes } from 'node:crypto';
import type { CreatedByInfo, FileStatusType, FileUseCaseType } from '@aws-sdk/client-connect';
import type { Assumptions } from './assumptions/assumptions.js';
import type { Time } from './entities.js';

/** A file that is attached to a contact or a case. It exists from the announcement of its upload. */
export interface AttachedFile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly size: number;
  readonly useCase: FileUseCaseType;
  /** ARN of the contact or case that the file is attached to. */
  readonly resourceArn: string;
  readonly createdBy: CreatedByInfo;
  readonly createdAt: Time;
  readonly tags: Readonly<Record<string, string>>;
  /** Time at which the upload URL expires. */
  readonly uploadUntil: Time;
  /** Absent before the upload. */
  readonly content?: Buffer;
  /** Time at which the upload was confirmed and the scan started. */
  readonly completedAt?: Time;
  /** Fixed status from the world file. Without a fixed status, the status is derived from the times. */
  readonly status?: FileStatusType;
}

/** The permission of a presigned URL. */
export interface UrlGrant {
  readonly action: 'upload' | 'download';
  readonly fileId: string;
  readonly expiresAt: Time;
}

/** Part of the EICAR test file, a harmless file that every scanner detects as malware: https://www.eicar.org. */
const eicarMarker = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/** The attached files of one instance, and the key that signs their URLs. */
export class FileStore {
  readonly #byId = new Map<string, AttachedFile>();
  readonly #byResource = new Map<string, AttachedFile[]>();
  readonly #deleted = new Set<string>();
  /** A new random key for each world, so URLs that were created before a reset are invalid. */
  readonly #key = randomBytes(32);

  constructor(files: readonly AttachedFile[]) {
    for (const file of files) this.add(file);
  }

  get(id: string): AttachedFile | undefined {
    return this.#byId.get(id);
  }

  /** Whether a file with this id was deleted. */
  isDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  /** Returns the files of a contact or a case, oldest first. */
  of(resourceArn: string): readonly AttachedFile[] {
    return this.#byResource.get(resourceArn) ?? [];
  }

  add(file: AttachedFile): void {
    this.#byId.set(file.id, file);
    this.#byResource.set(file.resourceArn, [...this.of(file.resourceArn), file]);
  }

  change(file: AttachedFile, changes: Partial<Omit<AttachedFile, 'id' | 'resourceArn'>>): void {
    Object.assign(file, changes);
  }

  delete(file: AttachedFile): void {
    this.#byId.delete(file.id);
    this.#deleted.add(file.id);
    this.#byResource.set(
      file.resourceArn,
      this.of(file.resourceArn).filter((each) => each !== file),
    );
  }

  /** Signs the permission of a URL. */
  sign({ action, fileId, expiresAt }: UrlGrant): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([action, fileId, expiresAt]))
      .digest('hex');
  }
}

/** Creates a file that is already uploaded. */
export function storedFile(
  file: Omit<AttachedFile, 'size' | 'uploadUntil' | 'completedAt'> & { readonly content: Buffer },
): AttachedFile {
  return { ...file, size: file.content.length, uploadUntil: file.createdAt, completedAt: file.createdAt };
}

/**
 * Returns the status of a file. It is PROCESSING until its upload is confirmed and the scan has ended. The scan then
 * approves or rejects it. An upload that is not confirmed in time is abandoned.
 */
export function fileStatus(file: AttachedFile, assumptions: Assumptions, now: Time): FileStatusType {
  if (file.status !== undefined) return file.status;
  if (file.completedAt === undefined) return now > file.uploadUntil ? assumptions.abandonedUpload : 'PROCESSING';
  if (now < file.completedAt + assumptions.fileScanMs) return 'PROCESSING';
  if (assumptions.fileScanVerdict !== 'by content') return assumptions.fileScanVerdict;
  return file.content?.includes(eicarMarker) ? 'REJECTED' : 'APPROVED';
}
