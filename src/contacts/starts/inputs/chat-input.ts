import { Field, InputType } from 'type-graphql';
import type { IdResolver } from '../../../connect/inputs/id-resolver.js';
import { ConnectInputViolation } from '../../../errors/input-violation.js';
import { describeEnum } from '../../../graph/types/open-enum.js';

export enum ConnectChatContentTypeInput {
  TEXT_PLAIN = 'TEXT_PLAIN',
  TEXT_MARKDOWN = 'TEXT_MARKDOWN',
  APPLICATION_JSON = 'APPLICATION_JSON',
  INTERACTIVE = 'INTERACTIVE',
  INTERACTIVE_RESPONSE = 'INTERACTIVE_RESPONSE',
}
describeEnum(ConnectChatContentTypeInput, 'ConnectChatContentTypeInput', 'Content type of a chat message.', {
  TEXT_PLAIN: 'Plain text.',
  TEXT_MARKDOWN: 'Text in Markdown, with formatting such as bold and lists.',
  APPLICATION_JSON: 'JSON.',
  INTERACTIVE: 'Message with options to choose from: `application/vnd.amazonaws.connect.message.interactive`.',
  INTERACTIVE_RESPONSE:
    'Response to an interactive message: `application/vnd.amazonaws.connect.message.interactive.response`.',
});

/** Connect's name of each type, and the maximum characters of a first message (API reference). 0 means not allowed. */
const contentTypes: Readonly<Record<ConnectChatContentTypeInput, { readonly name: string; readonly most: number }>> = {
  TEXT_PLAIN: { name: 'text/plain', most: 1_024 },
  TEXT_MARKDOWN: { name: 'text/markdown', most: 1_024 },
  APPLICATION_JSON: { name: 'application/json', most: 12_000 },
  INTERACTIVE: { name: 'application/vnd.amazonaws.connect.message.interactive', most: 0 },
  INTERACTIVE_RESPONSE: { name: 'application/vnd.amazonaws.connect.message.interactive.response', most: 12_288 },
};

@InputType({ description: 'First message of a chat. Personal data.' })
export class ConnectChatMessageInput {
  @Field(() => ConnectChatContentTypeInput, { description: 'Content type of the message. INTERACTIVE is not allowed.' })
  contentType!: ConnectChatContentTypeInput;

  @Field({
    description:
      'Content of the message: at most 1,024 characters of text, 12,000 of JSON, or 12,288 of an interactive response.',
  })
  content!: string;
}

/** Converts a first message to Connect's input. @param path Path of the message in the input. */
export function chatMessageOf(
  message: ConnectChatMessageInput | null | undefined,
  path: readonly string[],
  ids: IdResolver,
) {
  if (!message) return undefined;
  const { name, most } = contentTypes[message.contentType];
  const { length } = [...message.content];
  if (most === 0) {
    ids.violations.push(new ConnectInputViolation([...path, 'contentType'], 'must not be INTERACTIVE.'));
  } else if (length > most) {
    const text = `must have at most ${most} characters of this type, not ${length}.`;
    ids.violations.push(new ConnectInputViolation([...path, 'content'], text));
  }
  return { ContentType: name, Content: message.content };
}

/** Field with the content types that a chat client can show. Connect requires plain text among them. */
export const ContentTypesField = () =>
  Field(() => [ConnectChatContentTypeInput], {
    nullable: true,
    description:
      "Content types that the customer's client can show. Must include TEXT_PLAIN. Defaults to TEXT_PLAIN only. A step-by-step guide needs both interactive types.",
  });

/** Converts `supportedMessagingContentTypes` to Connect's input. */
export function contentTypesOf(types: readonly ConnectChatContentTypeInput[] | null | undefined, ids: IdResolver) {
  if (!types) return undefined;
  if (!types.includes(ConnectChatContentTypeInput.TEXT_PLAIN)) {
    const path = ['supportedMessagingContentTypes'];
    ids.violations.push(new ConnectInputViolation(path, 'must have TEXT_PLAIN.'));
  }
  return types.map((type) => contentTypes[type].name);
}
