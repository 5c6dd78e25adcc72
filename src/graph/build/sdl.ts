import { type ConstDirectiveNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';

/** Appends directives to a definition. @param text Directives in SDL. */
export function withDirectives<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
  node: Node,
  text: string,
): Node {
  const [definition] = parse(`scalar Any ${text}`, { noLocation: true }).definitions;
  const added = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  return { ...node, directives: [...(node.directives ?? []), ...added] };
}

/** Whether a type is `@shareable`, so that other subgraphs may define it too. */
export function isShared(node: ObjectTypeDefinitionNode | null | undefined): boolean {
  return Boolean(node?.directives?.some(({ name }) => name.value === 'shareable'));
}
