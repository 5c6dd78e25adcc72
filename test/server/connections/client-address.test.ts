import { afterEach, describe, expect, test } from '@jest/globals';
import { clientAddresses } from '../../../src/server/connections/client-address.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

describe('the client of a request', () => {
  const { ofRequest } = clientAddresses(['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48']);

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:1001', '203.0.113.7'],
    ['  203.0.113.7  ', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:1001', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::/64'],
    ['[2001:db8::1]', '2001:db8::/64'],
    ['[2001:DB8::1]:1001', '2001:db8::/64'],
    ['"[2001:db8::1]:1001"', '2001:db8::/64'],
    ['[fe80::1%eth0]:1001', 'fe80::/64'],
    ['2001:db8:0:0:1:2:3:4:1001', '2001:db8::/64'],
    ['198.51.100.1, 203.0.113.7:1001', '203.0.113.7'],
    ['203.0.113.7:1001, 10.1.2.3:80', '203.0.113.7'],
    ['203.0.113.7, [2001:db8:1::9]:443, ::ffff:10.0.0.1', '203.0.113.7'],
    ['203.0.113.7,,', '203.0.113.7'],
    [',203.0.113.7 , ,10.1.2.3, ', '203.0.113.7'],
  ])('that a proxy names %j is %s', (forwardedFor, client) => {
    expect(ofRequest('127.0.0.1', forwardedFor)).toBe(client);
    expect(ofRequest('::ffff:127.0.0.1', forwardedFor)).toBe(client);
  });

  test.each([
    '',
    ' , ',
    'unknown',
    '_hidden',
    '_hidden:1001',
    'client.example.com',
    '203.0.113.7, unknown',
    '203.0.113',
    '0x7f.1',
    '010.0.0.1',
    '[203.0.113.7]',
    '203.0.113.7:port',
    '203.0.113.7:100100',
    '[2001:db8::1',
    '2001:db8::1]:80',
  ])('that a proxy names %j counts as the proxy', (forwardedFor) => {
    expect(ofRequest('127.0.0.1', forwardedFor)).toBe('127.0.0.1');
  });

  test('is never what somebody other than a trusted proxy says', () => {
    expect(ofRequest('198.51.100.1', '203.0.113.7:1001')).toBe('198.51.100.1');
    expect(ofRequest('127.0.0.1', '203.0.113.7, 198.51.100.1:80')).toBe('198.51.100.1');
    expect(ofRequest(undefined, '203.0.113.7')).toBe('unknown');
  });

  test('is its proxy where that one says nothing, however many trusted ones come after it', () => {
    expect(ofRequest('127.0.0.1', 'unknown, 10.1.2.3:80')).toBe('10.1.2.3');
  });

  test('is found in a header of the largest size in one pass', () => {
    expect(ofRequest('127.0.0.1', ','.repeat(16_000))).toBe('127.0.0.1');
    expect(ofRequest('127.0.0.1', `203.0.113.7${', 10.0.0.1:1'.repeat(1_300)}`)).toBe('203.0.113.7');
  });
});

describe('a caller behind a proxy that writes ports', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.close());
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const families: [string, string, string, string][] = [
    ['IPv4', '203.0.113.8:2001', '203.0.113.8:2002', '203.0.113.9:2001'],
    ['IPv6', '[2001:db8::1]:2001', '[2001:db8::2]:2002', '[2001:db8:0:1::1]:2001'],
    ['IPv4-mapped IPv6', '[::ffff:203.0.113.8]:2001', '203.0.113.8', '[::ffff:203.0.113.9]:2001'],
  ];

  test.each(families)('is one caller to the rate limit: %s', async (_family, first, second, other) => {
    gateway = await startTestGateway({ settings: { trustedProxies: ['127.0.0.1'], rateLimit: 1 } });
    const ask = async (address: string) => (await gateway.graphql('{ __typename }', {}, from(address))).status;
    // The second may fall into another second than the first; of more than there can be seconds one does not.
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => ask(n % 2 === 0 ? first : second)));
    expect(answers).toContain(429);
    expect(await ask(other)).toBe(200);
  });

  test.each(families)(
    'has its mutation applied once under one client token: %s',
    async (_family, first, second, other) => {
      gateway = await startTestGateway({ settings: { trustedProxies: ['127.0.0.1'] } });
      const stop = async (address: string) => {
        const { data } = await gateway.graphql(
          `mutation { stopContact(input: { contactId: "cccccccc-0000-4000-8000-000000000001", clientToken: "tok-1" }) { __typename } }`,
          {},
          from(address),
        );
        return data.stopContact.__typename;
      };
      expect([await stop(first), await stop(second)]).toEqual(['StopContactSuccess', 'StopContactSuccess']);
      expect(await stop(other)).not.toBe('StopContactSuccess');
      const calls = gateway.emulator.ledger.entries().filter(({ operation }) => operation === 'StopContact');
      expect(calls).toHaveLength(2);
    },
  );

  test.each(families)(
    'goes on with its cursor, which serves nobody else: %s',
    async (_family, first, second, other) => {
      gateway = await startTestGateway({ settings: { trustedProxies: ['127.0.0.1'] } });
      const page = `query ($after: String) { connect { contacts(first: 2, after: $after) { pageInfo { endCursor } } } }`;
      const given = await gateway.graphql(page, {}, from(first));
      const after = given.data.connect.contacts.pageInfo.endCursor;
      expect((await gateway.graphql(page, { after }, from(second))).errors).toEqual([]);
      expect((await gateway.graphql(page, { after }, from(other))).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    },
  );
});
