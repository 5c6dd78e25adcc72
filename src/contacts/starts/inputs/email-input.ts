import type { EmailAddressInfo } from '@aws-sdk/client-connect';
import { Field, InputType } from 'type-graphql';
import type { IdResolver } from '../../../connect/inputs/id-resolver.js';
import { ruleOf } from '../../../connect/inputs/patterns.js';
import { ConnectInputViolation } from '../../../errors/input-violation.js';
import { describeEnum } from '../../../graph/types/open-enum.js';

@InputType({ description: 'Email address. Personal data.' })
export class ConnectEmailAddressInput {
  @Field({ description: 'Address without a name, such as `pat@example.com`; at most 255 characters.' })
  emailAddress!: string;

  @Field(() => String, { nullable: true, description: 'Display name, at most 256 characters.' })
  displayName?: string | null;
}

/** Converts an address to Connect's input. @param path Path of the address in the input. */
export function emailAddressOf(
  input: ConnectEmailAddressInput,
  path: readonly string[],
  ids: IdResolver,
): EmailAddressInfo {
  checkEmailAddress(input.emailAddress, [...path, 'emailAddress'], ids);
  return infoOf(input);
}

function infoOf({ emailAddress, displayName }: ConnectEmailAddressInput): EmailAddressInfo {
  return { EmailAddress: emailAddress, DisplayName: displayName ?? undefined };
}

/** Connect: "limited to 50 total addresses". One of them is the first recipient. */
const maxOtherRecipients = 49;

/** Converts a list of addresses to Connect's input. In a list that is too long, the addresses are not checked. */
export function emailAddressesOf(
  addresses: readonly ConnectEmailAddressInput[] | null | undefined,
  path: readonly string[],
  ids: IdResolver,
): EmailAddressInfo[] | undefined {
  for (const [index, { emailAddress }] of addresses && addresses.length <= maxOtherRecipients
    ? addresses.entries()
    : []) {
    checkEmailAddress(emailAddress, [...path, String(index), 'emailAddress'], ids);
  }
  return addresses?.map(infoOf);
}

/** A quoted local part, which may have any character except `"` and `@`. */
const quotedLocalPart = /^"[^"@]*"(?=@)/;
/** Characters that are not allowed outside of quotes (RFC 5322, section 3.2.3). */
const notInAddresses = /[<>(),:;"\\]/;

/**
 * Reports texts that match the pattern of the service model but are not addresses: a link (`mailto:pat@example.com`),
 * an address in angle brackets, or an address followed by a comma or semicolon.
 *
 * @param path Path of the address in the input.
 */
export function checkEmailAddress(address: string, path: readonly string[], ids: IdResolver): void {
  if (!notInAddresses.test(address.replace(quotedLocalPart, ''))) return;
  ids.violations.push(new ConnectInputViolation(path, ruleOf('EmailAddress')));
}

enum ConnectEmailContentTypeInput {
  TEXT_PLAIN = 'TEXT_PLAIN',
  TEXT_HTML = 'TEXT_HTML',
}
describeEnum(ConnectEmailContentTypeInput, 'ConnectEmailContentTypeInput', "Content type of an email's body.", {
  TEXT_PLAIN: 'Plain text.',
  TEXT_HTML: 'HTML.',
});
const contentTypes = { TEXT_PLAIN: 'text/plain', TEXT_HTML: 'text/html' } as const;

@InputType({ description: 'Email with literal content. Personal data.' })
export class ConnectRawEmailInput {
  @Field({ description: 'Subject, at most 998 characters.' })
  subject!: string;

  @Field({ description: 'Body, 1 to 5,242,880 characters.' })
  body!: string;

  @Field(() => ConnectEmailContentTypeInput, { description: 'Content type of the body.' })
  contentType!: ConnectEmailContentTypeInput;
}

/** Converts an email to Connect's input. */
export function rawEmailOf({ subject, body, contentType }: ConnectRawEmailInput) {
  return { Subject: subject, Body: body, ContentType: contentTypes[contentType] };
}

/** Checks the number of further recipients. @param path Path of the list that a violation names. */
export function limitRecipients(
  path: readonly string[],
  ids: IdResolver,
  ...lists: readonly (readonly ConnectEmailAddressInput[] | null | undefined)[]
): void {
  const count = lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  if (count <= maxOtherRecipients) return;
  const message = `must have at most ${maxOtherRecipients} addresses in all, not ${count}.`;
  ids.violations.push(new ConnectInputViolation(path, message));
}
