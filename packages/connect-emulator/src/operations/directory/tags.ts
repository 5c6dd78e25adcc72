import { isDeepStrictEqual } from 'node:util';
import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  SearchResourceTagsCommandInput,
  SearchResourceTagsCommandOutput,
  StringComparisonType,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-connect';
import { ConnectException } from '../../protocol/exception.js';
import type { Collection } from '../../world/directory.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { pageByCount } from '../paging.js';
import { notFound, refusal } from '../refusal.js';
import { instanceStateOf } from '../resolve.js';
import { comparisons } from '../search/criteria.js';
import type { OutputOf } from './reads.js';

type Tags = Readonly<Record<string, string>>;

/** A resource with tags, and a function that replaces them. */
interface Tagged {
  readonly tags: Tags;
  set(tags: Tags): void;
}

/** The model's limit of TagMap: "Up to 50 tags for each resource". */
const tagsPerResource = 50;

/** Lists the tags of the resource with the given ARN. */
export function listTagsForResource(
  input: ListTagsForResourceCommandInput,
  world: World,
): OutputOf<ListTagsForResourceCommandOutput> {
  return { tags: resourceOfArn(input.resourceArn, world).tags };
}

/** Adds tags to a resource. A given tag that the resource already has gets the new value. */
export function tagResource(input: TagResourceCommandInput, world: World): object {
  const resource = resourceOfArn(input.resourceArn, world);
  const tags = { ...resource.tags, ...input.tags };
  if (Object.keys(tags).length > tagsPerResource) throw refusal(world.assumptions.errorOfTooManyTags);
  retag(resource, tags, world);
  return {};
}

/** Removes tags from a resource. Keys that the resource does not have are ignored. */
export function untagResource(input: UntagResourceCommandInput, world: World): object {
  const resource = resourceOfArn(input.resourceArn, world);
  const unwanted = new Set(input.tagKeys);
  retag(resource, Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !unwanted.has(key))), world);
  return {};
}

function retag(resource: Tagged, tags: Tags, world: World): void {
  if (isDeepStrictEqual(resource.tags, tags)) return;
  resource.set(tags);
  world.changed();
}

/**
 * "The maximum number of results is 1000". A search that finds more tags gets
 * MaximumResultReturnedException.
 */
const tagsPerSearch = 1000;

/** Searches the tags of resources of some types. Each pair of key and value is returned once. */
export function searchResourceTags(
  input: SearchResourceTagsCommandInput,
  world: World,
): OutputOf<SearchResourceTagsCommandOutput> {
  const state = instanceStateOf(world, input.InstanceId);
  const types = input.ResourceTypes?.length ? input.ResourceTypes : Object.keys(searchable);
  const { tagKey, tagValue, tagKeyComparisonType, tagValueComparisonType } =
    input.SearchCriteria?.TagSearchCondition ?? {};
  const found = new Map<string, { readonly key: string; readonly value: string }>();
  for (const type of types) {
    if (!Object.hasOwn(searchable, type)) throw refusal('InvalidParameterException');
    for (const { tags } of searchable[type]?.(state).sorted ?? []) {
      for (const [key, value] of Object.entries(tags)) {
        if (meets(key, tagKey, tagKeyComparisonType) && meets(value, tagValue, tagValueComparisonType)) {
          found.set(JSON.stringify([key, value]), { key, value });
        }
      }
    }
  }
  if (found.size > tagsPerSearch) {
    throw new ConnectException('MaximumResultReturnedException', 'Maximum number of tags reached');
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
  const { page, NextToken } = pageByCount(world, 'SearchResourceTags', input, sorted);
  return { Tags: [...page], NextToken };
}

function meets(text: string, wanted: string | undefined, comparison: StringComparisonType = 'EXACT'): boolean {
  return wanted === undefined || comparisons[comparison](text, wanted.toLowerCase());
}

type TaggedResource = { readonly id: string; readonly arn: string; readonly tags: Tags };

/**
 * Collections by SearchResourceTags' names of resource types. The world has no resources of the model's type `metric`.
 */
const searchable: Readonly<Record<string, (state: InstanceState) => Collection<TaggedResource>>> = {
  agent: ({ directory }) => directory.users,
  'agent-state': ({ directory }) => directory.agentStatuses,
  'routing-profile': ({ directory }) => directory.routingProfiles,
  'standard-queue': ({ directory }) => directory.queues,
  'security-profile': ({ directory }) => directory.securityProfiles,
  'operating-hours': ({ directory }) => directory.hoursOfOperation,
  prompt: ({ directory }) => directory.prompts,
  'contact-flow': ({ directory }) => directory.flows,
  'flow-module': ({ directory }) => directory.flowModules,
  'transfer-destination': ({ directory }) => directory.quickConnects,
};

const taggable: readonly ((state: InstanceState) => Collection<TaggedResource>)[] = [
  ...Object.values(searchable),
  ({ directory }) => directory.hierarchyGroups,
  ({ directory }) => directory.phoneNumbers,
  ({ directory }) => directory.emailAddresses,
  ({ directory }) => directory.taskTemplates,
  ({ directory }) => directory.views,
  ({ directory }) => directory.evaluationForms,
];

/**
 * Finds a taggable resource by ARN.
 * @throws ConnectException ResourceNotFoundException when no taggable resource has the ARN.
 */
function resourceOfArn(arn: string | undefined, world: World): Tagged {
  for (const state of world.instances) {
    const { instance, evaluations, files } = state;
    if (instance.arn === arn) return { tags: instance.tags, set: (tags) => Object.assign(instance, { tags }) };
    for (const collectionOf of taggable) {
      const collection = collectionOf(state);
      const resource = collection.getByIdOrArn(arn ?? '');
      if (resource?.arn === arn && resource) {
        return { tags: resource.tags, set: (tags) => collection.change(resource, { tags }) };
      }
    }
    const id = arn?.slice(arn.lastIndexOf('/') + 1) ?? '';
    const evaluation = evaluations.get(id);
    if (evaluation?.arn === arn && evaluation) {
      return { tags: evaluation.tags, set: (tags) => evaluations.put({ ...evaluation, tags }, world.now) };
    }
    const file = files.get(id);
    if (file?.arn === arn && file) return { tags: file.tags, set: (tags) => files.change(file, { tags }) };
  }
  throw notFound();
}
