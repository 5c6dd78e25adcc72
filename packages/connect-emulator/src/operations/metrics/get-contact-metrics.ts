import type {
  ContactMetricResult,
  GetContactMetricsCommandInput,
  GetContactMetricsCommandOutput,
} from '@aws-sdk/client-connect';
import type { World } from '../../world/world.js';
import { refusal } from '../refusal.js';
import { contactOf, instanceOf } from '../resolve.js';
import { CurrentMetrics } from './current-metrics.js';

/**
 * Returns the queue position and the estimated wait of a queued contact. "Metrics are only available while the contact
 * is actively in queue" (API reference).
 */
export function getContactMetrics(
  input: GetContactMetricsCommandInput,
  world: World,
): Omit<GetContactMetricsCommandOutput, '$metadata'> {
  const instance = instanceOf(world, input.InstanceId);
  // The model's pattern accepts a contact id after the ARN of an instance.
  const contact = contactOf(instance, input.ContactId?.replace(/^.*\//, ''));
  const { assumptions, now } = world;
  const queued = instance.lifecycle.router.waiting.in(contact.queueId ?? '');
  const position = queued.indexOf(contact) + 1;
  const queue = instance.directory.allQueues.get(contact.queueId ?? '');
  if (position === 0 || !queue) throw refusal(assumptions.errorOfMetricsOutsideQueue);
  const metrics = new CurrentMetrics(instance, now, assumptions.handleTimeForEstimatesMs);
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
