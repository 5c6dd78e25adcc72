import type { DescribeContactFlowCommandInput, DescribeContactFlowCommandOutput } from '@aws-sdk/client-connect';
import type { Flow } from '../world/entities.js';
import type { World } from '../world/world.js';
import { describeFlow } from './directory-output.js';
import { notFound, refusal } from './refusal.js';
import { instanceOf, resourceOf } from './resolve.js';

/**
 * One flow. An id alone asks for the published version; `id:$SAVED` for the saved one, published or not; `id:3` for
 * a version. The emulator keeps one content for each flow, its current version.
 */
export function describeContactFlow(
  input: DescribeContactFlowCommandInput,
  world: World,
): Omit<DescribeContactFlowCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  const [, id = '', version] = /^(.*?)(?::(\$SAVED|\d+))?$/.exec(input.ContactFlowId ?? '') ?? [];
  const flow = resourceOf(world, directory.flows, id);
  if (version === undefined && flow.status !== 'PUBLISHED') throw refusal('ContactFlowNotPublishedException');
  if (version !== undefined && !isVersionOf(flow, version)) throw notFound();
  return { ContactFlow: describeFlow(flow, instance.region) };
}

function isVersionOf(flow: Flow, version: string): boolean {
  return version === '$SAVED' || Number(version) === flow.version;
}
