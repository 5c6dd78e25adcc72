import type { TemplatedMessageConfig } from '@aws-sdk/client-connect';
import { Field, ID, InputType } from 'type-graphql';
import type { InputPath } from '../../../connect/calls/input-path.js';
import type { IdResolver } from '../../../connect/inputs/id-resolver.js';
import { mapOf } from '../../../connect/inputs/named-map.js';
import { ConnectAttributeInput } from '../../inputs/contact-input.js';

@InputType({ description: 'Message that is created from a template of Amazon Q in Connect.' })
export class ConnectMessageTemplateInput {
  @Field(() => ID, { description: 'Id or ARN of the knowledge base that contains the template.' })
  knowledgeBaseId!: string;

  @Field(() => ID, { description: 'Id or ARN of the template.' })
  messageTemplateId!: string;

  @Field(() => [ConnectAttributeInput], {
    nullable: true,
    description: "Values for the template's custom attributes. Personal data.",
  })
  customAttributes?: ConnectAttributeInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: "Values for the template's customer profile attributes, as JSON text. Personal data.",
  })
  customerProfileAttributes?: string | null;
}

/** Converts a template to Connect's input. @param path Path of the template in the input, joined by dots. */
export function messageTemplateOf(
  template: ConnectMessageTemplateInput,
  path: string,
  ids: IdResolver,
): TemplatedMessageConfig {
  return {
    KnowledgeBaseId: template.knowledgeBaseId,
    MessageTemplateId: template.messageTemplateId,
    TemplateAttributes: {
      CustomAttributes: mapOf(`${path}.customAttributes`, template.customAttributes, 'name', ({ value }) => value, ids),
      CustomerProfileAttributes: template.customerProfileAttributes ?? undefined,
    },
  };
}

/**
 * Returns a function that maps a path within Connect's template to the path of the input field.
 *
 * @param path Path of the template in the input.
 */
export function messageTemplatePath(...path: readonly string[]): Exclude<InputPath, readonly string[]> {
  return ([first, ...below]) => [
    ...path,
    ...(first === undefined || first === 'templateAttributes' ? [] : [first]),
    ...below,
  ];
}
