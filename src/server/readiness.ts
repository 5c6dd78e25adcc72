/** Something without which the gateway cannot serve. */
export interface Check {
  /** As it is called where all are listed. */
  readonly name: string;
  /** Why to wait when it is not there: no more than a probe needs to know. */
  readonly reason: string;
  readonly works: () => boolean | Promise<boolean>;
}

export interface Readiness {
  /** The first reason to wait; null when there is none. */
  readonly reason: string | null;
  /** Whether each is there; those after the first that is not are not looked at. */
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Looks at each in turn. */
export async function readiness(checks: readonly Check[]): Promise<Readiness> {
  const seen: Record<string, boolean> = {};
  for (const { name, reason, works } of checks) {
    seen[name] = await works();
    if (!seen[name]) return { reason, checks: seen };
  }
  return { reason: null, checks: seen };
}
