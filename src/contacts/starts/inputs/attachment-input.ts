import { Field, InputType } from 'type-graphql';

@InputType({ description: 'File that Connect downloads and attaches. Personal data.' })
export class ConnectAttachmentInput {
  @Field({ description: 'Name of the file, 1 to 256 characters without control characters.' })
  fileName!: string;

  @Field({ description: 'Presigned Amazon S3 URL for the download, at most 2,000 characters.' })
  s3Url!: string;
}

/** Converts `attachments` to Connect's input. */
export function attachmentsOf(attachments: readonly ConnectAttachmentInput[] | null | undefined) {
  return attachments?.map(({ fileName, s3Url }) => ({ FileName: fileName, S3Url: s3Url }));
}
