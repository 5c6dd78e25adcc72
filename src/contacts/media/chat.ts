import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { ConnectChannel } from '../../directory/channel.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { explainedBy, ongoing, onlyFor, onlyWhile } from '../refusals/contact-refusal.js';

/**
 * Finds the reason of a refusal in the channel and the state of the contact. It cannot find a reason in the streams of a
 * chat, because no read returns them.
 */
export const explainedByChat = explainedBy(onlyFor(ConnectChannel.CHAT), onlyWhile(...ongoing));

const services = {
  sns: { noun: 'a topic of Amazon SNS', setting: 'STREAMING_TOPIC_ARNS' },
  lambda: { noun: 'a function of AWS Lambda', setting: 'MEDIA_PROCESSOR_ARNS' },
} as const;

/**
 * Checks the ARN of the SNS topic or Lambda function that receives the messages of a chat. The ARN must be on the
 * operator's list, since a caller could otherwise send messages to another AWS account.
 *
 * @param allowed The allowed ARNs; null for any.
 */
export function checkedServiceArn(
  service: keyof typeof services,
  field: string,
  arn: string,
  allowed: ReadonlySet<string> | null,
  ids: IdResolver,
): string {
  const { noun, setting } = services[service];
  const violated = (message: string) => ids.violations.push(new ConnectInputViolation([field], message));
  if (!new RegExp(`^arn:aws[a-z-]*:${service}:`).test(arn)) violated(`must be the ARN of ${noun}.`);
  else if (allowed && !allowed.has(arn)) violated(`is not listed in the gateway's setting ${setting}.`);
  return arn;
}
