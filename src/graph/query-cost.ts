import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
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
  type ValueNode,
  visit,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { badUserInput } from './bad-user-input.js';

/** How many calls of each operation of Connect a query makes. */
export class QueryCost {
  /** What memory and other requests' reads may spare, but nothing else. */
  readonly certain = new Map<string, number>();
  /** With all that depends on what Connect answers. */
  readonly atMost = new Map<string, number>();
  /** Response paths, without indexes, of the contacts whose whole record is read. */
  readonly described = new Set<string>();

  add(operation: string, calls: number, certain: boolean): void {
    if (calls === 0) return;
    this.atMost.set(operation, (this.atMost.get(operation) ?? 0) + calls);
    if (certain) this.certain.set(operation, (this.certain.get(operation) ?? 0) + calls);
  }
}

/** The things that a selection is about. */
export interface Place {
  /** How many of them there are, a full page of a list. */
  readonly count: number;
  /** Where they are of several types, how many there are of each. */
  readonly countOf?: Readonly<Record<string, number>>;
  /** Whether they are there for certain. */
  readonly certain: boolean;
  /** What is known of each without a call; for contacts only. */
  readonly known: string;
  /** Names of the fields that lead here. */
  readonly path: string;
}

/** A field that is selected of them. */
export interface SelectedField {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * What selecting fields of one type costs, all of them together, since one read serves several.
 * @returns Where the fields that hold other things lead; those that are not named lead to as many things of the same kind.
 */
export type TypeCost = (
  fields: readonly SelectedField[],
  place: Place,
  cost: QueryCost,
) => Readonly<Record<string, Partial<Place>>>;

/** What an operation costs whatever its variables are; documents are parsed once and asked often. */
const knownCosts = new WeakMap<OperationDefinitionNode, QueryCost>();

/** Counts what an operation of a document costs, before anything is executed. Input that is wrong costs nothing here. */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  costs: Readonly<Record<string, TypeCost>>,
): QueryCost {
  const known = knownCosts.get(operation);
  if (known) return known;
  const cost = countCost(schema, document, operation, given, costs);
  // Variables that were wrong left nothing to count.
  if (cost.atMost.size > 0 && !dependsOnVariables(document)) knownCosts.set(operation, cost);
  return cost;
}

/** Whether a variable decides how many things there are, or whether a field is there: elsewhere it costs the same. */
function dependsOnVariables(document: DocumentNode): boolean {
  let depends = false;
  const look = (node: { readonly value: ValueNode }) => {
    if (print(node.value).includes('$')) depends = true;
  };
  visit(document, {
    Argument(node, _key, _parent, _path, ancestors) {
      const inDirective = ancestors.some((one) => 'kind' in one && one.kind === Kind.DIRECTIVE);
      if (inDirective || countingArguments.has(node.name.value)) look(node);
    },
  });
  return depends;
}

/** Selections that are looked at before a query counts as too large to be meant. */
const maxVisits = 5_000;

/** Arguments that say how many things a field leads to. */
const countingArguments = new Set(['first', 'representations']);

function countCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  costs: Readonly<Record<string, TypeCost>>,
): QueryCost {
  const cost = new QueryCost();
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  const root = schema.getRootType(operation.operation);
  const { coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
    maxErrors: 1,
  });
  let visits = 0;
  if (root && variables) walk(root, [operation], { count: 1, certain: true, known: 'nothing', path: '' });
  return cost;

  function walk(
    type: GraphQLObjectType,
    parents: readonly { selectionSet?: FieldNode['selectionSet'] }[],
    place: Place,
  ) {
    // Fragments that select each other twice over make a tree that no request could walk.
    if (++visits > maxVisits) throw badUserInput(`The query selects more than ${maxVisits} things within things.`);
    const selected = new Map<string, FieldNode[]>();
    for (const { selectionSet } of parents) {
      if (!selectionSet) continue;
      for (const [key, nodes] of collectFields(schema, fragments, variables ?? {}, type, selectionSet)) {
        selected.set(key, [...(selected.get(key) ?? []), ...nodes]);
      }
    }
    const definitions = type.getFields();
    const fields = [...selected].flatMap(([key, nodes]) => {
      const [node] = nodes;
      const definition = node && definitions[node.name.value];
      return definition ? [{ key, nodes, definition, name: definition.name, args: argumentsOf(definition, node) }] : [];
    });
    const leadsTo = costs[type.name]?.(fields, place, cost) ?? {};
    for (const { key, nodes, definition, name } of fields) {
      const next = getNamedType(definition.type);
      const under = { ...place, ...leadsTo[name], path: place.path ? `${place.path}.${key}` : key };
      for (const member of isAbstractType(next) ? schema.getPossibleTypes(next) : [next]) {
        const { countOf, ...rest } = under;
        if (isObjectType(member))
          walk(member, nodes, { ...rest, count: countOf ? (countOf[member.name] ?? 0) : rest.count });
      }
    }
  }

  function argumentsOf(definition: Parameters<typeof getArgumentValues>[0], node: FieldNode) {
    try {
      return getArgumentValues(definition, node, variables);
    } catch {
      // Execution will say what is wrong with it.
      return {};
    }
  }
}

/** A response path as QueryCost names it: without the indexes of lists. */
export function fieldPath(path: { readonly prev: unknown; readonly key: string | number } | undefined): string {
  const keys: string[] = [];
  for (let at = path; at; at = at.prev as typeof path) if (typeof at.key === 'string') keys.unshift(at.key);
  return keys.join('.');
}
