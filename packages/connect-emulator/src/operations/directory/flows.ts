import type {
  ContactFlow,
  DescribeContactFlowCommandInput,
  DescribeContactFlowCommandOutput,
  ListContactFlowsCommandInput,
  ListContactFlowsCommandOutput,
  SearchContactFlowsCommandInput,
  SearchContactFlowsCommandOutput,
} from '@aws-sdk/client-connect';
import type { Flow } from '../../world/entities.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { notFound, refusal } from '../refusal.js';
import { instanceStateOf, resourceOf } from '../resolve.js';
import type { Predicate } from '../search/criteria.js';
import { passesAttributeFilter, passesTagFilter } from '../search/tag-filter.js';
import { commonFields, lastModified, listOf, type OutputOf, searchOf } from './reads.js';

/**
 * Describes one flow. An id alone names the published version, `id:$SAVED` the saved version (published or not), `id:3`
 * version 3. The emulator keeps one content per flow, its current version.
 */
export function describeContactFlow(
  input: DescribeContactFlowCommandInput,
  world: World,
): OutputOf<DescribeContactFlowCommandOutput> {
  const state = instanceStateOf(world, input.InstanceId);
  const [, id = '', version] = /^(.*?)(?::(\$SAVED|\d+))?$/.exec(input.ContactFlowId ?? '') ?? [];
  const flow = resourceOf(world, state.directory.flows, id);
  if (version === undefined && flow.status !== 'PUBLISHED') throw refusal('ContactFlowNotPublishedException');
  if (version !== undefined && !isVersionOf(flow, version)) throw notFound();
  return { ContactFlow: describe(flow, state) };
}

function isVersionOf(flow: Flow, version: string): boolean {
  return version === '$SAVED' || Number(version) === flow.version;
}

/** Lists published, saved and archived flows, optionally of some types only. */
export const listContactFlows = listOf(
  'ListContactFlows',
  ({ directory }, { ContactFlowTypes: types }: ListContactFlowsCommandInput) =>
    directory.flows.sorted.filter(({ type }) => !types?.length || types.includes(type)),
  (page): OutputOf<ListContactFlowsCommandOutput> => ({
    ContactFlowSummaryList: page.map((flow) => ({
      Id: flow.id,
      Arn: flow.arn,
      Name: flow.name,
      ContactFlowType: flow.type,
      ContactFlowState: flow.state,
      ContactFlowStatus: flow.status,
    })),
  }),
);

/** Searches flows, published or not. */
export const searchContactFlows = searchOf<SearchContactFlowsCommandInput, Flow>(
  'SearchContactFlows',
  ({ flows }) => flows,
  {
    fields: commonFields,
    leaf: ({ TypeCondition, StateCondition, StatusCondition }) => {
      const predicates: Predicate<Flow>[] = [];
      if (TypeCondition !== undefined) predicates.push(({ type }) => type === TypeCondition);
      if (StateCondition !== undefined) predicates.push(({ state }) => state === StateCondition);
      if (StatusCondition !== undefined) predicates.push(({ status }) => status === StatusCondition);
      return predicates;
    },
    passes: ({ SearchFilter }, { tags, type }) =>
      passesTagFilter(SearchFilter?.TagFilter, tags) &&
      passesAttributeFilter(
        SearchFilter?.FlowAttributeFilter,
        tags,
        ({ ContactFlowTypeCondition: wanted }) => !wanted || wanted.ContactFlowType === type,
      ),
  },
  (page, state): OutputOf<SearchContactFlowsCommandOutput> => ({
    ContactFlows: page.map((flow) => describe(flow, state)),
  }),
);

function describe(flow: Flow, state: InstanceState): ContactFlow {
  return {
    Id: flow.id,
    Arn: flow.arn,
    Name: flow.name,
    Type: flow.type,
    State: flow.state,
    Status: flow.status,
    Description: flow.description,
    Content: flow.content,
    Tags: flow.tags,
    Version: flow.version,
    ...lastModified(flow, state),
  };
}
