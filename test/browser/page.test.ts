import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type OwnBrowser, startChromium } from './chromium.js';

jest.setTimeout(60_000);

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

let gateway: ChildProcess;
let url: string;
let chromium: OwnBrowser;
let page: Page;
/** Hosts that the page asked anything of. */
const asked = new Set<string>();
/** Errors of the console, exceptions, and what the Content-Security-Policy refused. */
const complaints: string[] = [];

beforeAll(async () => {
  [{ gateway, url }, chromium] = await Promise.all([startBuiltGateway(), startChromium()]);
  const context = await chromium.browser.newContext({ viewport: { width: 1366, height: 768 } });
  context.setDefaultTimeout(10_000);
  await context.route('**/*', (route) => {
    const { origin } = new URL(route.request().url());
    asked.add(origin);
    return origin === url ? route.continue() : route.abort();
  });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective, e.blockedURI))",
  );
}, 60_000);

afterAll(async () => {
  await chromium?.close();
  if (gateway?.exitCode === null) {
    gateway.kill('SIGTERM');
    await once(gateway, 'exit');
  }
});

test('a first visitor finds the tabs ready, with their variables, and is told that this is the emulator', async () => {
  await page.goto(url);
  await page.getByRole('tab', { name: 'ListContacts' }).waitFor();
  expect(await page.locator('.graphiql-tab-button').allTextContents()).toEqual([
    'ListContacts',
    'StartTask',
    'TransferToQueue',
    'TransferToUser',
    'WrongDestination',
    'EndedContact',
  ]);
  const header = page.getByRole('banner');
  await header.getByText('emulator', { exact: true }).waitFor();
  await header.getByText('nothing here reaches AWS').waitFor();
  await header.getByRole('link', { name: 'schema.graphql' }).waitFor();
  await variablesHold('"EMAIL"');
});

test('the transfer to a queue runs with Ctrl+Enter and shows its typed result', async () => {
  await runTab('TransferToQueue');
  await answerHolds('"__typename": "TransferContactSuccess"');
});

test('a wrong destination shows the remedy', async () => {
  await runTab('WrongDestination');
  await answerHolds('Give exactly one of `queueId` or `userId`');
  // The browser itself notes the status of an answer that refuses a request.
  expect(complaints.splice(0)).toEqual([expect.stringMatching(/status of 400 .*\/graphql$/)]);
});

test('an ended contact shows why it cannot be transferred', async () => {
  await runTab('EndedContact');
  await answerHolds('"reason": "CONTACT_NOT_ACTIVE"');
});

test('a visitor who comes back finds the tab as it was left', async () => {
  await page.getByRole('tab', { name: 'StartTask' }).click();
  await variablesHold('"source"');
  // GraphiQL keeps the tabs half a second after the last change.
  await page.waitForTimeout(1_000);
  await page.reload();
  await page.getByRole('tab', { name: 'StartTask', selected: true }).waitFor();
  await variablesHold('"source"');
});

test('nobody but the gateway was asked for anything, and nothing was refused or failed', () => {
  expect([...asked]).toEqual([url]);
  expect(complaints).toEqual([]);
});

test('files beside those of the page are not served, and the page may not be framed', async () => {
  const { headers } = await fetch(url);
  expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
  const again = await fetch(url, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  for (const path of ['/page/..%2fpage.js', '/page/../../package.json', '/page/', '/package.json']) {
    expect((await fetch(url + path)).status).toBe(404);
  }
});

async function runTab(name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  // The button that runs is covered by a completion at times; the keys work always.
  await page.getByRole('region', { name: 'Operation Editor' }).locator('.view-lines').click();
  await page.keyboard.press('Control+Enter');
}

function answerHolds(text: string): Promise<void> {
  return holds('Result Window', text);
}

function variablesHold(text: string): Promise<void> {
  return holds('Variables', text);
}

/** Waits until the editor in this part of the page shows the text, wherever the editor breaks its lines. */
async function holds(region: string, text: string): Promise<void> {
  const lines = page.getByRole('region', { name: region }).locator('.view-lines').filter({ visible: true });
  const without = (spaced: string) => spaced.replace(/\s/g, '');
  let shown = '';
  for (const end = Date.now() + 15_000; Date.now() < end; await page.waitForTimeout(100)) {
    shown = (await lines.textContent()) ?? '';
    if (without(shown).includes(without(text))) return;
  }
  throw new Error(`${region} does not show ${text}, but:\n${shown}`);
}

/** Starts `dist/main.js` before its emulator, both on free ports, and finds where it says that it is. */
async function startBuiltGateway(): Promise<{ gateway: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, CONNECT_MODE: 'emulator', PORT: '0', EMULATOR_PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const found = /GraphQL\s+(http\S+)\/graphql/.exec(output)?.[1];
    if (found) return { gateway: child, url: found };
  }
  throw new Error(`The gateway did not start: ${output}`);
}
