import { createHmac, randomBytes } from 'node:crypto';
import type { CreatedByInfo, FileStatusType, FileUseCaseType } from '@aws-sdk/client-connect';
import type { Assumptions } from './assumptions/assumptions.js';
import type { Time } from './entities.js';

/** A file that is attached to a contact or a case, from the moment at which its upload was announced. */
export interface AttachedFile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly size: number;
  readonly useCase: FileUseCaseType;
  /** The contact or case that it belongs to. */
  readonly resourceArn: string;
  readonly createdBy: CreatedByInfo;
  readonly createdAt: Time;
  readonly tags: Readonly<Record<string, string>>;
  /** Until when it can be uploaded. */
  readonly uploadUntil: Time;
  /** Absent until it is uploaded. */
  readonly content?: Buffer;
  /** When the upload was confirmed: from then on it is scanned. */
  readonly completedAt?: Time;
  /** Set where a world file says so; otherwise the status follows from the times. */
  readonly status?: FileStatusType;
}

/** What a presigned URL is good for. */
export interface UrlGrant {
  readonly action: 'upload' | 'download';
  readonly fileId: string;
  readonly expiresAt: Time;
}

/** A file that every scanner knows as harmful although it is harmless: https://www.eicar.org. */
const harmfulMark = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

/** The attached files of one instance, and the keys of the URLs at which they are up- and downloaded. */
export class FileStore {
  readonly #byId = new Map<string, AttachedFile>();
  readonly #byResource = new Map<string, AttachedFile[]>();
  readonly #deleted = new Set<string>();
  /** Known to nobody else, and new with each reset: URLs of an earlier world are worth nothing. */
  readonly #key = randomBytes(32);

  constructor(files: readonly AttachedFile[]) {
    for (const file of files) this.add(file);
  }

  get(id: string): AttachedFile | undefined {
    return this.#byId.get(id);
  }

  /** Whether there was such a file. */
  isDeleted(id: string): boolean {
    return this.#deleted.has(id);
  }

  /** The files of a contact or a case, oldest first. */
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

  /** What proves that a URL was made here, for exactly this. */
  sign({ action, fileId, expiresAt }: UrlGrant): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([action, fileId, expiresAt]))
      .digest('hex');
  }
}

/** A file that needs no upload: it is there from the start. */
export function storedFile(
  file: Omit<AttachedFile, 'size' | 'uploadUntil' | 'completedAt'> & { readonly content: Buffer },
): AttachedFile {
  return { ...file, size: file.content.length, uploadUntil: file.createdAt, completedAt: file.createdAt };
}

/**
 * A file is in processing until its upload is confirmed and it has been scanned; the scanner then approves or rejects
 * it, or fails. A file whose upload was not confirmed in time is given up.
 */
export function fileStatus(file: AttachedFile, assumptions: Assumptions, now: Time): FileStatusType {
  if (file.status !== undefined) return file.status;
  if (file.completedAt === undefined) return now > file.uploadUntil ? assumptions.abandonedUpload : 'PROCESSING';
  if (now < file.completedAt + assumptions.fileScanMs) return 'PROCESSING';
  if (assumptions.fileScanVerdict !== 'by content') return assumptions.fileScanVerdict;
  return file.content?.includes(harmfulMark) ? 'REJECTED' : 'APPROVED';
}
