import type { EmailAddressInfo } from '@aws-sdk/client-connect';
import { Field, InputType } from 'type-graphql';
import type { IdResolver } from '../../../connect/inputs/id-resolver.js';
import { ruleOf } from '../../../connect/inputs/patterns.js';
import { ConnectInputViolation } from '../../../errors/input-violation.js';
import { describeEnum } from '../../../graph/types/open-enum.js';

@InputType({ description: 'An email address. Personal data.' })
export class ConnectEmailAddressInput {
  @Field({ description: 'The address alone, such as `pat@example.com`; at most 255 characters.' })
  emailAddress!: string;

  @Field(() => String, { nullable: true, description: 'The name beside it, at most 256 characters.' })
  displayName?: string | null;
}

/** An address as Connect takes it. @param path Where it stands in the input. */
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

/** Connect: "limited to 50 total addresses", one of which is the first recipient's. */
const mostOthers = 49;

/** As emailAddressOf, of a list. Of one that is too long its size is enough to say: no address in it is looked at. */
export function emailAddressesOf(
  addresses: readonly ConnectEmailAddressInput[] | null | undefined,
  path: readonly string[],
  ids: IdResolver,
): EmailAddressInfo[] | undefined {
  for (const [index, { emailAddress }] of addresses && addresses.length <= mostOthers ? addresses.entries() : []) {
    checkEmailAddress(emailAddress, [...path, String(index), 'emailAddress'], ids);
  }
  return addresses?.map(infoOf);
}

/** What may stand before the @ in quotes, where any character may be. */
const quotedLocalPart = /^"[^"@]*"(?=@)/;
/** Outside of quotes no address has them (RFC 5322, section 3.2.3). */
const notInAddresses = /[<>(),:;"\\]/;

/**
 * Refuses what the pattern of the service model lets pass and yet is not an address: a link (`mailto:pat@example.com`), an
 * address in angle brackets, one with a comma or a semicolon behind it.
 *
 * @param path Of the address in the input.
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

@InputType({ description: 'An email as it is. Personal data.' })
export class ConnectRawEmailInput {
  @Field({ description: 'The subject, at most 998 characters.' })
  subject!: string;

  @Field({ description: 'The body, 1 to 5,242,880 characters.' })
  body!: string;

  @Field(() => ConnectEmailContentTypeInput, { description: 'Content type of the body.' })
  contentType!: ConnectEmailContentTypeInput;
}

/** An email as Connect takes it. */
export function rawEmailOf({ subject, body, contentType }: ConnectRawEmailInput) {
  return { Subject: subject, Body: body, ContentType: contentTypes[contentType] };
}

/** Holds the recipients beside the first to Connect's limit. @param path Of the list that is named when there are more. */
export function limitRecipients(
  path: readonly string[],
  ids: IdResolver,
  ...lists: readonly (readonly ConnectEmailAddressInput[] | null | undefined)[]
): void {
  const count = lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  if (count <= mostOthers) return;
  const message = `must have at most ${mostOthers} addresses in all, not ${count}.`;
  ids.violations.push(new ConnectInputViolation(path, message));
}
