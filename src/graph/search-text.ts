import { badUserInput } from './bad-user-input.js';

/**
 * A text that names are searched for; undefined when there is none.
 *
 * @param argument Where it stands, for the message.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function searchText(
  argument: string,
  text: string | null | undefined,
  minLength: number,
  maxLength: number,
): string | undefined {
  if (!text) return undefined;
  if (text.length < minLength || text.length > maxLength) {
    throw badUserInput(`\`${argument}\`: must have ${minLength} to ${maxLength} characters.`);
  }
  if (!text.isWellFormed()) throw badUserInput(`\`${argument}\`: must be valid Unicode.`);
  return text;
}
