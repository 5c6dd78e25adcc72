import type { ListTaskTemplatesCommandInput, ListTaskTemplatesCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { dateOf } from './date.js';
import { instanceOf } from './resolve.js';

/** The task templates with the wanted status and name. All in one answer: "NextToken is always null" (API reference). */
export function listTaskTemplates(
  input: ListTaskTemplatesCommandInput,
  world: World,
): Omit<ListTaskTemplatesCommandOutput, '$metadata'> {
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
