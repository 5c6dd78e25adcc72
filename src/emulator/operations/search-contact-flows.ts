import type {
  ContactFlowSearchCriteria,
  SearchContactFlowsCommandInput,
  SearchContactFlowsCommandOutput,
} from '@aws-sdk/client-connect';
import type { Flow } from '../world/entities.js';
import type { World } from '../world/world.js';
import { describeFlow } from './directory-output.js';
import { pageOf } from './paging.js';
import { instanceOf } from './resolve.js';
import { type Fields, type Predicate, predicateOf } from './search/criteria.js';
import { hasTag, passesTagFilter } from './search/tag-filter.js';

const fields: Fields<Flow> = {
  name: ({ name }) => name,
  description: ({ description }) => description,
  resourceid: ({ id }) => id,
};

/** Flows in full, published or not. */
export function searchContactFlows(
  input: SearchContactFlowsCommandInput,
  world: World,
): Omit<SearchContactFlowsCommandOutput, '$metadata'> {
  const { directory, instance } = instanceOf(world, input.InstanceId);
  const matches = predicateOf(input.SearchCriteria, fields, leaf, world);
  const found = directory.flows.sorted.filter((flow) => matches(flow) && passesFilter(input.SearchFilter, flow));
  const { page, NextToken } = pageOf(world, 'SearchContactFlows', input, found);
  return {
    ContactFlows: page.map((flow) => describeFlow(flow, instance.region)),
    NextToken,
    ApproximateTotalCount: found.length,
  };
}

function leaf({ TypeCondition, StateCondition, StatusCondition }: ContactFlowSearchCriteria): Predicate<Flow>[] {
  const predicates: Predicate<Flow>[] = [];
  if (TypeCondition !== undefined) predicates.push(({ type }) => type === TypeCondition);
  if (StateCondition !== undefined) predicates.push(({ state }) => state === StateCondition);
  if (StatusCondition !== undefined) predicates.push(({ status }) => status === StatusCondition);
  return predicates;
}

function passesFilter(filter: SearchContactFlowsCommandInput['SearchFilter'], { tags, type }: Flow): boolean {
  if (!passesTagFilter(filter?.TagFilter, tags)) return false;
  const attributes = filter?.FlowAttributeFilter;
  if (!attributes) return true;
  const isOfType = (condition: { ContactFlowType?: string | undefined } | undefined) =>
    !condition || condition.ContactFlowType === type;
  const holds = ({ TagConditions = [], ContactFlowTypeCondition }: NonNullable<typeof attributes.AndCondition>) =>
    TagConditions.every((condition) => hasTag(condition, tags)) && isOfType(ContactFlowTypeCondition);
  return (
    (!attributes.OrConditions?.length || attributes.OrConditions.some(holds)) &&
    (!attributes.AndCondition || holds(attributes.AndCondition)) &&
    (!attributes.TagCondition || hasTag(attributes.TagCondition, tags)) &&
    isOfType(attributes.ContactFlowTypeCondition)
  );
}
