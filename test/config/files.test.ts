import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEmulatorConfig } from '#connect-emulator';
import { readConfig } from '../../src/config.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string) => Buffer.from(utf16(text)).swap16();

describe('a file of a secret', () => {
  const store = 'redis://:hunter2@redis.example.com:6379';

  test.each<[how: string, content: string]>([
    ['as it is', store],
    ['with a line end behind it', `${store}\n`],
    ['with a line end of Windows', `${store}\r\n`],
    ['with a byte order mark', `\ufeff${store}`],
  ])('gives the value, %s', (_how, content) => {
    const IDEMPOTENCY_STORE_FILE = file('store', content);
    expect(readConfig({ IDEMPOTENCY_STORE_FILE }).config?.idempotency.store).toBe(store);
  });

  test('stands for each setting that may hold a password', () => {
    expect(
      readConfig({ HTTPS_PROXY_FILE: file('proxy', 'http://me:hunter2@p.example\n') }).config?.proxies?.https,
    ).toBe('http://me:hunter2@p.example');
    const OTEL_EXPORTER_OTLP_HEADERS_FILE = file('headers', 'x-token=hunter2\n');
    expect(
      readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_EXPORTER_OTLP_HEADERS_FILE }).config?.tracesOtlp,
    ).toMatchObject({ headers: { 'x-token': 'hunter2' } });
  });

  test.each<[why: string, path: () => string, reason: RegExp]>([
    ['that is not there', () => join(folder, 'nowhere'), /\(ENOENT\)/],
    ['that is a folder', () => folder, /\(EISDIR\)/],
    ['that is below a file', () => join(file('plain', 'x'), 'below'), /\(ENOTDIR\)/],
    ['that is empty', () => file('empty', '\n'), /is not empty/],
    ['in UTF-16', () => file('utf16', utf16(store)), /\(it is in UTF-16, and must be in UTF-8\)/],
    ['in the other UTF-16', () => file('utf16be', utf16be(store)), /it is in UTF-16/],
    ['in Latin-1', () => file('latin', Buffer.from('redis://h\u00e4', 'latin1')), /it is not valid UTF-8/],
  ])('%s is a problem that says why', (_why, path, reason) => {
    const { problems = [] } = readConfig({ IDEMPOTENCY_STORE_FILE: path() });
    expect(problems).toEqual([expect.stringMatching(/^IDEMPOTENCY_STORE_FILE: must name a file /)]);
    expect(problems[0]).toMatch(reason);
    expect(problems[0]).not.toMatch('hunter2');
  });

  test('beside the setting itself is a problem, and a wrong value is one of the setting', () => {
    const IDEMPOTENCY_STORE_FILE = file('store', store);
    expect(readConfig({ IDEMPOTENCY_STORE: 'memory', IDEMPOTENCY_STORE_FILE }).problems).toEqual([
      'IDEMPOTENCY_STORE_FILE: must not be set beside IDEMPOTENCY_STORE: unset one of them.',
    ]);
    const { problems = [] } = readConfig({ IDEMPOTENCY_STORE_FILE: file('wrong', 'hunter2') });
    expect(problems).toEqual([expect.stringMatching(/^IDEMPOTENCY_STORE: must be/)]);
    expect(problems[0]).not.toMatch('hunter2');
  });

  test('is not offered for what is no secret', () => {
    expect(readConfig({ AUTH_ISSUER_FILE: file('issuer', 'https://a.example') }).warnings).toEqual([
      expect.stringMatching(/^AUTH_ISSUER_FILE: is not a setting/),
    ]);
  });
});

describe('texts of editors and shells', () => {
  const quotas = '{\r\n  "StopContact": {"rate": 0.5, "burst": 1}\r\n}\r\n';
  const manifest = '{"a": "{ connect { alias } }"}\r\n';

  test('are taken with a byte order mark and line ends of Windows', () => {
    expect(readConfig({ CONNECT_QUOTAS: file('quotas.json', `\ufeff${quotas}`) }).config?.quotas).toEqual({
      StopContact: { rate: 0.5, burst: 1 },
    });
    expect(
      readConfig({ PERSISTED_OPERATIONS: file('manifest.json', `\ufeff${manifest}`) }).config?.persistedOperations
        ?.size,
    ).toBe(1);
    const world = '\ufeffregion: us-east-1\r\naccount: "111122223333"\r\ninstances:\r\n  - alias: care\r\n';
    const { problems = [] } = readEmulatorConfig({ EMULATOR_WORLD: file('world.yaml', world) });
    expect(problems).toEqual([expect.stringMatching(/has one problem:\n {2}- instances\[0\]\.id: /)]);
  });

  test.each([
    ['CONNECT_QUOTAS', quotas],
    ['PERSISTED_OPERATIONS', manifest],
    ['EMULATOR_WORLD', 'region: us-east-1\n'],
  ])('are refused in UTF-16 with a sentence: %s', (name, text) => {
    for (const bytes of [utf16(text), utf16be(text), utf16(text).subarray(2)]) {
      const env = { [name]: file('utf16', bytes) };
      const problems = [...(readConfig(env).problems ?? []), ...(readEmulatorConfig(env).problems ?? [])];
      expect(problems).toEqual([expect.stringMatching(`^${name}: [^]*it is in UTF-16, and must be in UTF-8`)]);
    }
  });

  test('have values without the line ends that env files of Windows leave behind them', () => {
    const env = { PORT: '4001\r', LOG_LEVEL: 'warn\r\n', CORS_ORIGINS: 'https://app.example.com\n', AUTH: '\r\n' };
    expect(readConfig(env).config).toMatchObject({ port: 4001, logLevel: 'warn' });
    expect(readEmulatorConfig({ EMULATOR_PORT: '4011\r', EMULATOR_QUOTAS: 'on\r' }).settings).toMatchObject({
      port: 4011,
      quotas: true,
    });
  });
});
