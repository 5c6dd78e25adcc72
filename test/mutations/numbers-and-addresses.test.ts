import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { flows } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { operationOf } from '../support/operation-of.js';

type Path = readonly (string | number)[];

/** A mutation with an input that is good, and the place in it at which a text is tried. */
interface Place {
  readonly mutation: string;
  readonly input: object;
  readonly path: Path;
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const contactFlowId = flows.inbound;
const ownNumber = '+12065550100';
const ownNumberArn = 'arn:aws:connect:us-east-1:111122223333:phone-number/adadadad-0000-4000-8000-000000000002';
const raw = { subject: 'A question', body: 'Why?', contentType: 'TEXT_PLAIN' };
const somebody = { emailAddress: 'somebody@example.com' };

const call = (path: Path) => ({
  mutation: 'startOutboundVoiceContact',
  input: { contactFlowId, destinationPhoneNumber: '+12065550123', caller: { sourcePhoneNumber: ownNumber } },
  path,
});
const text = {
  mutation: 'startOutboundChatContact',
  input: { contactFlowId, messaging: 'SMS', sourcePhoneNumberArn: ownNumberArn, destinationPhoneNumber: '' },
  path: ['destinationPhoneNumber'] as Path,
};
const email = (path: Path) => ({
  mutation: 'startEmailContact',
  input: {
    contactFlowId,
    fromEmailAddress: somebody,
    destinationEmailAddress: 'care@example.com',
    additionalRecipients: { toAddresses: [somebody, somebody], ccAddresses: [somebody] },
    emailMessage: raw,
  },
  path,
});
const reply = (path: Path) => ({
  mutation: 'startOutboundEmailContact',
  input: {
    contactId: 'a-draft',
    fromEmailAddress: { emailAddress: 'care@example.com' },
    destinationEmailAddress: somebody,
    ccEmailAddresses: [somebody, somebody],
    emailMessage: { raw },
  },
  path,
});

const numbers = [call(['destinationPhoneNumber']), call(['caller', 'sourcePhoneNumber']), text];
const addresses = [
  email(['fromEmailAddress', 'emailAddress']),
  email(['destinationEmailAddress']),
  email(['additionalRecipients', 'toAddresses', 1, 'emailAddress']),
  email(['additionalRecipients', 'ccAddresses', 0, 'emailAddress']),
  reply(['fromEmailAddress', 'emailAddress']),
  reply(['destinationEmailAddress', 'emailAddress']),
  reply(['ccEmailAddresses', 1, 'emailAddress']),
];

/** The input with another text at the path. */
function withText(input: object, path: Path, value: string): object {
  const copy: Record<string | number, never> = JSON.parse(JSON.stringify(input));
  const last = path.at(-1) ?? '';
  const owner = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, part) => at[part] as never, copy);
  owner[last] = value;
  return copy;
}

async function violationsOf(mutation: string, input: object): Promise<{ path: string[]; message: string }[]> {
  const type = operationOf(mutation);
  const { data, errors } = await gateway.graphql(
    `mutation ($input: ${type}Input!) { result: ${mutation}(input: $input) { __typename
      ... on ConnectInvalidInputError { violations { path message } } } }`,
    { input },
  );
  expect(errors).toEqual([]);
  return data.result.violations ?? [];
}

async function expectRefused(places: readonly Place[], texts: readonly string[], rule: RegExp): Promise<void> {
  gateway.emulator.ledger.clear();
  for (const { mutation, input, path } of places) {
    for (const value of texts) {
      const found = await violationsOf(mutation, withText(input, path, value));
      expect([value, found]).toEqual([value, [{ path: path.map(String), message: expect.stringMatching(rule) }]]);
    }
  }
  expect(gateway.emulator.ledger.entries()).toEqual([]);
}

describe('a phone number', () => {
  test.each([
    ['a link', ['tel:+15555550100', 'sip:+15555550100', 'callto:+15555550100']],
    ['a name before it', ['Pat +15555550100', 'Pat <+15555550100>']],
    ['another number before or behind it', ['0015555550100 +15555550100', '+15555550100,+15555550101']],
    ['an extension, blanks or hyphens', ['+15555550100;ext=7', '+1 555 555 0100', '+1-555-555-0100', '+15555550100\n']],
    ['no plus sign, or one digit or 16', ['5555550100', '+1', '+1234567890123456', '+0123']],
  ])('with %s is refused before any call, and the rule told in words', async (_what, texts) => {
    await expectRefused(numbers, texts, /^must be an E\.164 phone number such as \+14155550123: [^\\[\]^$]+\.$/);
  });

  test('of 2 to 15 digits is passed on as it is', async () => {
    for (const destinationPhoneNumber of ['+12', '+123456789012345']) {
      gateway.emulator.ledger.clear();
      const { mutation, input } = call(['destinationPhoneNumber']);
      expect(await violationsOf(mutation, { ...input, destinationPhoneNumber })).toEqual([]);
      const entries = gateway.emulator.ledger.entries('StartOutboundVoiceContact');
      expect(entries.map(({ input }) => input)).toEqual([
        expect.objectContaining({ DestinationPhoneNumber: destinationPhoneNumber }),
      ]);
    }
  });
});

describe('an email address', () => {
  test.each([
    ['a name beside it', ['Pat Doe <pat@example.com>', '<pat@example.com>', 'pat@example.com(Pat)']],
    ['another one', ['pat@example.com; kim@example.com', 'pat@example.com,kim@example.com', 'pat@example.com,']],
    ['a link', ['mailto:pat@example.com', 'MAILTO:pat@example.com', 'smtp:pat@example.com']],
    ['a part too many or too few', ['a@b@c.d', 'pat@example', '@example.com', 'pat.example.com']],
    ['blanks around it', [' pat@example.com', 'pat@example.com\n']],
  ])('with %s is refused before any call, and the rule told in words', async (_what, texts) => {
    await expectRefused(addresses, texts, /^must be one email address such as pat@example\.com [^\\[\]^$]+\.$/);
  });

  test.each([
    'pat+shop@mail.example.com',
    "o'brien_1{x}@example.co.uk",
    '"pat:home,late"@example.com',
    'jörg@exämple.de',
  ])('such as %s is passed on as it is', async (emailAddress) => {
    gateway.emulator.ledger.clear();
    const { mutation, input } = email([]);
    expect(await violationsOf(mutation, { ...input, fromEmailAddress: { emailAddress } })).toEqual([]);
    const [entry] = gateway.emulator.ledger.entries('StartEmailContact');
    expect(entry?.input).toMatchObject({ FromEmailAddress: { EmailAddress: emailAddress } });
  });

  test('in a list that is too long is not looked at: the size of the list is the one violation of it', async () => {
    const { mutation, input } = reply([]);
    const ccEmailAddresses = Array.from({ length: 2_000 }, () => ({ emailAddress: 'mailto:a@b.c' }));
    const found = await violationsOf(mutation, { ...input, ccEmailAddresses });
    expect(found.map(({ path }) => path)).toEqual([['ccEmailAddresses']]);
  });
});

describe('an AWS Region to search contacts by', () => {
  test.each(['us-east-1a', 'eu (us-east-1)', 'us-east-1 ', 'us-east-1,eu-west-1'])(
    'that is %j is refused',
    async (region) => {
      gateway.emulator.ledger.clear();
      const { errors } = await gateway.graphql(
        `query ($region: String!) { connect { contacts(filter: { activeRegions: [$region] }) { nodes { id } } } }`,
        { region },
      );
      expect(errors).toEqual([
        expect.objectContaining({
          message: expect.stringContaining('must be an AWS Region such as us-east-1.'),
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
        }),
      ]);
      expect(gateway.emulator.ledger.entries()).toEqual([]);
    },
  );
});
