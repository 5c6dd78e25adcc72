import type { ChatMessage, SegmentAttributeValue } from '@aws-sdk/client-connect';
import { characterCount } from 'connect-model';
import { invalidRequest } from '../refusal.js';

const interactive = 'application/vnd.amazonaws.connect.message.interactive';
const interactiveResponse = `${interactive}.response`;

const contentTypes = ['text/plain', 'text/markdown', 'application/json', interactive, interactiveResponse];

/** Maximum length of a message by content type, in characters (API reference). */
const maxCharacters: ReadonlyMap<string, number> = new Map([
  ['text/plain', 1_024],
  ['text/markdown', 1_024],
  ['application/json', 12_000],
  [interactiveResponse, 12_288],
]);

/**
 * Checks supported content types: "Content types must always contain text/plain. You can then put any other supported
 * type in the list" (API reference). The error is undocumented.
 *
 * @throws ConnectException InvalidRequestException
 */
export function checkContentTypes(types: readonly string[] | undefined): void {
  if (types === undefined) return;
  if (!types.includes('text/plain') || types.some((type) => !contentTypes.includes(type))) throw invalidRequest();
}

/**
 * Checks the type and the length of a message.
 * @throws ConnectException InvalidRequestException for an unsupported type or a message that is too long.
 */
export function checkMessage(message: ChatMessage | undefined): void {
  if (!message) return;
  const { ContentType = '', Content = '' } = message;
  if (characterCount(Content) > (maxCharacters.get(ContentType) ?? -1)) throw invalidRequest();
}

/**
 * Checks a chat with the subtype connect:Guide: both interactive types "must be present in the
 * SupportedMessagingContentTypes field of this API" (API reference).
 *
 * @throws ConnectException InvalidRequestException
 */
export function checkGuide(
  segmentAttributes: Readonly<Record<string, SegmentAttributeValue>>,
  types: readonly string[] = [],
): void {
  if (segmentAttributes['connect:Subtype']?.ValueString !== 'connect:Guide') return;
  if (!types.includes(interactive) || !types.includes(interactiveResponse)) throw invalidRequest();
}
