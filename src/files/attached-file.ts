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
describeEnum(ConnectFileStatus, 'ConnectFileStatus', 'How far an attached file has come.', {
  APPROVED: 'It is there, and was found harmless; it can be downloaded.',
  REJECTED: 'It was found harmful.',
  PROCESSING: 'Its upload is not complete yet, or it is being scanned: Connect shows both alike.',
  FAILED: 'It was not uploaded in time, or could not be scanned.',
  UNKNOWN: 'A status that this schema does not know yet; see `statusRaw`.',
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
describeEnum(ConnectFileUseCase, 'ConnectFileUseCase', 'Use of a file.', {
  ATTACHMENT: 'Somebody attached it; the only kind that can be uploaded.',
  CONTACT_ANALYSIS: 'The analysis of a conversation.',
  EMAIL_MESSAGE: 'The text of an email.',
  EMAIL_MESSAGE_PLAIN_TEXT: 'The text of an email without its form.',
  EMAIL_MESSAGE_REDACTED: 'The text of an email without what is personal.',
  EMAIL_MESSAGE_PLAIN_TEXT_REDACTED: 'The text of an email without its form and what is personal.',
  UNKNOWN: 'A use that this schema does not know yet; see `useCaseRaw`.',
});

@ObjectType({ description: 'Where a file can be downloaded, by anybody and for a short time. Personal data.' })
export class ConnectFileDownload {
  @Field(() => String, {
    nullable: true,
    description: 'A secret: whoever knows this address gets the file. To be fetched with GET, without other headers.',
  })
  readonly url: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when the address can be used.' })
  readonly expiresAt: Date | null;

  constructor({ Url, UrlExpiry }: { readonly Url?: string | undefined; readonly UrlExpiry?: string | undefined }) {
    this.url = Url ?? null;
    this.expiresAt = momentOf(UrlExpiry);
  }
}

const fileCost: TypeCost = (fields, place, count) => {
  const free = ['id', 'instanceId', 'arn', 'download'];
  const waiting = fields.map(({ name }) => name).filter((name) => !free.includes(name));
  if (place.known === 'record' || waiting.length === 0) return [];
  count.add('BatchGetAttachedFileMetadata', place);
  return waiting;
};

const downloadCost: FieldCost = ({ things }, place, count) => {
  count.add('GetAttachedFile', { ...place, things });
  return {};
};

/** Connect's limits of the URL expiry, in seconds. */
const shortestExpiry = 5;
const longestExpiry = 300;

@CostOfType(fileCost)
@ObjectType({ description: 'A file that is attached to a contact or a case.' })
export class ConnectAttachedFile extends ConnectEntity<AttachedFile> {
  /** @param resource ARN of the resource that the file is attached to, or the id of a contact. Reads need it. */
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
  @Field(() => ID, { nullable: true, description: "The file's ARN." })
  async arn(@Ctx() context: GatewayContext): Promise<string | null> {
    if (this.knows('FileArn')) return (await this.member('FileArn', context)) ?? null;
    return arnOf(await context.connect.instanceArn(this.instanceId), 'attachedFile', this.id);
  }

  @Field(() => ID, { nullable: true, description: 'ARN of the contact or case that it is attached to.' })
  associatedResourceArn(@Ctx() { connect }: GatewayContext): Promise<string> {
    return resourceArnOf(this.instanceId, this.resource, connect);
  }

  @Field(() => String, { nullable: true, description: 'Its name, with extension. Personal data.' })
  fileName(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FileName', context);
  }

  @Field(() => Int, { nullable: true, description: 'Its size, as announced.' })
  sizeInBytes(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('FileSizeInBytes', context);
  }

  @Field(() => ConnectFileStatus, { nullable: true, description: 'How far it has come.' })
  status(@Ctx() context: GatewayContext): MaybePromise<ConnectFileStatus | null> {
    return this.field('FileStatus', context, (value) => openEnum(ConnectFileStatus, value));
  }

  @Field(() => String, { nullable: true, description: 'The status as Connect sent it.' })
  statusRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FileStatus', context);
  }

  @Field(() => ConnectFileUseCase, { nullable: true, description: 'Its use.' })
  useCase(@Ctx() context: GatewayContext): MaybePromise<ConnectFileUseCase | null> {
    return this.field('FileUseCaseType', context, (value) => openEnum(ConnectFileUseCase, value));
  }

  @Field(() => String, { nullable: true, description: 'The use as Connect sent it.' })
  useCaseRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('FileUseCaseType', context);
  }

  @Field(() => ConnectUser, {
    nullable: true,
    description: 'The user who attached it; null when an application did, or Connect itself.',
  })
  createdBy(@Ctx() context: GatewayContext): MaybePromise<ConnectUser | null> {
    return this.field('CreatedBy', context, (value) => userOfArn(this.instanceId, value?.ConnectUserArn));
  }

  @Field(() => DateTime, { nullable: true, description: 'When it was announced.' })
  createdAt(@Ctx() context: GatewayContext): MaybePromise<Date | null> {
    return this.field('CreationTime', context, momentOf);
  }

  @Field(() => [ConnectTag], { nullable: true, description: 'Its tags, by key.' })
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
      'Where it can be downloaded, by a GetAttachedFile of its own; null unless its status is APPROVED. Personal data.',
  })
  async download(
    @Arg('expirySeconds', () => Int, {
      defaultValue: longestExpiry,
      description: `For how many seconds, ${shortestExpiry} to ${longestExpiry}.`,
    })
    expirySeconds: number,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectFileDownload | null> {
    if (expirySeconds < shortestExpiry || expirySeconds > longestExpiry) {
      throw badUserInput(`\`expirySeconds\`: must be between ${shortestExpiry} and ${longestExpiry}.`);
    }
    const answer = await context.connect.readOrNull(getAttachedFile, {
      InstanceId: this.instanceId,
      FileId: this.id,
      AssociatedResourceArn: await this.associatedResourceArn(context),
      UrlExpiryInSeconds: expirySeconds,
    });
    const download = answer?.DownloadUrlMetadata;
    return download ? new ConnectFileDownload(download) : null;
  }
}

const fileMembers = [
  ...(['FileId', 'FileArn', 'FileName', 'FileSizeInBytes', 'FileStatus', 'FileUseCaseType'] as const),
  ...(['AssociatedResourceArn', 'CreatedBy', 'CreationTime', 'Tags'] as const),
] satisfies readonly (keyof AttachedFile)[];
