/** A condition that the gateway needs in order to serve requests. */
export interface Check {
  /** The key in `Readiness.checks`. */
  readonly name: string;
  /** The reason that a probe receives when the check fails. */
  readonly reason: string;
  readonly works: () => boolean | Promise<boolean>;
}

export interface Readiness {
  /** The reason of the first check that failed; null when the gateway is ready. */
  readonly reason: string | null;
  /** The result of each check that ran. Checks after the first failure do not run. */
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Runs the checks in order and stops at the first failure. */
export async function readiness(checks: readonly Check[]): Promise<Readiness> {
  const seen: Record<string, boolean> = {};
  for (const { name, reason, works } of checks) {
    seen[name] = await works();
    if (!seen[name]) return { reason, checks: seen };
  }
  return { reason: null, checks: seen };
}
