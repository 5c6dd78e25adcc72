import type { ListContactFlowsCommandInput, ListContactFlowsCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { summarizeFlow } from './directory-output.js';
import { pageOf } from './paging.js';
import { instanceOf } from './resolve.js';

/** The flows of the wanted types, or of all: published, saved and archived ones. */
export function listContactFlows(
  input: ListContactFlowsCommandInput,
  world: World,
): Omit<ListContactFlowsCommandOutput, '$metadata'> {
  const { directory } = instanceOf(world, input.InstanceId);
  const types = new Set(input.ContactFlowTypes ?? []);
  const flows = directory.flows.sorted.filter(({ type }) => types.size === 0 || types.has(type));
  const { page, NextToken } = pageOf(world, 'ListContactFlows', input, flows);
  return { ContactFlowSummaryList: page.map(summarizeFlow), NextToken };
}
