import type { Behaviour } from '../behaviour.js';
import { getContactMetrics } from './get-contact-metrics.js';
import { getCurrentMetricData } from './get-current-metric-data.js';
import { getCurrentUserData } from './get-current-user-data.js';
import { getMetricData } from './get-metric-data.js';
import { getMetricDataV2 } from './get-metric-data-v2.js';

export const metricBehaviours: Readonly<Record<string, Behaviour>> = {
  GetContactMetrics: getContactMetrics,
  GetCurrentMetricData: getCurrentMetricData,
  GetCurrentUserData: getCurrentUserData,
  GetMetricData: getMetricData,
  GetMetricDataV2: getMetricDataV2,
};
