import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  visit,
} from 'graphql';
import { CostCount, type CostScope } from '../cost/cost-count.js';
import type { FieldCost, SelectedField, TypeCost } from '../cost/costs.js';
import { isShared, withDirectives } from './sdl.js';

type Field = GraphQLField<unknown, unknown>;

/**
 * Adds cost directives to a subgraph's schema, for routers that limit the cost of queries. `@cost` is the number of
 * calls to Connect for each resource that a field returns, including calls for the resource's own fields, with empty
 * caches. `@listSize` is the number of resources. Both come from the costs declared with fields and types.
 *
 * The field has the whole cost, and the type of the resource has none. The sum is then the same for routers that add
 * both weights and for routers in which the field's weight replaces the type's.
 */
export function withCostDirectives(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const costFigures = new CostFigures(schema);
  return visit(document, {
    ObjectTypeDefinition(node) {
      const type = schema.getType(node.name.value) as GraphQLObjectType;
      // A directive on a shared type would apply to the other subgraphs too.
      const own = isRoot(type, schema) || isShared(node) ? '' : '@cost(weight: 0)';
      const fields = node.fields?.map((field) => {
        return withDirectives(field, costFigures.directivesOf(type, type.getFields()[field.name.value] as Field));
      });
      return withDirectives({ ...node, fields }, own);
    },
  });
}

/** Scope of one resource in a known instance, so that the counted calls are those for each resource. */
const oneResource: CostScope = {
  ...{ count: 1, certain: true, lists: 1, staggered: false, candidateInstances: 1, known: 'id' },
  ...{ identity: '', named: true, instance: '', path: '' },
};

class CostFigures {
  /** Possible values of `CostScope.known` for the resources of each type. */
  readonly #known = new Map<GraphQLObjectType, Set<string>>();

  constructor(private readonly schema: GraphQLSchema) {
    for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) this.#collectKnown(root, 'nothing');
  }

  directivesOf(type: GraphQLObjectType, field: Field): string {
    const weight = this.#highestWeight(type, field);
    return [weight === defaultWeight(field) ? '' : `@cost(weight: ${weight})`, this.#listSize(type, field)].join(' ');
  }

  #listSize(type: GraphQLObjectType, field: Field): string {
    const isPaged = field.args.some(({ name }) => name === 'first');
    if (isPaged) {
      return `@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)`;
    }
    // The field that returns the page has the size of `edges` and `nodes`. A list without cost needs no size.
    const isOfPage = ['edges', 'nodes'].includes(field.name);
    if (!isListType(getNullableType(field.type)) || isOfPage || !this.#costs(type, field)) return '';
    return `@listSize(assumedSize: ${sizeOf(costOf(field, oneResource, new CostCount(1)))})`;
  }

  /** Whether a field or any field below it has a cost. */
  #costs(type: GraphQLObjectType, field: Field, seen = new Set<GraphQLObjectType>()): boolean {
    if (this.#highestWeight(type, field) > 0) return true;
    return this.#members(field).some((member) => {
      if (seen.has(member)) return false;
      seen.add(member);
      return Object.values(member.getFields()).some((below) => this.#costs(member, below, seen));
    });
  }

  #highestWeight(type: GraphQLObjectType, field: Field): number {
    return Math.max(0, ...[...(this.#known.get(type) ?? [])].map((known) => this.#weight(field, known)));
  }

  /** Returns the calls for each resource that a field returns. @param known `CostScope.known` of the field's parent. */
  #weight(field: Field, known: string): number {
    const count = new CostCount(1);
    const resultScope = costOf(field, { ...oneResource, known }, count);
    const memberCalls = this.#members(field).map((member) => callsOfType(member, resultScope.known));
    return Math.ceil(callsOf(count) / sizeOf(resultScope)) + Math.max(0, ...memberCalls);
  }

  #collectKnown(type: GraphQLObjectType, known: string): void {
    const before = this.#known.get(type) ?? new Set();
    if (before.has(known)) return;
    this.#known.set(type, before.add(known));
    for (const field of Object.values(type.getFields())) {
      const resultScope = costOf(field, { ...oneResource, known }, new CostCount(1));
      for (const member of this.#members(field)) this.#collectKnown(member, resultScope.known);
    }
  }

  /** Returns the object types that a field may return. */
  #members({ type }: Field): readonly GraphQLObjectType[] {
    const named: GraphQLNamedType = getNamedType(type);
    if (isAbstractType(named)) return this.schema.getPossibleTypes(named);
    return isObjectType(named) ? [named] : [];
  }
}

/**
 * Default weight of a field in routers: 1 for a field that returns an abstract type or a shared object type. All other
 * fields have 0, which object types that are not shared declare explicitly.
 */
function defaultWeight({ type }: Field): number {
  const named = getNamedType(type);
  return isAbstractType(named) || (isObjectType(named) && isShared(named.astNode)) ? 1 : 0;
}

/** Counts the cost of a field alone, with the defaults of its arguments. @returns Scope of the field's result. */
function costOf(field: Field, scope: CostScope, count: CostCount): CostScope {
  const cost = field.extensions.cost as FieldCost | undefined;
  const args = Object.fromEntries(field.args.map(({ name, defaultValue }) => [name, defaultValue]));
  return { ...scope, known: 'id', ...cost?.(selected(field.name, args), scope, count) };
}

/** Returns the calls for one resource if all fields are selected, without fields that have their own cost. */
function callsOfType(type: GraphQLObjectType, known: string): number {
  const count = new CostCount(1);
  const cost = type.extensions.cost as TypeCost | undefined;
  const fields = Object.keys(type.getFields()).map((name) => selected(name));
  cost?.(fields, { ...oneResource, known }, count);
  return callsOf(count);
}

function selected(name: string, args: SelectedField['args'] = {}): SelectedField {
  return { name, args, identity: name };
}

function sizeOf({ count }: CostScope): number {
  return Math.max(1, count);
}

function callsOf(count: CostCount): number {
  const calls = [...count.total().atMost].map(([operation, number]) => {
    // DescribeInstance is called once and then cached, so it does not count per resource.
    return operation === 'DescribeInstance' ? 0 : number;
  });
  return calls.reduce((total, number) => total + number, 0);
}

function isRoot(type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  return type === schema.getQueryType() || type === schema.getMutationType();
}
