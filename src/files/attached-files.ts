import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { filesPerCall } from '../connect/reads/attached-file-reads.js';
import { ConnectContact } from '../contacts/contact.js';
import { ConnectInstance } from '../directory/instances/instance.js';
import { badUserInput } from '../graph/bad-user-input.js';
import type { GatewayContext } from '../graph/context.js';
import { CostOfField, type FieldCost, instanceCost } from '../graph/cost/costs.js';
import { resourceId } from '../graph/resource-id.js';
import { ConnectAttachedFile } from './attached-file.js';
import { ConnectFileResourceInput, readResourceArn } from './file-resource.js';

/**
 * Fields that are read together for one contact share a call, so one call is certain. The maximum is one call per
 * field.
 */
const filesCost: FieldCost = (field, scope, count) => {
  instanceCost(field, scope, count);
  const { ids } = field.args;
  const files = Array.isArray(ids) ? new Set(ids).size : 1;
  if (files > 0) {
    count.add('BatchGetAttachedFileMetadata', scope, { calls: 0 });
    count.add('BatchGetAttachedFileMetadata', { ...scope, identity: field.identity }, { certain: 0 });
  }
  return { count: scope.count * files, known: 'record' };
};

@Resolver(() => ConnectContact)
export class FilesOfContactResolver {
  @CostOfField(filesCost)
  @FieldResolver(() => ConnectAttachedFile, {
    nullable: true,
    description: 'Attached file with the given id. Null if the contact has no such file.',
  })
  async attachedFile(
    @Root() contact: ConnectContact,
    @Arg('id', () => ID, { description: 'Id or ARN of the file.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectAttachedFile | null> {
    const fileId = resourceId('attachedFile', id, contact.instanceId, context.connect.instances);
    return fileId === null ? null : readFile(contact.instanceId, await contact.arn(context), fileId, context);
  }

  @CostOfField(filesCost)
  @FieldResolver(() => [ConnectAttachedFile], {
    nullable: true,
    description:
      'Attached files with the given ids, in the order of `ids`, read with BatchGetAttachedFileMetadata. Files that the contact does not have are left out. Connect cannot list the files of a contact; the field `references` names them.',
  })
  async attachedFiles(
    @Root() contact: ConnectContact,
    @Arg('ids', () => [ID], { description: 'Ids or ARNs of the files, at most 100.' }) ids: string[],
    @Ctx() context: GatewayContext,
  ): Promise<ConnectAttachedFile[] | null> {
    if (ids.length > filesPerCall) {
      throw badUserInput(`\`ids\`: must have at most ${filesPerCall} ids, not ${ids.length}.`);
    }
    const { instanceId } = contact;
    const fileIds = ids.map((id) => resourceId('attachedFile', id, instanceId, context.connect.instances, 'ids'));
    const wanted = [...new Set(fileIds)].filter((id) => id !== null);
    if (wanted.length === 0) return [];
    const arn = await contact.arn(context);
    const files = await Promise.all(wanted.map((id) => readFile(instanceId, arn, id, context)));
    return files.filter((file) => file !== null);
  }
}

@Resolver(() => ConnectInstance)
export class FilesOfInstanceResolver {
  @CostOfField(filesCost)
  @FieldResolver(() => ConnectAttachedFile, {
    nullable: true,
    description: 'Attached file with the given id. Null if the contact or case has no such file.',
  })
  async attachedFile(
    @Root() instance: ConnectInstance,
    @Arg('id', () => ID, { description: 'Id or ARN of the file.' }) id: string,
    @Arg('attachedTo', () => ConnectFileResourceInput, {
      description: 'Contact or case to which the file is attached.',
    })
    attachedTo: ConnectFileResourceInput,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectAttachedFile | null> {
    const { connect } = context;
    const fileId = resourceId('attachedFile', id, instance.id, connect.instances);
    const resourceArn = await readResourceArn(attachedTo, instance.id, connect);
    return fileId === null || resourceArn === null ? null : readFile(instance.id, resourceArn, fileId, context);
  }
}

async function readFile(instanceId: string, resourceArn: string, id: string, { connect }: GatewayContext) {
  const record = await connect.loaders.attachedFile.load({ instanceId, resourceArn, id });
  return record && new ConnectAttachedFile(instanceId, id, resourceArn, record);
}
