import { randomUUID } from 'node:crypto';
import type { AdditionalEmailRecipients, EmailAddressInfo, EndpointInfo, Reference } from '@aws-sdk/client-connect';
import type { Contact } from '../../world/entities.js';
import { storedFile } from '../../world/files.js';
import type { InstanceState } from '../../world/instance-state.js';
import type { World } from '../../world/world.js';
import { callerArn } from '../caller.js';
import { invalidRequest, refusal } from '../refusal.js';

/** Maximum number of recipients besides the first: "limited to 50 total addresses" (API reference). */
const maxOtherRecipients = 49;

/**
 * Returns the recipients besides the first, as a contact shows them.
 *
 * @throws ConnectException as the assumptions say for too many recipients.
 */
export function otherRecipients(
  { assumptions }: World,
  to: readonly EmailAddressInfo[] = [],
  cc: readonly EmailAddressInfo[] = [],
): AdditionalEmailRecipients | undefined {
  if (to.length + cc.length > maxOtherRecipients) throw refusal(assumptions.errorOfTooManyRecipients);
  if (to.length + cc.length === 0) return undefined;
  const recipient = ({ EmailAddress, DisplayName }: EmailAddressInfo) => ({ Address: EmailAddress, DisplayName });
  return { ToList: to.map(recipient), CcList: cc.map(recipient) };
}

/**
 * Checks a raw message, whose content type is "text/plain or text/html" (API reference), and returns it.
 *
 * @throws ConnectException InvalidRequestException for a missing message or another type. The error is undocumented.
 */
export function rawMessage<T extends { readonly ContentType: string | undefined }>(message: T | undefined): T {
  if (message?.ContentType !== 'text/plain' && message?.ContentType !== 'text/html') throw invalidRequest();
  return message;
}

/** Returns the reference to the stored message of an email. */
export function messageReference({ instance }: InstanceState): Record<string, Reference> {
  return { Message: { Type: 'EMAIL_MESSAGE', Status: 'APPROVED', Arn: `${instance.arn}/file/${randomUUID()}` } };
}

/** Stores the text of a raw message as the file that the email's reference names. */
export function storeMessage(
  { now }: World,
  { files, instance }: InstanceState,
  email: Contact,
  { Body = '', ContentType }: { readonly Body: string | undefined; readonly ContentType: string | undefined },
): void {
  const arn = email.references.Message?.Arn ?? '';
  files.add(
    storedFile({
      id: arn.slice(arn.lastIndexOf('/') + 1),
      arn,
      name: ContentType === 'text/html' ? 'message.html' : 'message.txt',
      content: Buffer.from(Body, 'utf8'),
      useCase: 'EMAIL_MESSAGE',
      resourceArn: email.arn,
      createdBy: { AWSIdentityArn: callerArn(instance) },
      createdAt: now,
      status: 'APPROVED',
      tags: {},
    }),
  );
}

export function emailEndpoint({ EmailAddress, DisplayName }: EmailAddressInfo): EndpointInfo {
  return { Type: 'EMAIL_ADDRESS', Address: EmailAddress, DisplayName };
}

/**
 * Returns an email address of the instance as an endpoint.
 *
 * @throws ConnectException as the assumptions say when the address does not belong to the instance.
 */
export function ownEmailEndpoint(
  { assumptions }: World,
  { directory }: InstanceState,
  address: string | undefined,
): EndpointInfo {
  const own = directory.emailAddresses.sorted.find(({ name }) => name.toLowerCase() === address?.toLowerCase());
  if (!own) throw refusal(assumptions.errorOfForeignEndpoint);
  return { Type: 'EMAIL_ADDRESS', Address: own.name, DisplayName: own.displayName };
}
