import { defaultQuota, type Quota } from '#connect-model';
import { own } from '../../lib/own.js';

/** How much of Connect's quotas this process may use. */
export interface QuotaSettings {
  /** Quotas in place of the documented defaults, by operation; `off` keeps to no quota at all. */
  readonly overrides: Readonly<Record<string, Quota>> | 'off';
  /** The part of each quota, above 0 and up to 1: other replicas and applications use the same account. */
  readonly share: number;
}

/** The quota of an operation; null where none is kept. */
export function quotaOf(operation: string, { overrides }: QuotaSettings): Quota | null {
  if (overrides === 'off') return null;
  return own(overrides, operation) ?? defaultQuota(operation);
}
