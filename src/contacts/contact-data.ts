import type { AttachmentReference, EndpointInfo, ReferenceSummary } from '@aws-sdk/client-connect';
import { Field, ID, ObjectType } from 'type-graphql';
import { own } from '../lib/own.js';
import { ConnectReferenceType } from './contact-enums.js';

@ObjectType({ description: 'User-defined attribute of a contact. Personal data.' })
export class ConnectAttribute {
  @Field({ description: 'Name of the attribute.' })
  name!: string;

  @Field({ description: 'Value of the attribute. Never null, but can be empty.' })
  value!: string;
}

@ObjectType({ description: 'Endpoint of a contact, such as a phone number or an email address. Personal data.' })
export class ConnectEndpoint {
  @Field(() => String, { nullable: true, description: 'Type of the address, as returned by Connect.' })
  type!: string | null;

  @Field(() => String, { nullable: true, description: 'Address of the endpoint.' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'Display name of the endpoint. Null if there is none.' })
  displayName!: string | null;

  static of(info: EndpointInfo | undefined): ConnectEndpoint | null {
    return info
      ? { type: info.Type ?? null, address: info.Address ?? null, displayName: info.DisplayName ?? null }
      : null;
  }
}

@ObjectType({
  description: 'Reference of a contact, such as a URL, an attached file or an email message. Personal data.',
})
export class ConnectReference {
  @Field({ description: 'Name of the reference, unique within the contact.' })
  name!: string;

  @Field(() => ConnectReferenceType, { nullable: true, description: 'Type of the value.' })
  type!: ConnectReferenceType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of a known type. Null if `type` is UNKNOWN, because Connect does not name a new type.',
  })
  typeRaw!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Value of the reference. For an attached file, the location of the file.',
  })
  value!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Availability status of an attached file, as returned by Connect. Null for references of other types.',
  })
  status!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ARN of an attached file or an email message. Null for references of other types.',
  })
  arn!: string | null;
}

/** Reference types by the member of Connect's union. */
const typeOfMember: Readonly<Record<string, ConnectReferenceType>> = {
  Url: ConnectReferenceType.URL,
  Attachment: ConnectReferenceType.ATTACHMENT,
  EmailMessage: ConnectReferenceType.EMAIL_MESSAGE,
  EmailMessageRedacted: ConnectReferenceType.EMAIL_MESSAGE_REDACTED,
  EmailMessagePlainText: ConnectReferenceType.EMAIL_MESSAGE_PLAIN_TEXT,
  EmailMessagePlainTextRedacted: ConnectReferenceType.EMAIL_MESSAGE_PLAIN_TEXT_REDACTED,
  String: ConnectReferenceType.STRING,
  Number: ConnectReferenceType.NUMBER,
  Date: ConnectReferenceType.DATE,
  Email: ConnectReferenceType.EMAIL,
};

/** Converts a reference of ListContactReferences, a union with one member set. */
export function referenceOf(summary: ReferenceSummary): ConnectReference {
  const [member = '', reference] = Object.entries(summary).find(([, value]) => value !== undefined) ?? [];
  const { Name, Value, Status, Arn } = (reference ?? {}) as AttachmentReference;
  const type = own(typeOfMember, member);
  return {
    name: Name ?? '',
    type: type ?? ConnectReferenceType.UNKNOWN,
    typeRaw: type ?? null,
    value: Value ?? null,
    status: Status ?? null,
    arn: Arn ?? null,
  };
}
