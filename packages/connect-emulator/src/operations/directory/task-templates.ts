import type {
  GetTaskTemplateCommandInput,
  GetTaskTemplateCommandOutput,
  ListTaskTemplatesCommandInput,
  ListTaskTemplatesCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { dateOf } from '../date.js';
import { instanceOf } from '../resolve.js';
import { type Answer, describeOf } from './reads.js';

/** One task template. The emulator keeps no earlier versions, so SnapshotVersion makes no difference. */
export const getTaskTemplate = describeOf(
  ({ taskTemplates }) => taskTemplates,
  ({ TaskTemplateId }: GetTaskTemplateCommandInput) => TaskTemplateId,
  (template, { instance }): Answer<GetTaskTemplateCommandOutput> => ({
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
    Tags: template.tags,
  }),
);

/** The task templates with the wanted status and name. All in one answer: "NextToken is always null" (API reference). */
export function listTaskTemplates(
  input: ListTaskTemplatesCommandInput,
  world: World,
): Answer<ListTaskTemplatesCommandOutput> {
  const { directory } = instanceOf(world, input.InstanceId);
  return {
    TaskTemplates: directory.taskTemplates.sorted
      .filter(({ status }) => input.Status === undefined || status === input.Status)
      .filter(({ name }) => input.Name === undefined || name === input.Name)
      .map((template) => ({
        Id: template.id,
        Arn: template.arn,
        Name: template.name,
        Description: template.description,
        Status: template.status,
        CreatedTime: dateOf(template.createdAt),
        LastModifiedTime: dateOf(template.modifiedAt),
      })),
  };
}
