import { DeleteAttachedFileCommand } from '@aws-sdk/client-connect';
import { Arg, Ctx, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { mutationOperation } from '../connect/calls/operation.js';
import { diagnoseMissing } from '../connect/mutations/diagnosis.js';
import { runMutation } from '../connect/mutations/run-mutation.js';
import type { MutationCall } from '../connect/mutations/steps.js';
import type { ConnectSession } from '../connect/session/session.js';
import { ConnectResourceKind, ConnectResourceNotFoundError } from '../errors/resource-not-found.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, mutationWithArnCost } from '../graph/cost/costs.js';
import { mutation } from '../graph/types/mutation.js';
import { resultUnion } from '../graph/types/result-union.js';
import { type FileCommand, FileInput, FileSuccess, fileCommandOf, loadFile } from './file-mutation.js';
import { withResourceArn } from './file-resource.js';

/**
 * Deletes a file permanently. DeleteAttachedFile takes no token. The file is read before the call: if the call gets no
 * response, the file's absence shows a deletion only if the file existed before.
 */
const operation = mutationOperation({
  name: 'DeleteAttachedFile',
  command: DeleteAttachedFileCommand,
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
  howToCheck: 'Read the file: if it was deleted, it is null. If it is still there, delete it with a new client token.',
});

@InputType({ description: 'Input of `deleteAttachedFile`.' })
export class DeleteAttachedFileInput extends FileInput {}

@ObjectType({
  description:
    'Success of `deleteAttachedFile`: the file is deleted. References to the file remain, and show that it was deleted.',
})
export class DeleteAttachedFileSuccess extends FileSuccess {
  readonly kind = 'DeleteAttachedFileSuccess';
}

export const DeleteAttachedFileResult = resultUnion(
  operation,
  'Result of `deleteAttachedFile`.',
  DeleteAttachedFileSuccess,
);

@Resolver()
export class DeleteAttachedFileResolver {
  @CostOfField((field, place, count) => {
    count.add('BatchGetAttachedFileMetadata', { ...place, identity: field.identity });
    return mutationWithArnCost(field, place, count);
  })
  @Mutation(() => DeleteAttachedFileResult, mutation('Permanently deletes a file of a contact or a case.'))
  deleteAttachedFile(
    @Arg('input', () => DeleteAttachedFileInput, { description: 'File to delete.' }) input: DeleteAttachedFileInput,
    @Ctx() { connect }: GatewayContext,
  ): Promise<typeof DeleteAttachedFileResult | null> {
    return runMutation(connect, operation, input, {
      toCommand: fileCommandOf,
      toSuccess: (_output, { clientToken, input: { FileId = '' } }) =>
        new DeleteAttachedFileSuccess(FileId, clientToken),
      prepare: withFile,
      diagnose: diagnoseMissing(ConnectResourceKind.ATTACHED_FILE, ({ FileId }: FileCommand) => FileId, loadFile),
      reconcile: async (call, session) =>
        (await loadFile(call, session)) ? { notApplied: 'The file is still there.' } : { output: {} },
    });
  }
}

/** @throws ConnectReadError */
async function withFile(call: MutationCall<FileCommand>, connect: ConnectSession, mayBeApplied: boolean) {
  const { instanceId, clientToken, input } = call;
  const resource = await withResourceArn(call, connect);
  const prepared = { instanceId, clientToken, input: { ...input, ...resource } };
  if (mayBeApplied || (await loadFile(prepared, connect))) return resource;
  const { requestId } = connect.scope;
  return ConnectResourceNotFoundError.of(ConnectResourceKind.ATTACHED_FILE, input.FileId ?? '', { requestId });
}
