import type { FileStatusType } from '@aws-sdk/client-connect';
import type { Refusal } from './refusals.js';

/** What Amazon's documentation leaves open about attached files. */
export interface FileAssumptions {
  /**
   * Whether files can be attached to tasks. The API reference of 2025 names cases and emails only, the one of 2026
   * tasks too.
   */
  filesOfTasks: 'refuse' | 'accept';

  /** "Maximum file size for an attachment to an email, case, or a chat: 20MB" (feature limits); MB or MiB is open. */
  maxFileBytes: number;

  /** Extensions that are taken: those that the feature limits list for emails, cases and chats. */
  fileExtensions: string;

  /** "File attachments per email: 10" (feature limits). */
  filesPerEmail: number;

  /** StartTaskContact takes 1 to 5 attachments; whether that bounds those uploaded later is undocumented. */
  filesPerTask: number;

  /** How many files a case takes. The Cases guide has a quota of its own, which may be raised. */
  filesPerCase: number;

  /** All files of a contact or case together. An email of over 40 MB is bounced (SES guide); assumed for all. */
  maxFileBytesPerResource: number;

  /**
   * Whether a second file of the same name is refused with ResourceConflictException, of which the model says "A
   * resource already has that name". Files that were rejected or given up do not count.
   */
  sameFileName: 'refuse' | 'accept';

  /** StartAttachedFileUpload models no ResourceNotFoundException: how it refuses an unknown instance or contact. */
  errorOfUploadToUnknownResource: Refusal;

  /** How long the scan of a file takes after its upload is confirmed. At most a minute (feature limits). */
  fileScanMs: number;

  /** What the scan finds. By content, the EICAR test file is rejected and all else approved. */
  fileScanVerdict: 'by content' | FileStatusType;

  /** The status of a file that was announced and not confirmed before its URL expired. */
  abandonedUpload: FileStatusType;

  /** How CompleteAttachedFileUpload refuses a file that was not uploaded. */
  errorOfCompleteWithoutUpload: Refusal;

  /** What confirming a file for the second time does. */
  completeOfCompletedFile: 'success' | 'InvalidRequestException';

  /** The ErrorCode of BatchGetAttachedFileMetadata for a missing file: "Status code describing the failure". */
  errorCodeOfMissingFile: string;

  /** Whether a contact's uploaded files show among its references: nothing else would list them. */
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
