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
 * Cached costs by operation and caller; `varies` for an operation whose cost depends on its variables. A parsed
 * document is used for many requests.
 */
const cachedCosts = new WeakMap<OperationDefinitionNode, Map<string, QueryCost> | 'varies'>();

/** Maximum number of cached costs of one operation, for callers with different scopes or numbers of instances. */
const maxCachedCosts = 100;

/** Properties of the caller that determine the cost of a query. */
export interface CostCaller {
  /** Number of instances that a bare id may belong to. */
  readonly instances: number;
  /** Scopes of the caller; null if all fields are allowed. */
  readonly scopes: ReadonlySet<string> | null;
}

/**
 * Counts the calls to Connect that an operation needs, before its execution, from the costs declared with fields and
 * types. Invalid input and fields that the caller may not see cost nothing. The work is bounded by `countLimits` and
 * the size of the variables.
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
  let known = cachedCosts.get(operation);
  if (!known) {
    known = dependsOnVariables(document) ? 'varies' : new Map<string, QueryCost>();
    cachedCosts.set(operation, known);
  }
  const callerKey = `${caller.instances} ${caller.scopes ? [...caller.scopes].sort().join() : '*'}`;
  const knownCost = known === 'varies' ? undefined : known.get(callerKey);
  if (knownCost) return knownCost;
  const cost = new CostWalk(schema, document, operation, given, caller).total();
  // An empty cost may come from invalid variables, so it is not cached.
  if (known !== 'varies' && cost.atMost.size > 0 && known.size < maxCachedCosts) known.set(callerKey, cost);
  return cost;
}

/**
 * Arguments that select a resource but not a number of resources. Their values matter only if a field is selected
 * twice.
 */
const namingArguments = new Set(['id', 'instanceId']);

/** Whether the cost of an operation may depend on its variables. */
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
  // Several mutations may use the same long input, and the size of their arguments counts.
  if (withVariables.filter(({ argument }) => argument === 'input').length > 1) return true;
  return withVariables.some(({ field, argument }) => {
    // The number of calls of a mutation does not depend on the values in its input.
    if (field !== null && argument === 'input') return false;
    return field === null || !namingArguments.has(argument) || timesSelected.get(field) !== 1;
  });
}

/** Limits of counting the cost. No useful query exceeds them. */
export const countLimits = {
  /** Selection sets, counted at each use: fragments that use each other repeatedly expand to huge trees. */
  selectionSets: 5_000,
  /** Fields, counted at each use. */
  fields: 25_000,
  /** Characters of all response paths, which repeat the aliases of their parents. */
  pathCharacters: 1_048_576,
  /**
   * Characters of arguments beyond the first 256 of a field, counted for each resource that has the field. A query may
   * have one long value, but cannot make the gateway read it many times or pass it to ten mutations. References have
   * their own limits.
   */
  argumentCharacters: 2_097_152,
} as const;

type Selected = SelectedField & {
  /** Name in the response: the alias or the field's name. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
};

/** Arguments of a field node, the same at each use. */
interface Arguments {
  readonly args: Readonly<Record<string, unknown>>;
  readonly identity: string;
  /** Number of characters that count against the limit. */
  readonly size: number;
}

/** Number of characters of a field's arguments that do not count. */
const freeArgumentCharacters = 256;

/** Counts the cost of one operation by a walk through its selections. */
class CostWalk {
  readonly #count: CostCount;
  /** Fragments by name. Has no prototype, because a fragment may be named `__proto__`. */
  readonly #fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  readonly #variables: Readonly<Record<string, unknown>> | undefined;
  readonly #arguments = new Map<FieldNode, Map<GraphQLField<unknown, unknown>, Arguments>>();
  /** Short numbers in place of identities. */
  readonly #numbers = new Map<string, number>();
  #selectionSets = 0;
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

  /** Counts the cost of the operation. @throws GraphQLError QUERY_TOO_EXPENSIVE */
  total(): QueryCost {
    const root = this.schema.getRootType(this.operation.operation);
    if (root && this.#variables) {
      const scope: CostScope = {
        ...{ count: 1, certain: true, lists: 1, staggered: false, candidateInstances: 1, known: 'nothing' },
        ...{ identity: '', named: true, instance: '', path: '' },
      };
      this.#walk(root, [this.operation], scope, 1);
    }
    return this.#count.total();
  }

  #walk(
    type: GraphQLObjectType,
    parents: readonly { selectionSet?: FieldNode['selectionSet'] }[],
    scope: CostScope,
    /** Number of items that the enclosing lists request, by their argument `first`. */
    requested: number,
  ): void {
    if (++this.#selectionSets > countLimits.selectionSets) throw tooLarge('selection sets', countLimits.selectionSets);
    const count = this.#count;
    const fields = this.#fieldsOf(type, parents, scope);
    const costOfType = type.extensions.cost as TypeCost | undefined;
    const waiting = costOfType?.(fields, scope, count) ?? [];
    for (const field of fields) {
      const {
        definition,
        key,
        name,
        nodes,
        identity: resultIdentity,
        args: { first },
      } = field;
      const requestedBelow = typeof first === 'number' ? requested * Math.max(first, 0) : requested;
      if (typeof first === 'number') count.listed += requestedBelow;
      const costOfField = definition.extensions.cost as FieldCost | undefined;
      const resultType = getNamedType(definition.type);
      const { countOf, ...resultScope }: CostScope = {
        ...{
          ...scope,
          certain: false,
          lists: scope.count,
          candidateInstances: 1,
          known: 'id',
          identity: resultIdentity,
          named: false,
        },
        staggered: scope.staggered || waiting.includes(name),
        ...costOfField?.(field, scope, count),
        path: isLeafType(resultType) ? scope.path : this.#pathBelow(scope, key),
      };
      if (isObjectType(resultType) && resultScope.count > 0) this.#walk(resultType, nodes, resultScope, requestedBelow);
      if (!isAbstractType(resultType)) continue;
      for (const member of this.schema.getPossibleTypes(resultType)) {
        if (!this.#isAllowed(member)) continue;
        // Only the response shows the member type, unless the number of resources of each type is known.
        const ofMember = { ...resultScope, identity: this.#numberOf(`${resultScope.identity}:${member.name}`) };
        const number = countOf?.get(member.name);
        if (!countOf) this.#walk(member, nodes, { ...ofMember, certain: false }, requestedBelow);
        else if (number) this.#walk(member, nodes, { ...ofMember, count: number }, requestedBelow);
      }
    }
  }

  /**
   * Returns the selected fields that the caller may see. A refused field costs nothing, so its selections are skipped.
   */
  #fieldsOf(
    type: GraphQLObjectType,
    parents: readonly { selectionSet?: FieldNode['selectionSet'] }[],
    scope: CostScope,
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
      this.#argumentCharacters += size * scope.count;
      if (this.#argumentCharacters > countLimits.argumentCharacters) {
        throw queryTooExpensive(
          `The arguments of this query have more than ${countLimits.argumentCharacters} characters, counted for each resource that uses them. Use shorter values, or fewer fields with long ones.`,
          { limit: countLimits.argumentCharacters },
        );
      }
      const { name } = definition;
      // Two equal mutations have two effects, so they are counted separately by their response names.
      const hasEffect = type === this.schema.getMutationType();
      const ofField = this.#numberOf(hasEffect ? key : `${scope.identity}.${name}${identity}`);
      return [{ key, name, args, identity: ofField, nodes, definition }];
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
      throw tooLarge(
        'characters in its response paths',
        countLimits.pathCharacters,
        'Use shorter aliases, or select less',
      );
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
      // Execution reports invalid arguments.
      return noArguments;
    }
    if (type === this.schema.getMutationType()) {
      // The response name distinguishes mutations, so no identity is needed.
      const { size } = this.#count.identities.of(args);
      return { args, identity: '', size: Math.max(0, size - freeArgumentCharacters) };
    }
    // The instance is part of the scope. The id and the ARN of a resource have the same identity.
    const { instanceId, id, ...others } = args;
    const isName = typeof id === 'string' && id.length <= longestName;
    const { identities } = this.#count;
    const { text, size } = identities.of({ ...others, id: isName ? bareId(id) : id });
    if (definition.name === '_entities') return { args, identity: text, size: 0 };
    const all = size + identities.of(instanceId).size;
    return { args, identity: text, size: Math.max(0, all - freeArgumentCharacters) };
  }
}

/** Maximum characters of a text that may be an id or ARN. */
const longestName = 1_000;

const noArguments: Arguments = { args: {}, identity: '{}', size: 0 };

function tooLarge(what: string, most: number, remedy = 'Select less at once, or use fragments less often'): Error {
  return queryTooExpensive(`The query with its fragments has more than ${most} ${what}. ${remedy}.`, { limit: most });
}

/** Returns a response path without list indexes, as in `QueryCost`. */
export function fieldPath(path: { readonly prev: unknown; readonly key: string | number } | undefined): string {
  const keys: string[] = [];
  for (let at = path; at; at = at.prev as typeof path) if (typeof at.key === 'string') keys.unshift(at.key);
  return keys.join('.');
}
