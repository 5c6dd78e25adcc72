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
 * Says in a subgraph's schema what its fields cost, for routers that hold a query's cost against a limit. `@cost` is how many
 * calls to Connect a field takes for each thing that it leads to, with all that the thing itself shows, when nothing is
 * remembered; `@listSize` is how many things there are. Both are counted by what stands beside fields and types.
 *
 * What leads to a thing has the cost and the thing's type none, so that it is the same to routers that add the two up and to
 * those that take one of them.
 */
export function withCostDirectives(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const figures = new Figures(schema);
  return visit(document, {
    ObjectTypeDefinition(node) {
      const type = schema.getType(node.name.value) as GraphQLObjectType;
      // What is shared would bind the other subgraphs as well.
      const own = isRoot(type, schema) || isShared(node) ? '' : '@cost(weight: 0)';
      const fields = node.fields?.map((field) => {
        return withDirectives(field, figures.directivesOf(type, type.getFields()[field.name.value] as Field));
      });
      return withDirectives({ ...node, fields }, own);
    },
  });
}

/** One thing, in an instance that is known: what is counted for it is counted for each. */
const oneThing: CostScope = {
  ...{ count: 1, certain: true, lists: 1, apart: false, tries: 1, known: 'id' },
  ...{ things: '', named: true, instance: '', path: '' },
};

class Figures {
  /** What may be known of things of a type, by what leads to them. */
  readonly #known = new Map<GraphQLObjectType, Set<string>>();

  constructor(private readonly schema: GraphQLSchema) {
    for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) this.#learn(root, 'nothing');
  }

  directivesOf(type: GraphQLObjectType, field: Field): string {
    const weight = this.#mostOf(type, field);
    return [weight === usualWeight(field) ? '' : `@cost(weight: ${weight})`, this.#listSize(type, field)].join(' ');
  }

  #listSize(type: GraphQLObjectType, field: Field): string {
    const isPaged = field.args.some(({ name }) => name === 'first');
    if (isPaged) {
      return `@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)`;
    }
    // Those of a page are as many as it asks for, and of what costs nothing any number does.
    const isOfPage = ['edges', 'nodes'].includes(field.name);
    if (!isListType(getNullableType(field.type)) || isOfPage || !this.#costs(type, field)) return '';
    return `@listSize(assumedSize: ${sizeOf(costOf(field, oneThing, new CostCount(1)))})`;
  }

  /** Whether a field costs anything, with what can be selected below. */
  #costs(type: GraphQLObjectType, field: Field, seen = new Set<GraphQLObjectType>()): boolean {
    if (this.#mostOf(type, field) > 0) return true;
    return this.#members(field).some((member) => {
      if (seen.has(member)) return false;
      seen.add(member);
      return Object.values(member.getFields()).some((below) => this.#costs(member, below, seen));
    });
  }

  #mostOf(type: GraphQLObjectType, field: Field): number {
    return Math.max(0, ...[...(this.#known.get(type) ?? [])].map((known) => this.#weight(field, known)));
  }

  /** Calls for each thing that a field leads to, by what is known of the thing that has the field. */
  #weight(field: Field, known: string): number {
    const count = new CostCount(1);
    const under = costOf(field, { ...oneThing, known }, count);
    const ofThem = this.#members(field).map((member) => callsOfType(member, under.known));
    return Math.ceil(callsOf(count) / sizeOf(under)) + Math.max(0, ...ofThem);
  }

  #learn(type: GraphQLObjectType, known: string): void {
    const before = this.#known.get(type) ?? new Set();
    if (before.has(known)) return;
    this.#known.set(type, before.add(known));
    for (const field of Object.values(type.getFields())) {
      const under = costOf(field, { ...oneThing, known }, new CostCount(1));
      for (const member of this.#members(field)) this.#learn(member, under.known);
    }
  }

  /** The object types to which a field may lead. */
  #members({ type }: Field): readonly GraphQLObjectType[] {
    const named: GraphQLNamedType = getNamedType(type);
    if (isAbstractType(named)) return this.schema.getPossibleTypes(named);
    return isObjectType(named) ? [named] : [];
  }
}

/** What routers take a field for that says nothing: types say that they cost nothing, where they can. */
function usualWeight({ type }: Field): number {
  const named = getNamedType(type);
  return isAbstractType(named) || (isObjectType(named) && isShared(named.astNode)) ? 1 : 0;
}

/** Counts what a field costs by itself, with the defaults of its arguments. @returns Where it leads to. */
function costOf(field: Field, place: CostScope, count: CostCount): CostScope {
  const cost = field.extensions.cost as FieldCost | undefined;
  const args = Object.fromEntries(field.args.map(({ name, defaultValue }) => [name, defaultValue]));
  return { ...place, known: 'id', ...cost?.(selected(field.name, args), place, count) };
}

/** Calls that one thing takes when all of its fields are selected, but for those that cost something by themselves. */
function callsOfType(type: GraphQLObjectType, known: string): number {
  const count = new CostCount(1);
  const cost = type.extensions.cost as TypeCost | undefined;
  const fields = Object.keys(type.getFields()).map((name) => selected(name));
  cost?.(fields, { ...oneThing, known }, count);
  return callsOf(count);
}

function selected(name: string, args: SelectedField['args'] = {}): SelectedField {
  return { name, args, things: name };
}

function sizeOf({ count }: CostScope): number {
  return Math.max(1, count);
}

function callsOf(count: CostCount): number {
  const calls = [...count.total().atMost].map(([operation, number]) => {
    // Once for the instance and then remembered, however many things are asked for.
    return operation === 'DescribeInstance' ? 0 : number;
  });
  return calls.reduce((total, number) => total + number, 0);
}

function isRoot(type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  return type === schema.getQueryType() || type === schema.getMutationType();
}
