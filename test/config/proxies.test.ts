import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { Proxies } from '../../src/lib/proxies.js';

const proxy = 'http://proxy.example.com:3128';

describe('the settings of proxies', () => {
  test('are read in capital and in small letters, which come first, with http:// where no scheme is given', () => {
    expect(readConfig({ HTTPS_PROXY: proxy }).config?.proxies).toEqual({ http: null, https: proxy, exempt: [] });
    expect(readConfig({ http_proxy: 'proxy.example.com:3128' }).config?.proxies).toEqual({
      http: proxy,
      https: null,
      exempt: [],
    });
    const both = { HTTPS_PROXY: 'http://other.example.com', https_proxy: proxy, no_proxy: 'a.example, .b.example c' };
    expect(readConfig(both).config?.proxies).toEqual({
      http: null,
      https: proxy,
      exempt: ['a.example', '.b.example', 'c'],
    });
    expect(readConfig({ NO_PROXY: '*' }).config?.proxies).toBeNull();
    expect(readConfig({ HTTPS_PROXY: '', https_proxy: '' }).config?.proxies).toBeNull();
  });

  test.each([
    'socks5://proxy.example.com:1080',
    'ftp://proxy.example.com',
    'http://',
    'http://proxy.example.com/path',
    'http://user:hunter2@pro xy',
    'http://user:hunter2%@proxy.example.com',
    'http://user:hunter2@proxy.example.com/?a=b',
  ])('refuse %s, and do not repeat it', (value) => {
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']) {
      const { problems = [] } = readConfig({ [name]: value });
      expect(problems).toEqual([expect.stringMatching(`^${name}: must be the URL of a proxy`)]);
      expect(problems[0]).not.toMatch('hunter2');
    }
  });

  test.each(['10.0.0.0/33', '::1/129', 'a b/c', 'http://a.example', 'a..b', '[::1'])(
    'refuse NO_PROXY=%s',
    (NO_PROXY) => {
      expect(readConfig({ HTTPS_PROXY: proxy, NO_PROXY }).problems).toEqual([
        expect.stringMatching(/^NO_PROXY: must hold host names/),
      ]);
    },
  );

  test('tell that ALL_PROXY is not read', () => {
    expect(readConfig({ ALL_PROXY: proxy }).warnings).toEqual([expect.stringMatching(/^ALL_PROXY: has no effect/)]);
  });
});

describe('the way to a target', () => {
  const proxies = (...exempt: string[]) => new Proxies({ http: 'http://plain.example', https: proxy, exempt });

  test('goes through the proxy of its scheme', () => {
    expect(proxies().proxyFor('https://a.example')?.origin).toBe(proxy);
    expect(proxies().proxyFor('http://a.example')?.origin).toBe('http://plain.example');
    const one = new Proxies({ http: null, https: proxy, exempt: [] });
    expect(one.proxyFor('http://a.example')).toBeNull();
  });

  test('has the user and password of the URL, decoded, apart from its address', () => {
    const made = new Proxies({ http: null, https: 'http://me:p%40s%3As@p.example', exempt: [] });
    expect(made.origins).toEqual(['http://p.example']);
    expect(made.proxyFor('https://a.example')).toEqual({
      origin: 'http://p.example',
      authorization: `Basic ${Buffer.from('me:p@s:s').toString('base64')}`,
    });
    const userOnly = new Proxies({ http: null, https: 'http://me@p.example', exempt: [] });
    expect(userOnly.proxyFor('https://a.example')?.authorization).toBe(
      `Basic ${Buffer.from('me:').toString('base64')}`,
    );
  });

  test.each(['localhost', 'LOCALHOST', 'emulator.localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'localhost.'])(
    'is direct to %s, on this machine',
    (host) => {
      for (const scheme of ['http', 'https']) expect(proxies().proxyFor(`${scheme}://${host}:4010/`)).toBeNull();
    },
  );

  test.each<[entry: string, direct: string[], proxied: string[]]>([
    ['*', ['a.example', '10.0.0.1', '[2001:db8::1]'], []],
    ['a.example', ['a.example', 'A.example.', 'b.a.example'], ['xa.example', 'a.example.com']],
    ['.a.example', ['a.example', 'b.a.example'], ['xa.example']],
    ['*.a.example', ['b.a.example'], ['example']],
    ['a.example:8443', ['a.example:8443'], ['a.example', 'a.example:8444']],
    ['a.example:443', ['a.example', 'a.example:443'], ['a.example:8443']],
    ['10.0.0.0/8', ['10.1.2.3'], ['11.0.0.1', 'a10.example', '[2001:db8::1]']],
    ['10.1.2.3', ['10.1.2.3'], ['10.1.2.4']],
    ['10.1.2.3:8443', ['10.1.2.3:8443'], ['10.1.2.3']],
    ['2001:db8::/32', ['[2001:db8:1::1]'], ['[2001:db9::1]', '10.0.0.1']],
    ['2001:db8::1', ['[2001:db8::1]', '[2001:db8:0::1]'], ['[2001:db8::2]']],
    ['[2001:db8::1]', ['[2001:db8::1]'], ['[2001:db8::2]']],
    ['[2001:db8::1]:8443', ['[2001:db8::1]:8443'], ['[2001:db8::1]']],
  ])('is direct by NO_PROXY=%s to %j and not to %j', (entry, direct, proxied) => {
    expect(readConfig({ HTTPS_PROXY: proxy, NO_PROXY: entry }).problems).toBeUndefined();
    for (const host of direct) expect([host, proxies(entry).proxyFor(`https://${host}`)]).toEqual([host, null]);
    for (const host of proxied) expect([host, proxies(entry).proxyFor(`https://${host}`)]).not.toEqual([host, null]);
  });
});
