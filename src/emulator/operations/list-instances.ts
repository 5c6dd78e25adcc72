import type { ListInstancesCommandInput, ListInstancesCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { summarizeInstance } from './directory-output.js';
import { pageByCount } from './paging.js';

/** MaxResults is 1 to 10 here. */
const usualSize = 10;

/** The instances of the account in this Region. */
export function listInstances(
  input: ListInstancesCommandInput,
  world: World,
): Omit<ListInstancesCommandOutput, '$metadata'> {
  const { page, NextToken } = pageByCount(world, 'ListInstances', input, world.instances, usualSize);
  return { InstanceSummaryList: page.map(({ instance }) => summarizeInstance(instance)), NextToken };
}
