import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { IdResolver } from '../connect/inputs/id-resolver.js';
import type { MadeCall } from '../connect/mutations/steps.js';
import type { ConnectSession } from '../connect/session/session.js';
import { MutationInputFields, MutationSuccess } from '../graph/types/mutation.js';
import { ConnectAttachedFile } from './attached-file.js';
import { ConnectFileResourceInput, resourceOf } from './file-resource.js';

/** What the input of a mutation has that acts on one file. */
@InputType()
export abstract class FileInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the file.' })
  fileId!: string;

  @Field(() => ConnectFileResourceInput, { description: 'Resource to which it is attached.' })
  attachedTo!: ConnectFileResourceInput;
}

/** What the success of a mutation has that is about one file. */
@ObjectType()
export abstract class FileSuccess extends MutationSuccess {
  @Field(() => ID, { description: 'Id of the file.' })
  readonly fileId: string;

  constructor(fileId: string, clientToken: string) {
    super(clientToken);
    this.fileId = fileId;
  }
}

/** How Connect names a file. */
export interface FileCommand {
  readonly FileId: string | undefined;
  readonly AssociatedResourceArn: string | undefined;
}

export function fileCommandOf({ fileId, attachedTo }: FileInput, ids: IdResolver) {
  const FileId = ids.id('attachedFile', 'fileId', fileId);
  return { FileId, AssociatedResourceArn: resourceOf(attachedTo, ids) };
}

/** The file that a call was about, of which nothing else is known. */
export function fileOf({ instanceId, input }: MadeCall<FileCommand>): ConnectAttachedFile {
  return new ConnectAttachedFile(instanceId, input.FileId ?? '', input.AssociatedResourceArn ?? '');
}

/** What a call, once it is prepared, is about, as it is now; null when there is no such file. @throws ConnectReadError */
export function seenFile({ instanceId, input }: MadeCall<FileCommand>, { loaders }: ConnectSession) {
  const { FileId: id = '', AssociatedResourceArn: resourceArn = '' } = input;
  return loaders.attachedFile.load({ instanceId, resourceArn, id });
}
