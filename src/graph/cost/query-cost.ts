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
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { bareId } from '../../ids/arn.js';
import { CostCount, type CostScope, type QueryCost } from './cost-count.js';
import type { FieldCost, SelectedField, TypeCost } from './costs.js';
import { queryTooExpensive } from './query-too-expensive.js';

/**
 * Costs of operations whose variables do not matter, by caller, or that they matter. Documents are parsed once and asked
 * often.
 */
const knownCosts = new WeakMap<OperationDefinitionNode, Map<string, QueryCost> | 'varies'>();

/** Callers, by instances and scopes, for whom one operation's cost is kept. */
const maxCallersKnown = 100;

/** The caller's properties on which the cost of a query depends. */
export interface CostCaller {
  /** How many instances a bare id may be in. */
  readonly instances: number;
  /** Null where every field is allowed. */
  readonly scopes: ReadonlySet<string> | null;
}

/**
 * Counts the calls that an operation of a document costs, before anything is executed, by the declarations beside its
 * fields and types. Input that is wrong, and fields that the caller may not see, cost nothing. The work is bounded by
 * `countLimits`, and by the size of the variables.
 *
 * @throws GraphQLError QUERY_TOO_EXPENSIVE
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  caller: CostCaller,
): QueryCost {
  let known = knownCosts.get(operation);
  if (!known) {
    known = dependsOnVariables(document) ? 'varies' : new Map<string, QueryCost>();
    knownCosts.set(operation, known);
  }
  const callerKey = `${caller.instances} ${caller.scopes ? [...caller.scopes].sort().join() : '*'}`;
  const knownCost = known === 'varies' ? undefined : known.get(callerKey);
  if (knownCost) return knownCost;
  const cost = new CostWalk(schema, document, operation, given, caller).total();
  // Variables that were wrong left nothing to count.
  if (known !== 'varies' && cost.atMost.size > 0 && known.size < maxCallersKnown) known.set(callerKey, cost);
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
  // Several mutations may be given the same long input.
  if (withVariables.filter(({ argument }) => argument === 'input').length > 1) return true;
  return withVariables.some(({ field, argument }) => {
    // Of a mutation: each of them is one call.
    if (field !== null && argument === 'input') return false;
    return field === null || !namingArguments.has(argument) || timesSelected.get(field) !== 1;
  });
}

/** Limits of the walk through a query; what is beyond them no client means, and counting it would cost more than refusing. */
export const countLimits = {
  /** Selection sets, each where it is reached: fragments that select each other twice over make a tree without end. */
  places: 5_000,
  /** Fields, each where it is reached. */
  fields: 25_000,
  /** Characters of the response paths, which repeat their aliases at each place. */
  pathCharacters: 1_048_576,
  /**
   * Characters of arguments beyond the first 128 of a field, counted for each thing that has the field: a body can hold one
   * long value, but not ask for it to be read over and over, nor for ten mutations to be given it. References have limits of their
   * own.
   */
  argumentCharacters: 2_097_152,
} as const;

type Selected = SelectedField & {
  /** Its name in the answer. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
};

/** A field node's arguments, the same wherever it is reached. */
interface Arguments {
  readonly args: Readonly<Record<string, unknown>>;
  readonly identity: string;
  /** Characters that count against the limit. */
  readonly size: number;
}

/** Characters of a field's arguments that are not counted. */
const freeArgumentCharacters = 128;

/** Walks through an operation once. */
class CostWalk {
  readonly #count: CostCount;
  /** Without a prototype: a fragment may be called `__proto__`. */
  readonly #fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  readonly #variables: Readonly<Record<string, unknown>> | undefined;
  readonly #arguments = new Map<FieldNode, Map<GraphQLField<unknown, unknown>, Arguments>>();
  /** Short names of what may be long texts. */
  readonly #numbers = new Map<string, number>();
  #places = 0;
  #fields = 0;
  #pathCharacters = 0;
  #argumentCharacters = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    given: Readonly<Record<string, unknown>>,
    private readonly caller: CostCaller,
  ) {
    this.#count = new CostCount(caller.instances);
    for (const node of document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[node.name.value] = node;
    const options = { maxErrors: 1, hideSuggestions: true };
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, options);
    this.#variables = coerced;
  }

  /** @throws GraphQLError QUERY_TOO_EXPENSIVE */
  total(): QueryCost {
    const root = this.schema.getRootType(this.operation.operation);
    if (root && this.#variables) {
      const place: CostScope = {
        ...{ count: 1, certain: true, lists: 1, apart: false, tries: 1, known: 'nothing' },
        ...{ things: '', named: true, instance: '', path: '' },
      };
      this.#walk(root, [this.operation], place, 1);
    }
    return this.#count.total();
  }

  #walk(
    type: GraphQLObjectType,
    parents: readonly { selectionSet?: FieldNode['selectionSet'] }[],
    place: CostScope,
    /** How many things are here by what lists ask for, whether or not they may. */
    asked: number,
  ): void {
    if (++this.#places > countLimits.places) throw tooLarge('selection sets', countLimits.places);
    const count = this.#count;
    const fields = this.#fieldsOf(type, parents, place);
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
      const next = getNamedType(definition.type);
      const { countOf, ...under }: CostScope = {
        ...{ ...place, certain: false, lists: place.count, tries: 1, known: 'id', things, named: false },
        apart: place.apart || waiting.includes(name),
        ...costOfField?.(field, place, count),
        path: isLeafType(next) ? place.path : this.#pathBelow(place, key),
      };
      if (isObjectType(next) && under.count > 0) this.#walk(next, nodes, under, askedBelow);
      if (!isAbstractType(next)) continue;
      for (const member of this.schema.getPossibleTypes(next)) {
        if (!this.#isAllowed(member)) continue;
        // Which of them an answer is shows only then, unless it is known how many there are of each.
        const ofMember = { ...under, things: this.#numberOf(`${under.things}:${member.name}`) };
        const number = countOf?.get(member.name);
        if (!countOf) this.#walk(member, nodes, { ...ofMember, certain: false }, askedBelow);
        else if (number) this.#walk(member, nodes, { ...ofMember, count: number }, askedBelow);
      }
    }
  }

  /** The fields that the caller may see: one that is refused costs nothing, and nothing of it is looked at. */
  #fieldsOf(
    type: GraphQLObjectType,
    parents: readonly { selectionSet?: FieldNode['selectionSet'] }[],
    place: CostScope,
  ): Selected[] {
    const selected = new Map<string, FieldNode[]>();
    for (const { selectionSet } of parents) {
      if (!selectionSet) continue;
      const collected = collectFields(this.schema, this.#fragments, this.#variables ?? {}, type, selectionSet);
      for (const [key, nodes] of collected) {
        const before = selected.get(key);
        if (before) before.push(...nodes);
        else selected.set(key, [...nodes]);
      }
    }
    this.#fields += selected.size;
    if (this.#fields > countLimits.fields) throw tooLarge('fields', countLimits.fields);
    const definitions = type.getFields();
    return [...selected].flatMap(([key, nodes]) => {
      const [node] = nodes;
      const definition = node && definitions[node.name.value];
      if (!definition || !this.#isAllowed(definition)) return [];
      const { args, identity, size } = this.#argumentsOf(definition, node, type);
      this.#argumentCharacters += size * place.count;
      if (this.#argumentCharacters > countLimits.argumentCharacters) {
        throw queryTooExpensive(
          `The arguments of this query hold more than ${countLimits.argumentCharacters} characters, counted for each thing that they are read for. Use shorter values, or fewer fields with long ones.`,
          { limit: countLimits.argumentCharacters },
        );
      }
      const { name } = definition;
      // A mutation has an effect: two that look the same are two.
      const hasEffect = type === this.schema.getMutationType();
      const things = this.#numberOf(hasEffect ? key : `${place.things}.${name}${identity}`);
      return [{ key, name, args, things, nodes, definition }];
    });
  }

  #isAllowed({ extensions }: Pick<GraphQLField<unknown, unknown>, 'extensions'>): boolean {
    const { needs } = extensions as { needs?: readonly string[] | null };
    const { scopes } = this.caller;
    return scopes === null || needs === undefined || (needs?.every((scope) => scopes.has(scope)) ?? false);
  }

  #numberOf(text: string): string {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return String(number);
  }

  #pathBelow({ path }: CostScope, key: string): string {
    const below = path ? `${path}.${key}` : key;
    this.#pathCharacters += below.length;
    if (this.#pathCharacters > countLimits.pathCharacters) {
      throw tooLarge('characters in its response paths', countLimits.pathCharacters);
    }
    return below;
  }

  #argumentsOf(definition: GraphQLField<unknown, unknown>, node: FieldNode, type: GraphQLObjectType): Arguments {
    let ofNode = this.#arguments.get(node);
    if (!ofNode) {
      ofNode = new Map();
      this.#arguments.set(node, ofNode);
    }
    let found = ofNode.get(definition);
    if (!found) {
      found = this.#readArguments(definition, node, type);
      ofNode.set(definition, found);
    }
    return found;
  }

  #readArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode, type: GraphQLObjectType): Arguments {
    if (definition.args.length === 0) return noArguments;
    let args: Record<string, unknown>;
    try {
      args = getArgumentValues(definition, node, this.#variables);
    } catch {
      // Execution will say what is wrong with it.
      return noArguments;
    }
    if (type === this.schema.getMutationType()) {
      // Two mutations that look the same are two: they are told apart by their names in the answer.
      const { size } = this.#count.identities.of(args);
      return { args, identity: '', size: Math.max(0, size - freeArgumentCharacters) };
    }
    // The instance is told apart by itself, and a thing is the same by its id and by its ARN.
    const { instanceId, id, ...others } = args;
    const isName = typeof id === 'string' && id.length <= longestName;
    const { identities } = this.#count;
    const { text, size } = identities.of({ ...others, id: isName ? bareId(id) : id });
    if (definition.name === '_entities') return { args, identity: text, size: 0 };
    const all = size + identities.of(instanceId).size;
    return { args, identity: text, size: Math.max(0, all - freeArgumentCharacters) };
  }
}

/** Longer texts are no ids, nor ARNs. */
const longestName = 1_000;

const noArguments: Arguments = { args: {}, identity: '{}', size: 0 };

function tooLarge(what: string, most: number): Error {
  return queryTooExpensive(
    `With its fragments the query selects more than ${most} ${what}. Ask for less at once, or spread fragments less often.`,
    { limit: most },
  );
}

/** A response path as QueryCost names it: without the indexes of lists. */
export function fieldPath(path: { readonly prev: unknown; readonly key: string | number } | undefined): string {
  const keys: string[] = [];
  for (let at = path; at; at = at.prev as typeof path) if (typeof at.key === 'string') keys.unshift(at.key);
  return keys.join('.');
}
