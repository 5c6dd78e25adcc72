import { badUserInput } from './bad-user-input.js';

/**
 * Checks a search text; undefined for an empty or absent text.
 *
 * @param argument Path of the argument, for the message.
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
