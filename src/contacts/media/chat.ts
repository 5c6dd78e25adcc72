import type { IdResolver } from '../../connect/inputs/id-resolver.js';
import { ConnectChannel } from '../../directory/channel.js';
import { ConnectInputViolation } from '../../errors/input-violation.js';
import { explainedBy, ongoing, onlyFor, onlyWhile } from '../refusals/contact-refusal.js';

/** Messages are those of ongoing chats only. More of them, and who gets them, no read shows. */
export const explainedByChat = explainedBy(onlyFor(ConnectChannel.CHAT), onlyWhile(...ongoing));

const services = {
  sns: { noun: 'a topic of Amazon SNS', setting: 'STREAMING_TOPIC_ARNS' },
  lambda: { noun: 'a function of AWS Lambda', setting: 'MEDIA_PROCESSOR_ARNS' },
} as const;

/**
 * The ARN of a thing outside of Connect that gets the messages of a chat, as it was given: one of those that the operator
 * lists, or else anyone could name a topic of another account.
 *
 * @param allowed Null for any.
 */
export function arnOfService(
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
