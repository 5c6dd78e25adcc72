// `npm run test:proxies`: tests the gateway behind nginx and HAProxy: client addresses, keep-alive connections, and a
// rolling restart under load. If a proxy is not installed, it skips all tests with a message, or fails with `--required`.
// Ends with `N passed, N failed`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { freePort, startEmulator, startGateway, startProxy, startRelay, stopAll } from './processes.mjs';

const proxies = ['nginx', 'haproxy'];
const missing = proxies.filter((name) => spawnSync(name, ['-v']).error);
if (missing.length > 0) {
  process.stdout.write(`SKIPPED: ${missing.join(' and ')} not installed (Debian: apt-get install nginx haproxy).\n`);
  process.exit(process.argv.includes('--required') ? 1 : 0);
}

let passed = 0;
let failed = 0;
async function check(title, run) {
  try {
    await run();
    passed += 1;
    process.stdout.write(`ok      ${title}\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`FAILED  ${title}\n${error.stack}\n`);
  }
}

/** Clients keep their connections to the proxy, as browsers do. */
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Starts a task with a client token. Returns status and body, or the code of a connection error. Never rejects. */
function startTask(url, clientToken, headers = {}) {
  const query = `mutation ($token: String!) {
    startTaskContact(input: {
      name: "A task", clientToken: $token, source: { contactFlowId: "ffffffff-0000-4000-8000-000000000001" }
    }) { __typename }
  }`;
  return new Promise((resolve) => {
    const asked = request(
      `${url}/graphql`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('error', (error) => resolve(`${error.code}`));
        response.on('end', () => resolve(`${response.statusCode} ${text}`));
      },
    );
    asked.on('error', (error) => resolve(`${error.code}`));
    asked.end(JSON.stringify({ query, variables: { token: clientToken } }));
  });
}

const success = `200 {"data":{"startTaskContact":{"__typename":"StartTaskContactSuccess"}}}`;

async function ledgerOf(emulator) {
  const { entries } = await (await fetch(`${emulator.url}/_emulator/ledger`)).json();
  return entries.filter(({ operation }) => operation === 'StartTaskContact');
}

/** Number of mutations that a gateway has answered. */
async function answeredBy({ adminUrl }) {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  const counts = [...text.matchAll(/^contact_gateway_requests_total\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [line, count]) => sum + (line.includes('type="mutation"') ? Number(count) : 0), 0);
}

const emulator = await startEmulator();
const ports = [await freePort(), await freePort()];
const gateways = [await startGateway(ports[0], emulator.url), await startGateway(ports[1], emulator.url)];

/**
 * Restarts one gateway after the other. Continues only when a restarted gateway has served requests through the proxy.
 *
 * @param ended Returns whether the load has ended.
 */
async function restartAll(ended) {
  for (const index of [0, 1]) {
    gateways[index].child.kill('SIGTERM');
    assert.equal(await gateways[index].exit, 0);
    gateways[index] = await startGateway(ports[index], emulator.url);
    while ((await answeredBy(gateways[index])) === 0) {
      assert.equal(ended(), false, 'no request reached a restarted gateway');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

for (const name of proxies) {
  await check(`${name}: keeps connections to the gateway, and callers are identified without their ports`, async () => {
    const relay = await startRelay(ports[0]);
    const proxy = await startProxy(name, relay.port, relay.port);
    for (let count = 0; count < 50; count++) assert.equal(await startTask(proxy.url, `${name}-kept-${count}`), success);
    // At most two for each of the two upstream servers, which are the same gateway: one may have been closed meanwhile.
    assert.ok(relay.connections <= 4, `${relay.connections} connections for 50 requests`);
    const calls = async (token) => (await ledgerOf(emulator)).filter((entry) => entry.token === token).length;
    for (const [family, address, other] of [
      ['v4', (port) => `203.0.113.7:${port}`, '203.0.113.8:1'],
      ['v6', (port) => `[2001:db8::${port}]:${port}`, '[2001:db8:0:1::1]:1'],
    ]) {
      const token = `${name}-caller-${family}`;
      const from = (address) => startTask(proxy.url, token, { 'x-forwarded-for': address });
      for (const port of [1001, 1002, 1003]) assert.equal(await from(address(port)), success);
      assert.equal(await calls(token), 1, 'the gateway calls Connect once for one caller and token');
      await from(other);
      assert.equal(await calls(token), 2, 'the gateway calls Connect again for another caller');
    }
    proxy.child.kill('SIGTERM');
    await proxy.exit;
    relay.close();
  });

  await check(`${name}: a rolling restart of two gateways loses no request, and repeats none`, async () => {
    const proxy = await startProxy(name, ...ports);
    // The emulator limits the open tasks of an instance. The reset removes those of earlier tests.
    await fetch(`${emulator.url}/_emulator/reset`, { method: 'POST' });
    const answers = [];
    let restarted = false;
    const stream = async (client) => {
      // The count is bounded in case a restart never ends.
      for (let count = 0; !restarted && count < 500; count++) {
        answers.push(await startTask(proxy.url, `${name}-rolling-${client}-${count}`));
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      restarted = true;
    };
    const streams = [0, 1, 2, 3].map(stream);
    try {
      await restartAll(() => restarted);
    } finally {
      restarted = true;
      await Promise.all(streams);
    }
    const lost = answers.filter((answer) => answer !== success);
    assert.equal(
      lost.length,
      0,
      `${lost.length} of ${answers.length} requests were lost: ${[...new Set(lost)].join('; ')}`,
    );
    const made = (await ledgerOf(emulator)).filter(({ token }) => token?.startsWith(`${name}-rolling-`));
    assert.deepEqual([made.length, made.filter(({ changed }) => changed).length], [answers.length, answers.length]);
    process.stdout.write(`        ${answers.length} requests\n`);
    proxy.child.kill('SIGTERM');
    await proxy.exit;
  });
}

agent.destroy();
await stopAll();
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
