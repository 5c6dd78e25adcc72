import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { startTestGateway, type TestGateway } from '../support/gateway.js';
import { type OwnBrowser, startChromium } from './chromium.js';

jest.setTimeout(60_000);

const example = fileURLToPath(new URL('../../examples/clients/react/', import.meta.url));

let gateway: TestGateway;
let chromium: OwnBrowser;
let page: Page;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'contact-gateway-example-'));
  closers.push(() => rm(folder, { recursive: true }));
  await build({
    entryPoints: [join(example, 'app.tsx')],
    outfile: join(folder, 'app.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    logLevel: 'error',
  });
  const files: Record<string, [string, string]> = {
    '/': [join(example, 'index.html'), 'text/html'],
    '/app.js': [join(folder, 'app.js'), 'text/javascript'],
  };
  const server = createServer(async (request, response) => {
    const [file, type] = files[new URL(request.url ?? '/', 'http://here').pathname] ?? [];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type }).end(await readFile(file));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  [gateway, chromium] = await Promise.all([startTestGateway(), startChromium()]);
  closers.push(() => gateway.close(), chromium.close);
  page = await chromium.browser.newPage();
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/?gateway=${encodeURIComponent(`${gateway.url}/graphql`)}`);
}, 60_000);

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

test('a transfer puts the new contact in place of the old one, without asking for the list again', async () => {
  const rows = page.locator('tr[data-id]');
  await rows.first().waitFor();
  const ids = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-id')));
  const before = await ids();
  const live = page.locator('tr', { hasText: /QUEUED|IN_FLOW/ }).first();
  const old = await live.getAttribute('data-id');
  await page.getByLabel('Transfer to').selectOption({ label: 'Billing' });
  gateway.emulator.ledger.clear();
  await live.getByRole('button').click();
  await page.getByRole('status').getByText('Transferred.').waitFor();

  const after = await ids();
  const place = before.indexOf(old);
  expect(after).toHaveLength(before.length);
  expect(after[place]).not.toBe(old);
  expect(after.filter((_, index) => index !== place)).toEqual(before.filter((_, index) => index !== place));
  const calls = gateway.emulator.ledger.entries().map(({ operation }) => operation);
  expect(calls).toContain('TransferContact');
  expect(calls).not.toContain('SearchContacts');
});

test('a contact that has ended has a button that is disabled and says why', async () => {
  const button = page.locator('tr', { hasText: 'ENDED' }).first().getByRole('button');
  expect(await button.isDisabled()).toBe(true);
  expect(await button.getAttribute('title')).toBe('CONTACT_NOT_ACTIVE');
});

test('a contact that has ended since the list was read says why it cannot be transferred', async () => {
  const live = page.locator('tr', { hasText: /QUEUED|IN_FLOW/ }).first();
  const contactId = await live.getAttribute('data-id');
  const stop = 'mutation ($input: StopContactInput!) { stopContact(input: $input) { __typename } }';
  const { data } = await gateway.graphql(stop, { input: { contactId } });
  expect(data.stopContact.__typename).toBe('StopContactSuccess');
  await live.getByRole('button').click();
  await page.getByRole('status').getByText('Cannot be transferred: contact not active.').waitFor();
});
