import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A file that Connect fetches and attaches. Personal data.' })
export class ConnectAttachmentInput {
  @Field({ description: 'Its name, 1 to 256 characters, none of them a control character.' })
  fileName!: string;

  @Field({ description: 'A presigned URL of Amazon S3 from which Connect can fetch it, at most 2,000 characters.' })
  s3Url!: string;
}

/** Converts `attachments` to Connect's input. */
export function attachmentsOf(attachments: readonly ConnectAttachmentInput[] | null | undefined) {
  return attachments?.map(({ fileName, s3Url }) => ({ FileName: fileName, S3Url: s3Url }));
}
