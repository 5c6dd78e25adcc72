/**
 * Sentences for error messages that describe the patterns of the service model in words. The sentences have no subject.
 * The gateway puts the path of the input field before them, the emulator the word "Member".
 *
 * The keys are the patterns as the model writes them. A pattern that Amazon changes therefore has no sentence until one
 * is written. The comments name the shapes with the pattern. Only patterns of inputs are listed, because outputs are
 * not checked against patterns.
 */
export const patternRules: ReadonlyMap<string, string> = new Map([
  // AuthenticationError, AuthenticationErrorDescription
  [
    String.raw`^[\x20-\x21\x23-\x5B\x5D-\x7E]*$`,
    'may hold letters (A-Z, a-z), digits, spaces and ASCII punctuation, but no quotation mark (") and no backslash.',
  ],
  // RegionName
  ['[a-z]{2}(-[a-z]+){1,2}(-[0-9])?', 'must be an AWS Region such as us-east-1.'],
  // ContactTagKey. The range from `+` to `=` includes the digits.
  [
    '^(?!aws:)[a-zA-Z+-=._:/]+$',
    'must be a tag key: letters (A-Z, a-z), digits and + , - . / : ; < = _ only, and it must not begin with "aws:".',
  ],
  // CurrentMetricId
  [
    '^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|(arn:[a-z0-9-]+:connect:[a-z0-9-]+:(?:([0-9]{12}):instance/[a-z0-9-]+/metric/[a-z0-9-]+(?::[a-z0-9-]+)?|aws:metric/[A-Z_]+))$',
    'must be the id of a metric (a lowercase UUID) or the ARN of a metric of Amazon Connect.',
  ],
  // DateTimeFormat
  [
    String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z?$`,
    'must be a date and time such as 2026-01-05T10:00:00.000Z.',
  ],
  // EmailAddress
  [
    String.raw`[^\s@]+@[^\s@]+\.[^\s@]+`,
    'must be one email address such as pat@example.com and nothing else: no name, no "mailto:", no second address.',
  ],
  // FileName
  [
    String.raw`^\P{C}*$`,
    'must not hold line breaks, other control characters, invisible formatting characters or unassigned characters.',
  ],
  // HoursOfOperationOverrideYearMonthDayDateFormat
  [String.raw`^\d{4}-\d{2}-\d{2}$`, 'must be a date such as 2026-01-05.'],
  // InstanceIdOrArn, also the shape of a contact's id in GetContactMetrics
  [
    '^(arn:(aws|aws-us-gov):connect:[a-z]{2}-[a-z]+-[0-9]{1}:[0-9]{1,20}:instance/)?[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$',
    'must be a lowercase UUID, or the ARN of an instance with such an id.',
  ],
  // PhoneNumber. Escaped twice in the model.
  [
    String.raw`\\+[1-9]\\d{1,14}$`,
    'must be an E.164 phone number such as +14155550123: a plus sign, 2 to 15 digits of which the first is not 0, and nothing else.',
  ],
  // PhoneNumberPrefix. Escaped twice in the model.
  [
    String.raw`\\+?[0-9]{1,11}`,
    'must be the beginning of a phone number such as +1415: 1 to 11 digits, with or without a plus sign before them.',
  ],
  // ReferenceArn
  ['^[-:/A-Za-z0-9]+', 'may hold letters (A-Z, a-z), digits, hyphens, colons and slashes only.'],
  // TagKey
  [
    String.raw`^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$`,
    'must be a tag key: letters, digits, spaces and _ . : / = + - @ only, and it must not begin with "aws:".',
  ],
  // ViewId
  [
    String.raw`^[a-zA-Z0-9\_\-:\/$]+$`,
    'may hold letters (A-Z, a-z), digits, underscores, hyphens, colons, slashes and dollar signs only.',
  ],
  // ViewsInstanceId
  [
    String.raw`^[a-zA-Z0-9\_\-:\/]+$`,
    'may hold letters (A-Z, a-z), digits, underscores, hyphens, colons and slashes only.',
  ],
  // ViewsNextToken
  [String.raw`^[a-zA-Z0-9=\/+_.-]+$`, 'must be the page token of the previous page, unchanged.'],
]);

/**
 * Returns the sentence of a pattern, such as "must be an AWS Region such as us-east-1."
 *
 * @param pattern the pattern as the service model writes it.
 * @throws Error when the pattern has no sentence, which is a bug of this file.
 */
export function patternRule(pattern: string): string {
  const rule = patternRules.get(pattern);
  if (!rule) throw new Error(`The pattern ${pattern} has no rule in words.`);
  return rule;
}
