import { Field, ID, Int } from 'type-graphql';
import { ConnectAttributeInput, ConnectReferenceInput } from '../../inputs/contact-input.js';
import { ConnectSegmentAttributeInput } from '../../inputs/segment-attributes-input.js';

// Fields that several inputs for a new contact share.

export const NameField = () =>
  Field(() => String, { nullable: true, description: 'Its name, at most 1,024 characters. Personal data.' });

export const DescriptionField = () =>
  Field(() => String, { nullable: true, description: 'Its description, at most 4,096 characters. Personal data.' });

export const ContactFlowField = () =>
  Field(() => ID, { description: 'Id or ARN of the published flow that handles it.' });

export const AttributesField = () =>
  Field(() => [ConnectAttributeInput], {
    nullable: true,
    description: 'User-defined attributes, at most 32,768 UTF-8 bytes in all. Personal data.',
  });

export const SegmentAttributesField = () =>
  Field(() => [ConnectSegmentAttributeInput], {
    nullable: true,
    description:
      'Attributes of this contact alone, not of its chain. It expires so many minutes after it began: `connect:ContactExpiry` with a map, in which `ExpiryDuration` is the integer.',
  });

/** @param types The accepted types, for an operation that does not accept all. */
export const ReferencesField = (types = '') =>
  Field(() => [ConnectReferenceInput], {
    nullable: true,
    description: `What it refers to, at most 4,096 UTF-8 bytes in all.${types} Personal data.`,
  });

export const RelatedContactField = () =>
  Field(() => ID, { nullable: true, description: 'Id or ARN of a contact with which it is related.' });

export const ChatDurationField = () =>
  Field(() => Int, {
    nullable: true,
    description: 'Minutes after which the chat ends, 60 to 10,080; 25 hours when absent.',
  });
