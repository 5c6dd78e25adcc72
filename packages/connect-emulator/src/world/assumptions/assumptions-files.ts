import type { FileStatusType } from '@aws-sdk/client-connect';
import type { Refusal } from './refusals.js';

/** Assumptions about attached files, where Amazon's documentation leaves the behaviour open. */
export interface FileAssumptions {
  /**
   * Whether files can be attached to tasks. The API reference of 2025 names only cases and emails. The one of 2026 also
   * names tasks.
   */
  filesOfTasks: 'refuse' | 'accept';

  /**
   * Maximum size of a file in bytes. "Maximum file size for an attachment to an email, case, or a chat: 20MB" (feature
   * limits). The page does not say whether MB means MiB.
   */
  maxFileBytes: number;

  /** Accepted file extensions, separated by spaces: those that the feature limits list for emails, cases and chats. */
  fileExtensions: string;

  /** Maximum number of files per email: "File attachments per email: 10" (feature limits). */
  filesPerEmail: number;

  /**
   * Maximum number of files per task. StartTaskContact accepts 1 to 5 attachments. A limit for later uploads is
   * undocumented.
   */
  filesPerTask: number;

  /** Maximum number of files per case. The Cases guide has an adjustable quota. */
  filesPerCase: number;

  /**
   * Maximum size in bytes of all files of a contact or case. An email of over 40 MB is bounced (SES guide). Assumption:
   * the limit holds for all resources.
   */
  maxFileBytesPerResource: number;

  /**
   * Whether a second file of the same name is refused with ResourceConflictException, which the model describes as "A
   * resource already has that name". Rejected files and abandoned uploads do not count.
   */
  sameFileName: 'refuse' | 'accept';

  /**
   * Error of StartAttachedFileUpload for an unknown instance or contact. The operation does not model
   * ResourceNotFoundException.
   */
  errorOfUploadToUnknownResource: Refusal;

  /**
   * Duration of the scan that follows the confirmation of an upload, in milliseconds. At most a minute (feature
   * limits).
   */
  fileScanMs: number;

  /** Result of the scan. `by content` rejects the EICAR test file and approves all others. */
  fileScanVerdict: 'by content' | FileStatusType;

  /** Status of a file whose upload was not confirmed before its URL expired. */
  abandonedUpload: FileStatusType;

  /** Error of CompleteAttachedFileUpload for a file that was not uploaded. */
  errorOfCompleteWithoutUpload: Refusal;

  /** Result of a second CompleteAttachedFileUpload for the same file. */
  completeOfCompletedFile: 'success' | 'InvalidRequestException';

  /** ErrorCode of BatchGetAttachedFileMetadata for a missing file: "Status code describing the failure". */
  errorCodeOfMissingFile: string;

  /**
   * Whether uploaded files are shown as references of their contact. Connect has no operation that lists the files of a
   * contact.
   */
  filesAreReferences: boolean;
}

export const fileAssumptions: FileAssumptions = {
  filesOfTasks: 'accept',
  maxFileBytes: 20 * 1024 * 1024,
  fileExtensions: 'csv doc docx heic jfif jpeg jpg mov mp4 pdf png ppt pptx rtf txt wav xls xlsx',
  filesPerEmail: 10,
  filesPerTask: 5,
  filesPerCase: 50,
  maxFileBytesPerResource: 40 * 1024 * 1024,
  sameFileName: 'refuse',
  errorOfUploadToUnknownResource: 'InvalidRequestException',
  fileScanMs: 1_000,
  fileScanVerdict: 'by content',
  abandonedUpload: 'FAILED',
  errorOfCompleteWithoutUpload: 'InvalidRequestException',
  completeOfCompletedFile: 'success',
  errorCodeOfMissingFile: '404',
  filesAreReferences: true,
};
