import type { GetTaskTemplateCommandInput, GetTaskTemplateCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { dateOf } from './date.js';
import { instanceOf, resourceOf } from './resolve.js';

/** One task template. The emulator keeps no earlier versions, so SnapshotVersion makes no difference. */
export function getTaskTemplate(
  input: GetTaskTemplateCommandInput,
  world: World,
): Omit<GetTaskTemplateCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  const template = resourceOf(world, directory.taskTemplates, input.TaskTemplateId);
  return {
    InstanceId: instance.id,
    Id: template.id,
    Arn: template.arn,
    Name: template.name,
    Description: template.description,
    ContactFlowId: template.flowId,
    Constraints: { RequiredFields: template.required.map((Name) => ({ Id: { Name } })) },
    Defaults: {
      DefaultFieldValues: Object.entries(template.defaults).map(([Name, DefaultValue]) => ({
        Id: { Name },
        DefaultValue,
      })),
    },
    Fields: [...template.fields],
    Status: template.status,
    CreatedTime: dateOf(template.createdAt),
    LastModifiedTime: dateOf(template.modifiedAt),
  };
}
