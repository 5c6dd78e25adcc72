import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { flows } from '../support/demo.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { bearer, startTestIssuer, type TestIssuer } from '../support/issuer.js';

let issuer: TestIssuer;
let gateway: TestGateway;
/** Without authentication. */
let open: TestGateway;
beforeAll(async () => {
  issuer = await startTestIssuer();
  gateway = await startTestGateway({ settings: { auth: issuer.settings } });
  open = await startTestGateway();
});
afterAll(async () => {
  await gateway.close();
  await open.close();
  await issuer.close();
});
beforeEach(() => {
  gateway.emulator.ledger.clear();
  open.emulator.ledger.clear();
});

const startChat = (clientToken: string, displayName = 'Customer') =>
  `mutation { startChatContact(input: { contactFlowId: "${flows.inbound}", participantDetails: { displayName: "${displayName}" }, clientToken: "${clientToken}" }) {
    __typename ... on StartChatContactSuccess { contactId clientToken participantToken } } }`;
const as = async (sub: string) => bearer(await issuer.token({ sub, scope: 'contacts:write' }));
const sentTokens = (of: TestGateway) =>
  of.emulator.ledger.entries('StartChatContact').map(({ input }) => (input as { ClientToken: string }).ClientToken);

describe('with authentication', () => {
  test('the same client token and input of another caller reaches neither its contact nor its credentials', async () => {
    const first = await gateway.graphql(startChat('order-1048'), {}, await as('jane'));
    const second = await gateway.graphql(startChat('order-1048'), {}, await as('mallory'));
    const [one, other] = [first.data.startChatContact, second.data.startChatContact];
    expect([one.__typename, other.__typename]).toEqual(['StartChatContactSuccess', 'StartChatContactSuccess']);
    expect(other.contactId).not.toBe(one.contactId);
    expect(other.participantToken).not.toBe(one.participantToken);
    expect([one.clientToken, other.clientToken]).toEqual(['order-1048', 'order-1048']);
  });

  test('the same client token with another input tells nothing of another caller', async () => {
    await gateway.graphql(startChat('order-1049'), {}, await as('jane'));
    const { data } = await gateway.graphql(startChat('order-1049', 'Somebody'), {}, await as('mallory'));
    expect(data.startChatContact.__typename).toBe('StartChatContactSuccess');
  });

  test('Connect gets a hash of issuer, subject and token, the same for a repeat by the same caller', async () => {
    await gateway.graphql(startChat('order-1050'), {}, await as('jane'));
    const again = await gateway.graphql(startChat('order-1050'), {}, await as('jane'));
    const text = JSON.stringify([`${issuer.settings.issuer} jane`, 'order-1050']);
    const derived = createHash('sha256').update(text).digest('base64url');
    expect(new Set(sentTokens(gateway))).toEqual(new Set([derived]));
    expect(again.data.startChatContact.participantToken).toEqual(expect.any(String));
  });

  test('the longest client token fits Connect as well', async () => {
    const { data } = await gateway.graphql(startChat('t'.repeat(500)), {}, await as('jane'));
    expect(data.startChatContact.__typename).toBe('StartChatContactSuccess');
    expect(sentTokens(gateway)[0]).toHaveLength(43);
  });
});

test('without authentication the client token goes to Connect as it is', async () => {
  await open.graphql(startChat('order-1051'));
  expect(sentTokens(open)).toEqual(['order-1051']);
});
