import type {
  GetTaskTemplateCommandInput,
  GetTaskTemplateCommandOutput,
  ListTaskTemplatesCommandInput,
  ListTaskTemplatesCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { dateOf } from '../date.js';
import { instanceStateOf } from '../resolve.js';
import { describeOf, type OutputOf } from './reads.js';

/** Describes one task template. The emulator keeps no earlier versions, so it ignores SnapshotVersion. */
export const getTaskTemplate = describeOf(
  ({ taskTemplates }) => taskTemplates,
  ({ TaskTemplateId }: GetTaskTemplateCommandInput) => TaskTemplateId,
  (template, { instance }): OutputOf<GetTaskTemplateCommandOutput> => ({
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

/**
 * Lists the task templates, optionally with one status or name. One response holds all: "NextToken is always null" (API
 * reference).
 */
export function listTaskTemplates(
  input: ListTaskTemplatesCommandInput,
  world: World,
): OutputOf<ListTaskTemplatesCommandOutput> {
  const { directory } = instanceStateOf(world, input.InstanceId);
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
