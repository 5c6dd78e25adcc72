import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type ASTNode, type SourceLocation, visit } from 'graphql';
import type { GatewayContext } from '../graph/context.js';

const location = Symbol('location');
type LocatedNode = ASTNode & { [location]?: SourceLocation };

/** Locations that one error shows. */
const maxLocations = 10;

/**
 * Takes the location of each node from its first token, once, and removes graphql-js' own `loc` from the document: with
 * it, every error counts the lines of the whole text again for each of its nodes. The document is also kept without its
 * tokens.
 */
const listener: GraphQLRequestListener<GatewayContext> = {
  async validationDidStart({ document }) {
    visit(document, {
      enter(node: LocatedNode) {
        const { loc } = node;
        if (!loc) return;
        node[location] = { line: loc.startToken.line, column: loc.startToken.column };
        delete (node as { loc?: unknown }).loc;
      },
    });
  },
};

export const locateNodesOnce: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return listener;
  },
};

/** Where the nodes of an error stand, the first ten at most; undefined for nodes without a known place. */
export function locationsOf(nodes: readonly ASTNode[] | undefined): readonly SourceLocation[] | undefined {
  const locations: SourceLocation[] = [];
  for (const node of nodes?.slice(0, maxLocations) ?? []) {
    const known = (node as LocatedNode)[location];
    if (known) locations.push(known);
  }
  return locations.length > 0 ? locations : undefined;
}
