import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type ASTNode, type DocumentNode, type SourceLocation, visit } from 'graphql';
import type { GatewayContext } from '../../graph/context.js';

const location = Symbol('location');
/** Line and column in one small integer, since a document that is kept has thousands of them. */
type LocatedNode = ASTNode & { [location]?: number };
/** More than a line may have characters, within the limit of a document's bytes. */
const columns = 2 ** 17;
const nodes = Symbol('nodes');

/** Locations that one error shows. */
const maxLocations = 10;

/**
 * Takes the location of each node from its first token, once, and removes graphql-js' own `loc` from the document: with
 * it, every error counts the lines of the whole text again for each of its nodes. The document is also kept without its
 * tokens.
 */
const listener: GraphQLRequestListener<GatewayContext> = {
  async validationDidStart({ document }) {
    let count = 0;
    visit(document, {
      enter(node: LocatedNode) {
        count++;
        const { loc } = node;
        if (!loc) return;
        node[location] = loc.startToken.line * columns + Math.min(loc.startToken.column, columns - 1);
        // Not deleted: that would make a dictionary of each node.
        (node as { loc?: unknown }).loc = undefined;
      },
    });
    (document as CountedDocument)[nodes] = count;
  },
};

export const locateNodesOnce: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return listener;
  },
};

type CountedDocument = DocumentNode & { [nodes]?: number };

/** How many nodes a document has that was validated here. */
export function nodesOf(document: DocumentNode): number {
  return (document as CountedDocument)[nodes] ?? 0;
}

/** Where the nodes of an error stand, the first ten at most; undefined for nodes without a known place. */
export function locationsOf(nodes: readonly ASTNode[] | undefined): readonly SourceLocation[] | undefined {
  const locations: SourceLocation[] = [];
  for (const node of nodes?.slice(0, maxLocations) ?? []) {
    const known = (node as LocatedNode)[location];
    if (known) locations.push({ line: Math.floor(known / columns), column: known % columns });
  }
  return locations.length > 0 ? locations : undefined;
}
