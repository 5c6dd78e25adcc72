import { Field, ID, Int } from 'type-graphql';
import { ConnectAttributeInput, ConnectReferenceInput } from '../../inputs/contact-input.js';
import { ConnectSegmentAttributeInput } from '../../inputs/segment-attributes-input.js';

// Fields that several inputs for a new contact share.

export const NameField = () =>
  Field(() => String, { nullable: true, description: 'Name of the contact, at most 1,024 characters. Personal data.' });

export const DescriptionField = () =>
  Field(() => String, {
    nullable: true,
    description: 'Description of the contact, at most 4,096 characters. Personal data.',
  });

export const ContactFlowField = () =>
  Field(() => ID, { description: 'Id or ARN of the published flow that handles the contact.' });

export const AttributesField = () =>
  Field(() => [ConnectAttributeInput], {
    nullable: true,
    description: 'User-defined attributes, at most 32,768 UTF-8 bytes in total. Personal data.',
  });

export const SegmentAttributesField = () =>
  Field(() => [ConnectSegmentAttributeInput], {
    nullable: true,
    description:
      'Attributes of this contact only, not of its chain. To make the contact expire, set `connect:ContactExpiry` to a map with the integer `ExpiryDuration`: minutes after the contact began.',
  });

/** @param types A sentence on the accepted types, for an operation that does not accept all. */
export const ReferencesField = (types = '') =>
  Field(() => [ConnectReferenceInput], {
    nullable: true,
    description: `References of the contact, at most 4,096 UTF-8 bytes in total.${types} Personal data.`,
  });

export const RelatedContactField = () =>
  Field(() => ID, { nullable: true, description: 'Id or ARN of a related contact.' });

export const ChatDurationField = () =>
  Field(() => Int, {
    nullable: true,
    description: 'Minutes after which the chat ends, 60 to 10,080. Defaults to 25 hours.',
  });
