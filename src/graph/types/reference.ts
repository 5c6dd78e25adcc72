import type { GatewayContext } from '../context.js';

/** Key fields in another subgraph's reference to an entity. */
export interface EntityReference {
  readonly id?: string;
  readonly arn?: string;
  readonly instanceId?: string;
}

/**
 * Resolves a reference to its entity; null if the entity does not exist. If all selected fields follow from the
 * reference, the entity is not read and may not exist.
 *
 * @param selected Names of the selected fields.
 */
export type ReferenceResolver = (
  reference: EntityReference,
  context: GatewayContext,
  selected: ReadonlySet<string>,
) => Promise<object | null>;
