import type { GatewayContext } from '../context.js';

/** Keys in another subgraph's reference to an entity. */
export interface EntityReference {
  readonly id?: string;
  readonly arn?: string;
  readonly instanceId?: string;
}

/**
 * Resolves a reference to its entity; null if the entity does not exist. Makes no call if the reference itself contains
 * all selected fields.
 *
 * @param selected Names of the selected fields.
 */
export type ReferenceResolver = (
  reference: EntityReference,
  context: GatewayContext,
  selected: ReadonlySet<string>,
) => Promise<object | null>;
