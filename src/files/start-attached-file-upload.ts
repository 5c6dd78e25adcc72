import {
  StartAttachedFileUploadCommand,
  type StartAttachedFileUploadCommandInput,
  type StartAttachedFileUploadCommandOutput,
} from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import type { IdResolver } from '../connect/inputs/id-resolver.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import type { MadeCall } from '../connect/mutations/steps.js';
import { withUserArn } from '../connect/mutations/user-arn.js';
import type { ConnectSession } from '../connect/session/session.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, mutationWithArnCost } from '../graph/cost/costs.js';
import { MutationInputFields, mutation } from '../graph/types/mutation.js';
import { resultUnion } from '../graph/types/result-union.js';
import { DateTime } from '../graph/types/scalars.js';
import { ConnectTagInput, tagMap } from '../graph/types/tag.js';
import { momentOf } from '../lib/moments.js';
import { ConnectAttachedFile } from './attached-file.js';
import { FileSuccess } from './file-mutation.js';
import { ConnectFileNotSuitableError, contactOfFile, fileExplainedBy } from './file-refusal.js';
import { ConnectFileResourceInput, resourceOf, withResourceArn } from './file-resource.js';

/** Starts the upload of a file. StartAttachedFileUpload returns the upload URL. */
const operation = mutationOperation({
  name: 'StartAttachedFileUpload',
  command: StartAttachedFileUploadCommand,
  repeat: 'token',
  requires: ['FileId', 'FileArn'],
  credentials: ['UploadUrlMetadata'],
  exceptions: [
    'AccessDeniedException',
    'InvalidRequestException',
    'InternalServiceException',
    'ThrottlingException',
    'ResourceConflictException',
    'ServiceQuotaExceededException',
  ],
  inputPaths: {
    FileSizeInBytes: ['sizeInBytes'],
    UrlExpiryInSeconds: ['expirySeconds'],
    AssociatedResourceArn: ['attachedTo'],
    CreatedBy: () => ['createdByUserId'],
  },
  howToCheck: 'Send the same again with the same client token: it announces one file only.',
});

@InputType({ description: 'Which file to attach to what.' })
export class StartAttachedFileUploadInput extends MutationInputFields {
  @Field(() => ConnectFileResourceInput, { description: 'Resource to which it will be attached.' })
  attachedTo!: ConnectFileResourceInput;

  @Field({ description: 'Its name with extension, 1 to 256 characters; its type goes by the extension.' })
  fileName!: string;

  @Field(() => Int, { description: 'Its size; what is uploaded must have exactly this.' })
  sizeInBytes!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many seconds it can be uploaded, 5 to 300; 300 when absent.',
  })
  expirySeconds?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id or ARN of the user who attaches it; the gateway's own AWS identity when absent.",
  })
  createdByUserId?: string | null;

  @Field(() => [ConnectTagInput], { nullable: true, description: 'Its tags, at most 50.' })
  tags?: ConnectTagInput[] | null;
}

@ObjectType({ description: 'A header of an HTTP request.' })
export class ConnectHttpHeader {
  @Field({ description: 'Its name.' })
  name!: string;

  @Field({ description: 'Its value.' })
  value!: string;
}

@ObjectType({ description: 'Where and how a file is uploaded, by anybody and for a short time.' })
export class ConnectFileUpload {
  @Field(() => String, {
    nullable: true,
    description: 'A secret: whoever knows this address can upload the file. The content is the body of a PUT to it.',
  })
  readonly url: string | null;

  @Field(() => [ConnectHttpHeader], {
    nullable: true,
    description: 'Headers which that PUT must have, exactly as they are here.',
  })
  readonly headers: ConnectHttpHeader[];

  @Field(() => DateTime, { nullable: true, description: 'Until when the address can be used.' })
  readonly expiresAt: Date | null;

  constructor({
    Url,
    UrlExpiry,
    HeadersToInclude,
  }: NonNullable<StartAttachedFileUploadCommandOutput['UploadUrlMetadata']>) {
    this.url = Url ?? null;
    this.headers = Object.entries(HeadersToInclude ?? {}).map(([name, value]) => ({ name, value }));
    this.expiresAt = momentOf(UrlExpiry);
  }
}

@ObjectType({ description: 'The file is announced: upload it, then call `completeAttachedFileUpload`.' })
export class StartAttachedFileUploadSuccess extends FileSuccess {
  readonly kind = 'StartAttachedFileUploadSuccess';

  @Field(() => ID, { description: 'ARN of the file.' })
  readonly fileArn: string;

  @Field(() => ConnectFileUpload, {
    nullable: true,
    description:
      'Where to upload it. The gateway does not keep this: for a repeated request Connect is asked again by the same token, and may answer with an address that has expired. Null when that brings nothing: then repeat it.',
  })
  readonly upload: ConnectFileUpload | null;

  @Field(() => ConnectAttachedFile, { nullable: true, description: 'The file, as it is now.' })
  readonly file: ConnectAttachedFile;

  constructor(output: StartAttachedFileUploadCommandOutput, file: ConnectAttachedFile, clientToken: string) {
    super(file.id, clientToken);
    this.fileArn = output.FileArn ?? '';
    this.upload = output.UploadUrlMetadata ? new ConnectFileUpload(output.UploadUrlMetadata) : null;
    this.file = file;
  }
}

export const StartAttachedFileUploadResult = resultUnion(
  operation,
  'Result of `startAttachedFileUpload`.',
  StartAttachedFileUploadSuccess,
  ConnectFileNotSuitableError,
);

@Resolver()
export class StartAttachedFileUploadResolver {
  @CostOfField(mutationWithArnCost)
  @Mutation(
    () => StartAttachedFileUploadResult,
    mutation('Announces a file for an email, a task or a case, and says where to upload it.'),
  )
  startAttachedFileUpload(
    @Arg('input', () => StartAttachedFileUploadInput, { description: 'Which file, attached to what.' })
    input: StartAttachedFileUploadInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartAttachedFileUploadResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      prepare: withArns,
      preparesAlike: true,
      toSuccess: (output, { instanceId, clientToken, input: { AssociatedResourceArn = '' } }) => {
        const file = new ConnectAttachedFile(instanceId, output.FileId ?? '', AssociatedResourceArn);
        return new StartAttachedFileUploadSuccess(output, file, clientToken);
      },
      diagnose: fileExplainedBy(contactOfFile),
      refusals: [ConnectFileNotSuitableError],
    });
  }
}

/** Builds the command input with ids in place of ARNs. `withArns` replaces them before the call. */
function toCommand(input: StartAttachedFileUploadInput, ids: IdResolver) {
  const userId = ids.referencedUser('createdByUserId', input.createdByUserId);
  const Tags = tagMap(input.tags, ids);
  return {
    AssociatedResourceArn: resourceOf(input.attachedTo, ids),
    FileName: input.fileName,
    FileSizeInBytes: input.sizeInBytes,
    // "Only ATTACHMENTS are supported" (API reference).
    FileUseCaseType: 'ATTACHMENT' as const,
    UrlExpiryInSeconds: input.expirySeconds ?? undefined,
    CreatedBy: userId ? { ConnectUserArn: userId } : undefined,
    Tags,
  };
}

/** @throws ConnectReadError when the ARN of the instance is unknown and cannot be read. */
async function withArns(call: MadeCall<StartAttachedFileUploadCommandInput>, connect: ConnectSession) {
  const { instanceId, input } = call;
  return {
    ...(await withResourceArn(call, connect)),
    CreatedBy: await withUserArn(input.CreatedBy, instanceId, connect),
  };
}
