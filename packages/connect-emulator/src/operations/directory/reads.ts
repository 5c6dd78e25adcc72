import type { Collection, Directory } from '../../world/directory.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import type { Behaviour } from '../behaviour.js';
import { type PagedInput, pageOf } from '../paging.js';
import { instanceStateOf, resourceOf } from '../resolve.js';
import { type Criteria, type Fields, type Predicate, predicateOf } from '../search/criteria.js';

/** The output of an operation without the SDK's metadata. */
export type OutputOf<Output> = Omit<Output, '$metadata'>;

interface OfInstance {
  readonly InstanceId?: string | undefined;
}
interface Named {
  readonly id: string;
  readonly arn: string;
}

/** Creates the behaviour of a Describe operation, which returns one resource by its id. */
export function describeOf<Input extends OfInstance, T extends Named>(
  collection: (directory: Directory) => Collection<T>,
  id: (input: Input) => string | undefined,
  toOutput: (item: T, state: InstanceState) => object,
): Behaviour<Input> {
  return (input, world) => {
    const state = instanceStateOf(world, input.InstanceId);
    return toOutput(resourceOf(world, collection(state.directory), id(input)), state);
  };
}

/** Creates the behaviour of a List operation, which returns a page of resources in the order of their ids. */
export function listOf<Input extends OfInstance & PagedInput, T extends { readonly id: string }>(
  operation: string,
  items: (state: InstanceState, input: Input, world: World) => readonly T[],
  toOutput: (page: readonly T[], state: InstanceState, input: Input) => object,
): Behaviour<Input> {
  return (input, world) => {
    const state = instanceStateOf(world, input.InstanceId);
    const { page, NextToken } = pageOf(world, operation, input, items(state, input, world));
    return { ...toOutput(page, state, input), NextToken };
  };
}

interface SearchInput extends OfInstance, PagedInput {
  readonly SearchCriteria?: object | undefined;
}
type CriteriaOf<Input extends SearchInput> = NonNullable<Input['SearchCriteria']>;
interface Node extends Criteria<Node> {}

/**
 * Creates the behaviour of a Search operation, which returns a page of the resources that match criteria and filter,
 * with their total count.
 */
export function searchOf<Input extends SearchInput, T extends Named>(
  operation: string,
  collection: (directory: Directory) => Collection<T>,
  conditions: {
    readonly fields: Fields<T>;
    /** Predicates for the members of the criteria that only this operation has. */
    readonly leaf?: (criteria: CriteriaOf<Input>, state: InstanceState) => readonly Predicate<T>[];
    readonly passes?: (input: Input, item: T, state: InstanceState) => boolean;
    /** Checks whether the parts of the input can be combined. @throws ConnectException when they cannot. */
    readonly check?: (input: Input) => void;
  },
  toOutput: (page: readonly T[], state: InstanceState) => object,
): Behaviour<Input> {
  const { fields, leaf = () => [], passes = () => true, check } = conditions;
  return (input, world) => {
    const state = instanceStateOf(world, input.InstanceId);
    check?.(input);
    const leafOf = (node: Node) => leaf(node as CriteriaOf<Input>, state);
    const matches = predicateOf<T, Node>(input.SearchCriteria, fields, leafOf, world);
    const found = collection(state.directory).sorted.filter((item) => matches(item) && passes(input, item, state));
    const { page, NextToken } = pageOf(world, operation, input, found);
    return { ...toOutput(page, state), NextToken, ApproximateTotalCount: found.length };
  };
}

/** The searchable fields that most resources have. */
export const commonFields = {
  name: ({ name }: { readonly name?: string }) => name,
  description: ({ description }: { readonly description?: string }) => description,
  resourceid: ({ id }: { readonly id: string }) => id,
};

/** Returns the members for the last modification, which most outputs have. */
export function lastModified({ modifiedAt }: { readonly modifiedAt: number }, { instance }: InstanceState) {
  return { LastModifiedTime: new Date(modifiedAt), LastModifiedRegion: instance.region };
}
