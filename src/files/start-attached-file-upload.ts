import {
  StartAttachedFileUploadCommand,
  type StartAttachedFileUploadCommandInput,
  type StartAttachedFileUploadCommandOutput,
} from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import type { IdResolver } from '../connect/inputs/id-resolver.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import type { MutationCall } from '../connect/mutations/steps.js';
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
import { ConnectFileNotSuitableError, diagnoseContactOfFile, fileExplainedBy } from './file-refusal.js';
import { ConnectFileResourceInput, resourceOf, withResourceArn } from './file-resource.js';

/** Starts the upload of a file. StartAttachedFileUpload returns the upload URL. */
const operation = mutationOperation({
  name: 'StartAttachedFileUpload',
  command: StartAttachedFileUploadCommand,
  repeat: 'token',
  scope: 'contacts:write',
  changes: {},
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
  howToCheck: 'Send the same input again with the same client token: Connect starts only one upload.',
});

@InputType({ description: 'Input of `startAttachedFileUpload`.' })
export class StartAttachedFileUploadInput extends MutationInputFields {
  @Field(() => ConnectFileResourceInput, { description: 'Contact or case to attach the file to.' })
  attachedTo!: ConnectFileResourceInput;

  @Field({
    description: 'Name of the file with extension, 1 to 256 characters. The extension determines the file type.',
  })
  fileName!: string;

  @Field(() => Int, { description: 'Size of the file in bytes. The uploaded content must have exactly this size.' })
  sizeInBytes!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Time until the upload URL expires, in seconds, 5 to 300. 300 if absent.',
  })
  expirySeconds?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id or ARN of the user who attaches the file. If absent, the AWS identity of the gateway.',
  })
  createdByUserId?: string | null;

  @Field(() => [ConnectTagInput], { nullable: true, description: 'Tags of the file, at most 50.' })
  tags?: ConnectTagInput[] | null;
}

@ObjectType({ description: 'Header of an HTTP request.' })
export class ConnectHttpHeader {
  @Field({ description: 'Name of the header.' })
  name!: string;

  @Field({ description: 'Value of the header.' })
  value!: string;
}

@ObjectType({ description: 'Upload address of a file, with the required headers. Anyone can use it for a short time.' })
export class ConnectFileUpload {
  @Field(() => String, {
    nullable: true,
    description:
      'Upload address. Treat it as a secret: anyone with the address can upload the file. Send the content as the body of a PUT request.',
  })
  readonly url: string | null;

  @Field(() => [ConnectHttpHeader], {
    nullable: true,
    description: 'Headers that the PUT request must have, exactly as given here.',
  })
  readonly headers: ConnectHttpHeader[];

  @Field(() => DateTime, { nullable: true, description: 'Time when the URL expires.' })
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

@ObjectType({
  description:
    'Success of `startAttachedFileUpload`: the upload is started. Upload the file, then call `completeAttachedFileUpload`.',
})
export class StartAttachedFileUploadSuccess extends FileSuccess {
  readonly kind = 'StartAttachedFileUploadSuccess';

  @Field(() => ID, { description: 'ARN of the file.' })
  readonly fileArn: string;

  @Field(() => ConnectFileUpload, {
    nullable: true,
    description:
      'Upload address. The gateway does not store it: for a repeated request, it asks Connect again with the same token, and Connect may return an address that has expired. Null if Connect returns no address; then send the request again.',
  })
  readonly upload: ConnectFileUpload | null;

  @Field(() => ConnectAttachedFile, { nullable: true, description: 'File in its current state.' })
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
    mutation('Starts the upload of a file to an email contact, a task contact or a case, and returns the upload URL.'),
  )
  startAttachedFileUpload(
    @Arg('input', () => StartAttachedFileUploadInput, {
      description: 'File to upload, and the contact or case to attach it to.',
    })
    input: StartAttachedFileUploadInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof StartAttachedFileUploadResult | null> {
    return runMutation(connect, operation, input, {
      toCommand,
      prepare: withArns,
      prepareIsDeterministic: true,
      toSuccess: (output, { instanceId, clientToken, input: { AssociatedResourceArn = '' } }) => {
        const file = new ConnectAttachedFile(instanceId, output.FileId ?? '', AssociatedResourceArn);
        return new StartAttachedFileUploadSuccess(output, file, clientToken);
      },
      diagnose: fileExplainedBy(diagnoseContactOfFile),
      refusalClasses: [ConnectFileNotSuitableError],
    });
  }
}

/** Builds the command input with ids in place of ARNs. `withArns` replaces the ids before the call. */
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
async function withArns(call: MutationCall<StartAttachedFileUploadCommandInput>, connect: ConnectSession) {
  const { instanceId, input } = call;
  return {
    ...(await withResourceArn(call, connect)),
    CreatedBy: await withUserArn(input.CreatedBy, instanceId, connect),
  };
}
