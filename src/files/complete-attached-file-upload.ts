import { CompleteAttachedFileUploadCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, mutationWithArnCost } from '../graph/cost/costs.js';
import { mutation } from '../graph/types/mutation.js';
import { resultUnion } from '../graph/types/result-union.js';
import { ConnectAttachedFile } from './attached-file.js';
import { FileInput, FileSuccess, fileCommandOf, fileOf, loadFile } from './file-mutation.js';
import { ConnectFileNotSuitableError, diagnoseFile, fileExplainedBy } from './file-refusal.js';
import { withResourceArn } from './file-resource.js';

/** Completes the upload of a file. CompleteAttachedFileUpload takes no token. */
const operation = mutationOperation({
  name: 'CompleteAttachedFileUpload',
  command: CompleteAttachedFileUploadCommand,
  repeat: 'never',
  scope: 'contacts:write',
  changes: { attachedFile: 'FileId' },
  requires: [],
  exceptions: [
    'AccessDeniedException',
    'InvalidRequestException',
    'InternalServiceException',
    'ResourceNotFoundException',
    'ThrottlingException',
  ],
  inputPaths: { AssociatedResourceArn: ['attachedTo'] },
  howToCheck:
    'Read the file: if its upload was completed, its `status` becomes APPROVED or REJECTED within a minute. If the status stays PROCESSING, complete the upload with a new client token.',
});

@InputType({ description: 'Input of `completeAttachedFileUpload`.' })
export class CompleteAttachedFileUploadInput extends FileInput {}

@ObjectType({
  description: 'Success of `completeAttachedFileUpload`: Connect has noted the upload, and scans the file.',
})
export class CompleteAttachedFileUploadSuccess extends FileSuccess {
  readonly kind = 'CompleteAttachedFileUploadSuccess';

  @Field(() => ConnectAttachedFile, {
    nullable: true,
    description: 'File in its current state: PROCESSING until the file has been scanned.',
  })
  readonly file: ConnectAttachedFile;

  constructor(file: ConnectAttachedFile, clientToken: string) {
    super(file.id, clientToken);
    this.file = file;
  }
}

export const CompleteAttachedFileUploadResult = resultUnion(
  operation,
  'Result of `completeAttachedFileUpload`.',
  CompleteAttachedFileUploadSuccess,
  ConnectFileNotSuitableError,
);

@Resolver()
export class CompleteAttachedFileUploadResolver {
  @CostOfField(mutationWithArnCost)
  @Mutation(
    () => CompleteAttachedFileUploadResult,
    mutation('Tells Connect that a file was uploaded to the address from `startAttachedFileUpload`.'),
  )
  completeAttachedFileUpload(
    @Arg('input', () => CompleteAttachedFileUploadInput, { description: 'File that was uploaded.' })
    input: CompleteAttachedFileUploadInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof CompleteAttachedFileUploadResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: fileCommandOf,
      prepare: withResourceArn,
      toSuccess: (_output, call) => new CompleteAttachedFileUploadSuccess(fileOf(call), call.clientToken),
      diagnose: fileExplainedBy(diagnoseFile),
      reconcile: async (call, session) => {
        const status = (await loadFile(call, session))?.FileStatus;
        if (status === 'APPROVED' || status === 'REJECTED') return { output: {} };
        return { notApplied: status ? `The file is ${status}.` : 'There is no such file.' };
      },
      refusalClasses: [ConnectFileNotSuitableError],
    });
  }
}
