import type {
  ContactMetricResult,
  GetContactMetricsCommandInput,
  GetContactMetricsCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceStateOf } from '../resolve.js';
import { CurrentMetrics } from './current-metrics.js';

/**
 * Returns the queue position and the estimated wait of a queued contact. "Metrics are only available while the contact
 * is actively in queue" (API reference).
 */
export function getContactMetrics(
  input: GetContactMetricsCommandInput,
  world: World,
): Omit<GetContactMetricsCommandOutput, '$metadata'> {
  const state = instanceStateOf(world, input.InstanceId);
  // The model's pattern also accepts the ARN of an instance with the contact id in place of the instance id.
  const contact = contactOf(state, input.ContactId?.replace(/^.*\//, ''));
  const { assumptions, now } = world;
  const queued = state.lifecycle.router.waiting.in(contact.queueId ?? '');
  const position = queued.indexOf(contact) + 1;
  const queue = state.directory.allQueues.get(contact.queueId ?? '');
  if (position === 0 || !queue) throw refusal(assumptions.errorOfMetricsOutsideQueue);
  const metrics = new CurrentMetrics(state, now, assumptions.handleTimeForEstimatesMs);
  const scope = { queues: [queue], channels: [contact.channel], isGrouped: true };
  return {
    Id: contact.id,
    Arn: contact.arn,
    MetricResults: (input.Metrics ?? []).map(
      ({ Name }): ContactMetricResult => ({
        Name,
        Value: {
          Number: Name === 'POSITION_IN_QUEUE' ? position : Math.ceil(metrics.waitMs(position, scope) / 1000),
        },
      }),
    ),
  };
}
