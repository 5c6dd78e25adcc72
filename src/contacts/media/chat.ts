import { ConnectInputViolation } from '../../connect/errors.js';
import type { InputReader } from '../../connect/input-reader.js';
import { ConnectChannel } from '../contact-enums.js';
import { explainedBy, ongoing, onlyFor, onlyWhile } from '../contact-refusal.js';

/** Messages are those of ongoing chats only. More of them, and who gets them, no read shows. */
export const explainedByChat = explainedBy(onlyFor(ConnectChannel.CHAT), onlyWhile(...ongoing));

const services = { sns: 'a topic of Amazon SNS', lambda: 'a function of AWS Lambda' } as const;

/** The ARN of a thing outside of Connect, as it was given. */
export function arnOfService(service: keyof typeof services, field: string, arn: string, ids: InputReader): string {
  if (!new RegExp(`^arn:aws[a-z-]*:${service}:`).test(arn)) {
    ids.violations.push(new ConnectInputViolation([field], `must be the ARN of ${services[service]}.`));
  }
  return arn;
}
