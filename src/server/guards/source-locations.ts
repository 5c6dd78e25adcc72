import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type ASTNode, type DocumentNode, type SourceLocation, visit } from 'graphql';
import type { GatewayContext } from '../../graph/context.js';

const location = Symbol('location');
/** A node with its line and column in one integer, to save memory in cached documents. */
type LocatedNode = ASTNode & { [location]?: number };
/** Columns of a line that a location can distinguish. Later columns count as the last one. */
const columns = 2 ** 17;
const nodes = Symbol('nodes');

/** Maximum number of locations in one error. */
const maxLocations = 10;

/**
 * Stores the location of each node once, from its first token, and removes graphql-js's `loc`. With `loc`, every error
 * would count the lines of the whole text for each of its nodes, and a cached document would hold all its tokens.
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
        // Not deleted, since `delete` would slow down the object (dictionary mode).
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

/** Returns the number of nodes of a validated document; 0 for any other. */
export function nodesOf(document: DocumentNode): number {
  return (document as CountedDocument)[nodes] ?? 0;
}

/** Returns the locations of an error's nodes, at most ten; undefined if none is known. */
export function locationsOf(nodes: readonly ASTNode[] | undefined): readonly SourceLocation[] | undefined {
  const locations: SourceLocation[] = [];
  for (const node of nodes?.slice(0, maxLocations) ?? []) {
    const known = (node as LocatedNode)[location];
    if (known) locations.push({ line: Math.floor(known / columns), column: known % columns });
  }
  return locations.length > 0 ? locations : undefined;
}
