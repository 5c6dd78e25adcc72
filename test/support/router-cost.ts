import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

/**
 * What a query costs by the `@cost` and `@listSize` of a subgraph, as routers of federation count it: a field takes its own
 * weight, else that of its type, else 1 for what has fields; a list takes it for each of its items. The query may have
 * inline fragments, but neither named ones nor variables.
 */
export function routerCost(schema: GraphQLSchema, query: string): number {
  const [operation] = parse(query).definitions as OperationDefinitionNode[];
  const root = operation && schema.getRootType(operation.operation);
  if (!root) throw new Error('There is no such root.');
  return costOf(root, operation.selectionSet, {});

  function costOf(type: GraphQLNamedType, set: SelectionSetNode, sizes: Readonly<Record<string, number>>): number {
    const costs = set.selections.map((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        return costOf(narrowed ?? type, selection.selectionSet, sizes);
      }
      if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return 0;
      const field = (type as GraphQLObjectType).getFields()[selection.name.value] as GraphQLField<unknown, unknown>;
      const next = getNamedType(field.type);
      const { size, within } = sizesOf(field, getArgumentValues(field, selection));
      const isList = isListType(getNullableType(field.type));
      const count = isList ? (sizes[field.name] ?? size ?? 1) : 1;
      const below = selection.selectionSet ? costOf(next, selection.selectionSet, within) : 0;
      return count * ((weightOf(field) ?? weightOf(next) ?? (isLeafType(next) ? 0 : 1)) + below);
    });
    return costs.reduce((total, cost) => total + cost, 0);
  }

  function directive(name: string, on: GraphQLField<unknown, unknown> | GraphQLNamedType) {
    const definition = schema.getDirective(name);
    return definition && on.astNode ? getDirectiveValues(definition, on.astNode) : undefined;
  }

  function weightOf(on: GraphQLField<unknown, unknown> | GraphQLNamedType): number | undefined {
    return directive('cost', on)?.weight as number | undefined;
  }

  /** Of a list its own size, of a page those of the lists in it. */
  function sizesOf(field: GraphQLField<unknown, unknown>, args: Readonly<Record<string, unknown>>) {
    const { assumedSize, slicingArguments, sizedFields } = directive('listSize', field) ?? {};
    const sliced = ((slicingArguments ?? []) as string[]).map((name) => Number(args[name]));
    const size = sliced.length > 0 ? Math.max(...sliced) : (assumedSize as number | undefined);
    const within = Object.fromEntries(((sizedFields ?? []) as string[]).map((name) => [name, size ?? 1]));
    return { size, within };
  }
}
