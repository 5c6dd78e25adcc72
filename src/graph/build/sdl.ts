import { type ConstDirectiveNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';

/** A definition with these directives behind its own. @param text As they are written. */
export function withDirectives<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
  node: Node,
  text: string,
): Node {
  const [definition] = parse(`scalar Any ${text}`, { noLocation: true }).definitions;
  const added = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
  return { ...node, directives: [...(node.directives ?? []), ...added] };
}

/** Whether other subgraphs may have the same type. */
export function isShared(node: ObjectTypeDefinitionNode | null | undefined): boolean {
  return Boolean(node?.directives?.some(({ name }) => name.value === 'shareable'));
}
