import { defaultQuota, type Quota } from '#connect-model';
import { own } from '../../lib/own.js';

/** Settings for the part of Connect's quotas that this process may use. */
export interface QuotaSettings {
  /** Quotas that replace the documented defaults, by operation; `off` disables all quotas. */
  readonly overrides: Readonly<Record<string, Quota>> | 'off';
  /** Fraction of each quota that this process uses, above 0 and up to 1. Other processes may use the rest. */
  readonly share: number;
}

/** Returns the quota of an operation; null if there is none. */
export function quotaOf(operation: string, { overrides }: QuotaSettings): Quota | null {
  if (overrides === 'off') return null;
  return own(overrides, operation) ?? defaultQuota(operation);
}
