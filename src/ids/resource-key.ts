/** Key of a resource: its instance and its id. */
export interface ResourceKey {
  readonly instanceId: string;
  readonly id: string;
}

/** Groups ids by instance. */
export function byInstance(keys: readonly ResourceKey[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { instanceId, id } of keys) groups.set(instanceId, [...(groups.get(instanceId) ?? []), id]);
  return groups;
}
