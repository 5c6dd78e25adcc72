import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { bareId } from '../connect/ids.js';
import { badUserInput } from './bad-user-input.js';
import { CostCount, type Place, type QueryCost } from './cost-count.js';
import type { FieldCost, SelectedField, TypeCost } from './costs.js';

/**
 * What an operation costs whatever its variables are, by the number of instances, or that they matter; documents are parsed
 * once and asked often.
 */
const knownCosts = new WeakMap<OperationDefinitionNode, Map<number, QueryCost> | 'varies'>();

/**
 * Counts what an operation of a document costs, before anything is executed, by what stands beside its fields and types.
 * Input that is wrong costs nothing here.
 *
 * @param instances How many instances a bare id may be in.
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  instances: number,
): QueryCost {
  let known = knownCosts.get(operation);
  if (!known) {
    known = dependsOnVariables(document) ? 'varies' : new Map<number, QueryCost>();
    knownCosts.set(operation, known);
  }
  const knownCost = known === 'varies' ? undefined : known.get(instances);
  if (knownCost) return knownCost;
  const cost = countCost(schema, document, operation, given, instances);
  // Variables that were wrong left nothing to count.
  if (known !== 'varies' && cost.atMost.size > 0) known.set(instances, cost);
  return cost;
}

/** Arguments that say which thing is meant and not how many: it costs the same as another, unless both are asked for. */
const namingArguments = new Set(['id', 'instanceId']);

/** Whether an operation may cost more with other variables. */
function dependsOnVariables(document: DocumentNode): boolean {
  const timesSelected = new Map<string, number>();
  const withVariables: { readonly field: string | null; readonly argument: string }[] = [];
  let field = '';
  visit(document, {
    Field: ({ name: { value: name } }) => {
      field = name;
      timesSelected.set(name, (timesSelected.get(name) ?? 0) + 1);
    },
    Argument({ name, value }, _key, _parent, _path, ancestors) {
      if (!print(value).includes('$')) return;
      const inDirective = ancestors.some((one) => 'kind' in one && one.kind === Kind.DIRECTIVE);
      withVariables.push({ field: inDirective ? null : field, argument: name.value });
    },
  });
  return withVariables.some(({ field, argument }) => {
    // Of a mutation: each of them is one call.
    if (field !== null && argument === 'input') return false;
    return field === null || !namingArguments.has(argument) || timesSelected.get(field) !== 1;
  });
}

/** Selections that are looked at before a query counts as too large to be meant. */
const maxVisits = 5_000;

type Selected = SelectedField & {
  /** Its name in the answer. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
};

function countCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  instances: number,
): QueryCost {
  const count = new CostCount(instances);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  const root = schema.getRootType(operation.operation);
  const { coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
    maxErrors: 1,
  });
  const numbers = new Map<string, number>();
  let visits = 0;
  if (root && variables) {
    walk(
      root,
      [operation],
      {
        ...{ count: 1, certain: true, lists: 1, apart: false, tries: 1, known: 'nothing' },
        ...{ things: '', named: true, instance: '', path: '' },
      },
      1,
    );
  }
  return count.total();

  function walk(
    type: GraphQLObjectType,
    parents: readonly { selectionSet?: FieldNode['selectionSet'] }[],
    place: Place,
    /** How many things are here by what lists ask for, whether or not they may. */
    asked: number,
  ): void {
    // Fragments that select each other twice over make a tree that no request could walk.
    if (++visits > maxVisits) throw badUserInput(`The query selects more than ${maxVisits} things within things.`);
    const fields = fieldsOf(type, parents, place);
    const costOfType = type.extensions.cost as TypeCost | undefined;
    const waiting = costOfType?.(fields, place, count) ?? [];
    for (const field of fields) {
      const {
        definition,
        key,
        name,
        nodes,
        things,
        args: { first },
      } = field;
      const askedBelow = typeof first === 'number' ? asked * Math.max(first, 0) : asked;
      if (typeof first === 'number') count.listed += askedBelow;
      const costOfField = definition.extensions.cost as FieldCost | undefined;
      const { countOf, ...under }: Place = {
        ...{ ...place, certain: false, lists: place.count, tries: 1, known: 'id', things, named: false },
        apart: place.apart || waiting.includes(name),
        ...costOfField?.(field, place, count),
        path: place.path ? `${place.path}.${key}` : key,
      };
      const next = getNamedType(definition.type);
      if (isObjectType(next) && under.count > 0) walk(next, nodes, under, askedBelow);
      if (!isAbstractType(next)) continue;
      for (const member of schema.getPossibleTypes(next)) {
        // Which of them an answer is shows only then, unless it is known how many there are of each.
        const ofMember = { ...under, things: numberOf(`${under.things}:${member.name}`) };
        const number = countOf?.get(member.name);
        if (!countOf) walk(member, nodes, { ...ofMember, certain: false }, askedBelow);
        else if (number) walk(member, nodes, { ...ofMember, count: number }, askedBelow);
      }
    }
  }

  function fieldsOf(
    type: GraphQLObjectType,
    parents: readonly { selectionSet?: FieldNode['selectionSet'] }[],
    place: Place,
  ): Selected[] {
    const selected = new Map<string, FieldNode[]>();
    for (const { selectionSet } of parents) {
      if (!selectionSet) continue;
      for (const [key, nodes] of collectFields(schema, fragments, variables ?? {}, type, selectionSet)) {
        selected.set(key, [...(selected.get(key) ?? []), ...nodes]);
      }
    }
    const definitions = type.getFields();
    return [...selected].flatMap(([key, nodes]) => {
      const [node] = nodes;
      const definition = node && definitions[node.name.value];
      if (!definition) return [];
      const args = argumentsOf(definition, node);
      const { name } = definition;
      // A mutation has an effect: two that look the same are two.
      const hasEffect = type === schema.getMutationType();
      const things = numberOf(hasEffect ? key : `${place.things}.${name}${thingsNamed(args)}`);
      return [{ key, name, args, things, nodes, definition }];
    });
  }

  /** Short for a text that may hold a megabyte of arguments. */
  function numberOf(text: string): string {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return `${numbers.get(text)}`;
  }

  function argumentsOf(definition: GraphQLField<unknown, unknown>, node: FieldNode) {
    try {
      return getArgumentValues(definition, node, variables);
    } catch {
      // Execution will say what is wrong with it.
      return {};
    }
  }
}

/** Arguments as text that is equal where they mean the same things; the instance is told apart by itself. */
function thingsNamed({ instanceId: _, ...args }: Readonly<Record<string, unknown>>): string {
  const id = typeof args.id === 'string' ? bareId(args.id) : undefined;
  return JSON.stringify({ ...args, id }, (_key, value) => value ?? undefined);
}

/** A response path as QueryCost names it: without the indexes of lists. */
export function fieldPath(path: { readonly prev: unknown; readonly key: string | number } | undefined): string {
  const keys: string[] = [];
  for (let at = path; at; at = at.prev as typeof path) if (typeof at.key === 'string') keys.unshift(at.key);
  return keys.join('.');
}
