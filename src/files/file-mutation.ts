import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { IdResolver } from '../connect/inputs/id-resolver.js';
import type { MutationCall } from '../connect/mutations/steps.js';
import type { ConnectSession } from '../connect/session/session.js';
import { MutationInputFields, MutationSuccess } from '../graph/types/mutation.js';
import { ConnectAttachedFile } from './attached-file.js';
import { ConnectFileResourceInput, resourceOf } from './file-resource.js';

/** Input fields of mutations on one file. */
@InputType()
export abstract class FileInput extends MutationInputFields {
  @Field(() => ID, { description: 'Id or ARN of the file.' })
  fileId!: string;

  @Field(() => ConnectFileResourceInput, { description: 'Contact or case to which the file is attached.' })
  attachedTo!: ConnectFileResourceInput;
}

/** Success fields of mutations on one file. */
@ObjectType()
export abstract class FileSuccess extends MutationSuccess {
  @Field(() => ID, { description: 'Id of the file.' })
  readonly fileId: string;

  constructor(fileId: string, clientToken: string) {
    super(clientToken);
    this.fileId = fileId;
  }
}

/** The members of Connect's inputs that identify a file. */
export interface FileCommand {
  readonly FileId: string | undefined;
  readonly AssociatedResourceArn: string | undefined;
}

export function fileCommandOf({ fileId, attachedTo }: FileInput, ids: IdResolver) {
  const FileId = ids.id('attachedFile', 'fileId', fileId);
  return { FileId, AssociatedResourceArn: resourceOf(attachedTo, ids) };
}

/** Returns the file of a call, with its keys only. */
export function fileOf({ instanceId, input }: MutationCall<FileCommand>): ConnectAttachedFile {
  return new ConnectAttachedFile(instanceId, input.FileId ?? '', input.AssociatedResourceArn ?? '');
}

/** Reads the file of a prepared call; null when it does not exist. @throws ConnectReadError */
export function loadFile({ instanceId, input }: MutationCall<FileCommand>, { loaders }: ConnectSession) {
  const { FileId: id = '', AssociatedResourceArn: resourceArn = '' } = input;
  return loaders.attachedFile.load({ instanceId, resourceArn, id });
}
