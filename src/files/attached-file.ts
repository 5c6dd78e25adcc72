import type { AttachedFile } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { getAttachedFile } from '../connect/reads/attached-file-reads.js';
import { ConnectUser, userOfArn } from '../directory/users/user.js';
import { badUserInput } from '../graph/bad-user-input.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, CostOfType, type FieldCost, instanceCost, type TypeCost } from '../graph/cost/costs.js';
import { ConnectEntity, knownPart } from '../graph/types/entity.js';
import { describeEnum, openEnum } from '../graph/types/open-enum.js';
import { DateTime } from '../graph/types/scalars.js';
import { ConnectTag, keysArgument, tagsOf } from '../graph/types/tag.js';
import { arnOf } from '../ids/arn.js';
import type { MaybePromise } from '../lib/maybe-promise.js';
import { momentOf } from '../lib/moments.js';
import { resourceArnOf } from './file-resource.js';

export enum ConnectFileStatus {
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
  PROCESSING = 'PROCESSING',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectFileStatus, 'ConnectFileStatus', 'Status of an attached file.', {
  APPROVED: 'The file is uploaded and was found harmless. It can be downloaded.',
  REJECTED: 'The file was found harmful.',
  PROCESSING: 'The upload is not complete yet, or the file is being scanned. Connect has one status for both.',
  FAILED: 'The file was not uploaded in time, or could not be scanned.',
  UNKNOWN: "Status that this schema does not define. See `statusRaw` for Connect's value.",
});

export enum ConnectFileUseCase {
  ATTACHMENT = 'ATTACHMENT',
  CONTACT_ANALYSIS = 'CONTACT_ANALYSIS',
  EMAIL_MESSAGE = 'EMAIL_MESSAGE',
  EMAIL_MESSAGE_PLAIN_TEXT = 'EMAIL_MESSAGE_PLAIN_TEXT',
  EMAIL_MESSAGE_REDACTED = 'EMAIL_MESSAGE_REDACTED',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED = 'EMAIL_MESSAGE_PLAIN_TEXT_REDACTED',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectFileUseCase, 'ConnectFileUseCase', 'Use case of a file.', {
  ATTACHMENT: 'Attachment. Only files with this use case can be uploaded.',
  CONTACT_ANALYSIS: 'Analysis of a conversation.',
  EMAIL_MESSAGE: 'Text of an email.',
  EMAIL_MESSAGE_PLAIN_TEXT: 'Text of an email without formatting.',
  EMAIL_MESSAGE_REDACTED: 'Text of an email with personal data redacted.',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED: 'Text of an email without formatting, with personal data redacted.',
  UNKNOWN: "Use case that this schema does not define. See `useCaseRaw` for Connect's value.",
});

@ObjectType({ description: 'Download URL of a file. Anyone can use it for a short time. Personal data.' })
export class ConnectFileDownload {
  @Field(() => String, {
    nullable: true,
    description:
      'Download URL. Treat it as a secret: anyone with the URL can download the file. Send a GET request without additional headers.',
  })
  readonly url: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Time when the URL expires.' })
  readonly expiresAt: Date | null;

  constructor({ Url, UrlExpiry }: { readonly Url?: string | undefined; readonly UrlExpiry?: string | undefined }) {
    this.url = Url ?? null;
    this.expiresAt = momentOf(UrlExpiry);
  }
}

const fileCost: TypeCost = (fields, scope, count) => {
  const free = ['id', 'instanceId', 'arn', 'download'];
  const unread = fields.map(({ name }) => name).filter((name) => !free.includes(name));
  if (scope.known === 'record' || unread.length === 0) return [];
  count.add('BatchGetAttachedFileMetadata', scope);
  return unread;
};

const downloadCost: FieldCost = ({ identity }, scope, count) => {
  count.add('GetAttachedFile', { ...scope, identity });
  return {};
};

/** Connect's limits of the URL expiry, in seconds. */
const shortestExpiry = 5;
const longestExpiry = 300;

@CostOfType(fileCost)
@ObjectType({ description: 'File that is attached to a contact or a case.' })
export class ConnectAttachedFile extends ConnectEntity<AttachedFile> {
  /**
   * @param resource ARN of the resource that the file is attached to, or the id of a contact. Required by reads of the
   * file.
   */
  constructor(
    instanceId: string,
    id: string,
    private readonly resource: string,
    record: AttachedFile | null = null,
  ) {
    super(instanceId, id, record && knownPart<AttachedFile>(fileMembers, record));
  }

  async load(context: GatewayContext): Promise<AttachedFile | null> {
    const { instanceId, id } = this;
    const resourceArn = await this.associatedResourceArn(context);
    return context.connect.loaders.attachedFile.load({ instanceId, id, resourceArn });
  }

  @CostOfField(instanceCost)
  @Field(() => ID, { nullable: true, description: 'ARN of the file.' })
  async arn(@Ctx() context: GatewayContext): Promise<string | null> {
    if (this.knows('FileArn')) return (await this.member('FileArn', context)) ?? null;
    return arnOf(await context.connect.instanceArn(this.instanceId), 'attachedFile', this.id);
  }

  @Field(() => ID, { nullable: true, description: 'ARN of the contact or case to which the file is attached.' })
  associatedResourceArn(@Ctx() { connect }: GatewayContext): Promise<string> {
    return resourceArnOf(this.instanceId, this.resource, connect);
  }

  @Field(() => String, { nullable: true, description: 'Name of the file, with extension. Personal data.' })
  fileName(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FileName', context);
  }

  @Field(() => Int, { nullable: true, description: 'Size of the file in bytes, as given at the start of the upload.' })
  sizeInBytes(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('FileSizeInBytes', context);
  }

  @Field(() => ConnectFileStatus, { nullable: true, description: 'Status of the file.' })
  status(@Ctx() context: GatewayContext): MaybePromise<ConnectFileStatus | null> {
    return this.field('FileStatus', context, (value) => openEnum(ConnectFileStatus, value));
  }

  @Field(() => String, { nullable: true, description: 'Status as returned by Connect.' })
  statusRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FileStatus', context);
  }

  @Field(() => ConnectFileUseCase, { nullable: true, description: 'Use case of the file.' })
  useCase(@Ctx() context: GatewayContext): MaybePromise<ConnectFileUseCase | null> {
    return this.field('FileUseCaseType', context, (value) => openEnum(ConnectFileUseCase, value));
  }

  @Field(() => String, { nullable: true, description: 'Use case as returned by Connect.' })
  useCaseRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FileUseCaseType', context);
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'User who attached the file. Null if an application or Connect itself attached it.',
  })
  createdBy(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('CreatedBy', context, (value) => userOfArn(this.instanceId, value?.ConnectUserArn));
  }

  @Field(() => DateTime, { nullable: true, description: 'Time when the upload was started.' })
  createdAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('CreationTime', context, momentOf);
  }

  @Field(() => [ConnectTag], { nullable: true, description: 'Tags of the file, sorted by key.' })
  tags(
    @Arg('keys', () => [String], keysArgument) keys: string[] | null | undefined,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTag[] | null> {
    return this.field('Tags', context, (tags) => (tags ? tagsOf(tags, keys) : null));
  }

  /** Not cached, since the URL is a secret and expires. @throws ConnectReadError */
  @CostOfField(downloadCost)
  @Field(() => ConnectFileDownload, {
    nullable: true,
    description:
      'Download URL of the file. Null unless the status is APPROVED. Personal data. Takes a GetAttachedFile call.',
  })
  async download(
    @Arg('expirySeconds', () => Int, {
      defaultValue: longestExpiry,
      description: `Time until the URL expires, in seconds, ${shortestExpiry} to ${longestExpiry}.`,
    })
    expirySeconds: number,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectFileDownload | null> {
    if (expirySeconds < shortestExpiry || expirySeconds > longestExpiry) {
      throw badUserInput(`\`expirySeconds\`: must be between ${shortestExpiry} and ${longestExpiry}.`);
    }
    const output = await context.connect.readOrNull(getAttachedFile, {
      InstanceId: this.instanceId,
      FileId: this.id,
      AssociatedResourceArn: await this.associatedResourceArn(context),
      UrlExpiryInSeconds: expirySeconds,
    });
    const download = output?.DownloadUrlMetadata;
    return download ? new ConnectFileDownload(download) : null;
  }
}

const fileMembers = [
  ...(['FileId', 'FileArn', 'FileName', 'FileSizeInBytes', 'FileStatus', 'FileUseCaseType'] as const),
  ...(['AssociatedResourceArn', 'CreatedBy', 'CreationTime', 'Tags'] as const),
] satisfies readonly (keyof AttachedFile)[];
