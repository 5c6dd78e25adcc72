import type { AttachmentReference, EndpointInfo, ReferenceSummary } from '@aws-sdk/client-connect';
import { Field, ID, ObjectType } from 'type-graphql';
import { own } from '../lib/own.js';
import { ConnectReferenceType } from './contact-enums.js';

@ObjectType({ description: 'A user-defined attribute of a contact. Personal data.' })
export class ConnectAttribute {
  @Field({ description: 'Its name.' })
  name!: string;

  @Field({ description: 'Its value; never null, perhaps empty.' })
  value!: string;
}

@ObjectType({ description: 'An end of a contact: a phone number, an email address and the like. Personal data.' })
export class ConnectEndpoint {
  @Field(() => String, { nullable: true, description: 'Type of the address, in the words of Connect.' })
  type!: string | null;

  @Field(() => String, { nullable: true, description: 'The address itself.' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'The name shown with it; null when there is none.' })
  displayName!: string | null;

  static of(info: EndpointInfo | undefined): ConnectEndpoint | null {
    return info
      ? { type: info.Type ?? null, address: info.Address ?? null, displayName: info.DisplayName ?? null }
      : null;
  }
}

@ObjectType({ description: 'Something that a contact refers to. Personal data.' })
export class ConnectReference {
  @Field({ description: 'Its name, unique within the contact.' })
  name!: string;

  @Field(() => ConnectReferenceType, { nullable: true, description: 'Type of its value.' })
  type!: ConnectReferenceType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The type as Connect names it; null when it is newer than this gateway.',
  })
  typeRaw!: string | null;

  @Field(() => String, { nullable: true, description: 'The value; for an attached file its location.' })
  value!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whether an attached file is there, in the words of Connect; null for the others.',
  })
  status!: string | null;

  @Field(() => ID, { nullable: true, description: 'ARN of an attached file or an email message; null for the others.' })
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
