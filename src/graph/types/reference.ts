import type { GatewayContext } from '../context.js';

/** The keys by which another subgraph may name an entity of ours. */
export interface EntityReference {
  readonly id?: string;
  readonly arn?: string;
  readonly instanceId?: string;
}

/**
 * Finds the entity that a reference names; null when there is no such thing. It is not looked for where the reference
 * alone answers all that is selected.
 *
 * @param selected Names of the fields that are selected of it.
 */
export type ReferenceResolver = (
  reference: EntityReference,
  context: GatewayContext,
  selected: ReadonlySet<string>,
) => Promise<object | null>;
