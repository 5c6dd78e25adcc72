import type { ListQuickConnectsCommandInput, ListQuickConnectsCommandOutput } from '@aws-sdk/client-connect';
import type { World } from '../world/world.js';
import { summarizeQuickConnect } from './directory-output.js';
import { pageOf } from './paging.js';
import { instanceOf } from './resolve.js';

/** The quick connects of the wanted types, or of all. */
export function listQuickConnects(
  input: ListQuickConnectsCommandInput,
  world: World,
): Omit<ListQuickConnectsCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  const types = new Set(input.QuickConnectTypes ?? []);
  const found = directory.quickConnects.sorted.filter(({ type }) => types.size === 0 || types.has(type));
  const { page, NextToken } = pageOf(world, 'ListQuickConnects', input, found);
  return { QuickConnectSummaryList: page.map((each) => summarizeQuickConnect(each, instance.region)), NextToken };
}
