import { afterEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config.js';
import { startTestGateway, type TestGateway } from '../../support/gateway.js';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const read = (CORS_ORIGINS: string) => readConfig({ CORS_ORIGINS });

/** What an answer to a browser's preflight, and to the request after it, says of its origin. */
async function allowed(origins: string, origin: string): Promise<(string | null)[]> {
  gateway ??= await startTestGateway({ settings: { corsOrigins: read(origins).config?.corsOrigins ?? [] } });
  const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
  const preflight = await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers: { origin, ...asked } });
  const { headers } = await gateway.graphql('{ __typename }', {}, { origin });
  return [preflight.headers.get('access-control-allow-origin'), headers.get('access-control-allow-origin')];
}

describe('CORS_ORIGINS', () => {
  test.each([
    'https://app.example.com',
    'https://app.example.com:8443',
    'http://app.example.com:443',
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://[::1]:3000',
    'https://[2001:db8::1]',
    'https://xn--bcher-kva.example',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    'moz-extension://f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    'safari-web-extension://F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6',
    'capacitor://localhost',
    'ionic://localhost',
    'tauri://localhost',
    'http://tauri.localhost',
    'app://.',
    'vscode-webview://1fs1b0k2',
    'file://',
  ])('lets in %s where it names it, and nothing else', async (origin) => {
    expect(read(origin).problems).toBeUndefined();
    expect(await allowed(origin, origin)).toEqual([origin, origin]);
    expect(await allowed(origin, `${origin}x`)).toEqual([null, null]);
    expect(await allowed(origin, 'null')).toEqual([null, null]);
  });

  test('lets in one label in place of a wildcard, by the same scheme and port', async () => {
    const origins = 'https://*.example.com, https://*.preview.example.org:8443, http://*.localhost:3000';
    expect(read(origins).problems).toBeUndefined();
    for (const origin of [
      'https://app.example.com',
      'https://pr-17--web_1.example.com',
      'https://xn--bcher-kva.example.com',
      'https://a.preview.example.org:8443',
      'http://one.localhost:3000',
    ]) {
      expect(await allowed(origins, origin)).toEqual([origin, origin]);
    }
    for (const origin of [
      'https://example.com',
      'https://.example.com',
      'https://a.b.example.com',
      'http://app.example.com',
      'https://app.example.com:8443',
      'https://app.example.com.evil.example',
      'https://appXexample.com',
      'https://evilexample.com',
      'https://evil.example/.example.com',
      'https://-.example.com',
      'https://a.preview.example.org',
      'http://localhost:3000',
    ]) {
      expect([origin, ...(await allowed(origins, origin))]).toEqual([origin, null, null]);
    }
  });

  test.each([
    ['https://app.example.com/', 'https://app.example.com'],
    ['https://app.example.com/graphql?x#y', 'https://app.example.com'],
    ['https://app.example.com:443', 'https://app.example.com'],
    ['http://app.example.com:80', 'http://app.example.com'],
    ['HTTPS://App.Example.com', 'https://app.example.com'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://[0:0:0:0:0:0:0:1]:3000', 'http://[::1]:3000'],
    ['http://127.1', 'http://127.0.0.1'],
    ['https://user@app.example.com', 'https://app.example.com'],
    ['app.example.com', 'https://app.example.com'],
    ['localhost:3000', 'https://localhost:3000'],
    ['wss://app.example.com/graphql', 'https://app.example.com'],
    ['ws://localhost:3000', 'http://localhost:3000'],
    ['capacitor://localhost/', 'capacitor://localhost'],
    ['Chrome-Extension://abcdefghijklmnopabcdefghijklmnop', 'chrome-extension://abcdefghijklmnopabcdefghijklmnop'],
    ['https://*.Example.com', 'https://*.example.com'],
    ['https://*.example.com/', 'https://*.example.com'],
    ['https://*.example.com:443', 'https://*.example.com'],
    ['https://*.bücher.example', 'https://*.xn--bcher-kva.example'],
  ])('refuses %s at the start, and names %s in its place', (value, origin) => {
    const { problems } = read(`https://fine.example.com,${value}`);
    expect(problems).toEqual([`CORS_ORIGINS: ${value} is never sent by a browser: use ${origin}.`]);
    expect(read(origin).problems).toBeUndefined();
  });

  test.each([
    ['*', 'every web page'],
    ['null', 'sandboxed'],
    ['https://*', 'first label'],
    ['*.example.com', 'first label'],
    ['https://app.*.example.com', 'first label'],
    ['https://a*.example.com', 'first label'],
    ['https://*example.com', 'first label'],
    ['https://*.*.example.com', 'first label'],
    ['https://app.example.com:*', 'first label'],
    ['chrome-extension://*', 'first label'],
    ['https://*.com', 'everybody'],
    ['https://*.co.uk', 'everybody'],
    ['https://*.github.io', 'everybody'],
    ['https://*.vercel.app:8443', 'everybody'],
    ['https://*.internal', 'everybody'],
    ['https://*.192.0.2.1', 'not an origin'],
    ['https://', 'not an origin'],
    ['data://x', 'not an origin'],
    ['mailto:pat@example.com', 'not an origin'],
    ['https://a b.example', 'not an origin'],
  ])('refuses %s at the start, and says why', (value, why) => {
    expect(read(value).problems).toEqual([expect.stringMatching(new RegExp(`^CORS_ORIGINS: .*${why}`))]);
  });

  test('lists all values that are wrong at once', () => {
    const [problem = ''] = read('https://a.example/, https://*.com, https://b.example').problems ?? [];
    expect(problem).toContain('https://a.example/ is never sent by a browser: use https://a.example; ');
    expect(problem).toContain('below com');
  });
});
