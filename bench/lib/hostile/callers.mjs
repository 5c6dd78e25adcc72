import { setMaxListeners } from 'node:events';
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../client.mjs';
import { of, quiet } from '../ledger.mjs';
import { median } from '../load.mjs';
import { newFile, startEmulator, startGateway, using } from '../stack.mjs';
import { check, ms } from '../table.mjs';
import { contactId, idOf, instanceId, richWorld } from '../world.mjs';
import { exchange } from './requests.mjs';

const kind = 'other callers';
const foreignUser = `arn:aws:connect:us-east-1:111122223333:instance/${idOf('2', 2)}/agent/${idOf('b', 1)}`;
const evaluations = (contact) => `{ connect { contact(id: "${contact}") { evaluations { id } } } }`;
const description = (contact) => `{ connect { contact(id: "${contact}") { description } } }`;
const tag = (contact, token, more = '') =>
  `tagContact(input: { contactId: "${contact}", tags: [{ key: "team", value: "care" }], clientToken: "${token}" }) { __typename ... on TagContactSuccess { clientToken ${more} } }`;
const times = (count, text) => Array.from({ length: count }, (_, n) => text(n)).join(' ');
/** Ten mutations that the gateway refuses without a call, each with a token of its own. */
const refusals = (round) =>
  `mutation { ${times(10, (n) => `m${n}: submitContactEvaluation(input: { evaluationId: "x", evaluatorId: "${foreignUser}", clientToken: "m-${round}-${n}" }) { __typename }`)} }`;

/** What one caller's requests, which cost nothing or are given up, do to others: counted, not timed. */
export async function attacksOnOthers({ issuer, quick }) {
  const mallory = await issuer.headersFor({
    sub: 'mallory',
    scope: 'contacts:read contacts:write',
    instances: [instanceId],
  });
  const victim = await issuer.headersFor({
    sub: 'victim',
    scope: 'contacts:read contacts:write',
    instances: [instanceId],
  });
  const env = { ...issuer.env, AUTH_INSTANCES_CLAIM: 'instances' };
  const scene = { env, mallory, victim, quick };
  const results = [];
  for (const run of [evictedTokens, filledFile, probedFile, replaysBeforeReads, abandonedReads, abandonedAttempts]) {
    results.push(await run(scene));
  }
  return {
    checks: results.map(({ what, bound, result, holds }) => check(`${kind}: ${what}`, bound, result, holds)),
  };
}

/** @returns a function that asks as a caller, and returns the parsed answer. */
function asker(gateway) {
  const url = new URL('/graphql', gateway.url);
  return async (headers, query) => JSON.parse((await post(url, JSON.stringify({ query }), headers)).text);
}

async function evictedTokens({ env, mallory, victim, quick }) {
  const requests = quick ? 200 : 1_010;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, quotas: 'off', latencyMs: 0 }));
    const ask = asker(await keep(startGateway({ endpoint: emulator.url, env: { ...env, CONNECT_QUOTAS: 'off' } })));
    const mutation = `mutation { ${tag(contactId(1), 'order-1048')} }`;
    const first = await ask(victim, mutation);
    if (first.data?.tagContact?.__typename !== 'TagContactSuccess') throw new Error(JSON.stringify(first));
    await emulator.forgetCalls();
    for (let round = 0; round < requests; round++) await ask(mallory, refusals(round));
    const free = (await emulator.calls()).length;
    await ask(victim, mutation);
    const again = of(await emulator.calls(), 'TagContact').length;
    return {
      what: `a mutation repeated after ${requests * 10} refusals of another caller's`,
      bound: 'is not made again',
      result: `${again === 0 ? 'not made' : 'made'} again; the refusals took ${free} calls`,
      holds: again === 0,
    };
  });
}

async function filledFile({ env, mallory, quick }) {
  const requests = quick ? 50 : 200;
  return using(async (keep) => {
    const file = newFile('records.db');
    const emulator = await keep(startEmulator({ world: richWorld, quotas: 'off', latencyMs: 0 }));
    const store = { CONNECT_QUOTAS: 'off', IDEMPOTENCY_STORE: `file:${file}` };
    const ask = asker(await keep(startGateway({ endpoint: emulator.url, env: { ...env, ...store } })));
    await ask(mallory, refusals('warm'));
    const before = statSync(file).size;
    for (let round = 0; round < requests; round++) await ask(mallory, refusals(round));
    const bytes = statSync(file).size - before;
    return {
      what: `the file of records after ${requests * 10} refusals without a call`,
      bound: 'grows by at most 64 KiB',
      result: `${bytes} bytes`,
      holds: bytes <= 65_536,
    };
  });
}

/** Probes need no token, and each looks whether the file can be written. */
async function probedFile({ env }) {
  const probes = 240;
  return using(async (keep) => {
    const file = newFile('probed.db');
    const emulator = await keep(startEmulator({ world: richWorld, quotas: 'off', latencyMs: 0 }));
    const store = { CONNECT_QUOTAS: 'off', IDEMPOTENCY_STORE: `file:${file}` };
    const gateway = await keep(startGateway({ endpoint: emulator.url, env: { ...env, ...store } }));
    const before = statSync(file).size;
    for (let n = 0; n < probes; n++) await (await fetch(new URL('/readyz', gateway.url))).arrayBuffer();
    const bytes = statSync(file).size - before;
    return {
      what: `the file of records after ${probes} probes without a token`,
      bound: 'grows by at most 4 MiB',
      result: `${bytes} bytes`,
      holds: bytes <= 4_194_304,
    };
  });
}

/** With quotas: one caller keeps six replays under way, whose results read; another reads one contact after the other. */
async function replaysBeforeReads({ env, mallory, victim }) {
  const reads = 8;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, latencyMs: 0 }));
    const ask = asker(await keep(startGateway({ endpoint: emulator.url, env })));
    const replay = (n) => `mutation { ${tag(contactId(n), `token-${n}`, 'contact { evaluations { id } }')} }`;
    for (let n = 0; n < 6; n++) await ask(mallory, `mutation { ${tag(contactId(n), `token-${n}`)} }`);
    let over = false;
    let replays = 0;
    const flood = Array.from({ length: 6 }, async (_, n) => {
      while (!over) {
        await ask(mallory, replay(n));
        replays += 1;
      }
    });
    await sleep(500);
    const took = [];
    let answered = 0;
    for (let n = 0; n < reads; n++) {
      const askedAt = performance.now();
      const { data } = await ask(victim, evaluations(contactId(50 + n)));
      took.push(performance.now() - askedAt);
      if (data?.connect?.contact?.evaluations) answered += 1;
    }
    over = true;
    await Promise.all(flood);
    return {
      what: `${reads} reads while another caller replays mutations whose results read the same`,
      bound: 'all are answered',
      result: `${answered} of ${reads}, in ${ms(median(took))} (median), beside ${replays} replays`,
      holds: answered === reads,
    };
  });
}

/** With quotas: reads that wait for their turn, and whose clients leave. */
async function abandonedReads({ env, victim }) {
  const reads = 60;
  const atOnce = 15;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, latencyMs: 0 }));
    const gateway = await keep(startGateway({ endpoint: emulator.url, env }));
    const before = await abandon(gateway, emulator, victim, reads, atOnce);
    const after = of(await quiet(emulator), 'DescribeContact').length;
    return {
      what: `${reads} reads that wait for their turn, and whose clients leave`,
      bound: 'at most 2 calls are made after that, whose turn had come',
      result: `${before} calls before, ${after - before} after`,
      holds: after - before <= 2,
    };
  });
}

/** Without quotas: calls that Connect does not answer in time, and whose clients left meanwhile. */
async function abandonedAttempts({ env, victim }) {
  const reads = 20;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, quotas: 'off', latencyMs: 4_000 }));
    const times = { CONNECT_QUOTAS: 'off', CONNECT_TIMEOUT_MS: '2000' };
    const gateway = await keep(startGateway({ endpoint: emulator.url, env: { ...env, ...times } }));
    await abandon(gateway, emulator, victim, reads, reads);
    const calls = of(await quiet(emulator, { forMs: 5_000 }), 'DescribeContact').length;
    return {
      what: `${reads} reads that Connect does not answer in time, and whose clients have left`,
      bound: 'no second attempt is made',
      result: `${calls} calls`,
      holds: calls <= reads,
    };
  });
}

/**
 * Asks for so many contacts, each by a connection of its own, and closes them all once so many calls have been made.
 * @returns how many they were then.
 */
async function abandon(gateway, emulator, headers, reads, untilCalls) {
  const leaving = new AbortController();
  setMaxListeners(0, leaving.signal);
  const requests = Array.from({ length: reads }, (_, n) => {
    const body = Buffer.from(JSON.stringify({ query: description(contactId(n)) }));
    const sent = {
      method: 'POST',
      path: '/graphql',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    };
    return exchange(gateway.url, sent, leaving.signal);
  });
  const count = async () => of(await emulator.calls(), 'DescribeContact').length;
  const endAt = performance.now() + 10_000;
  while ((await count()) < untilCalls && performance.now() < endAt) await sleep(20);
  leaving.abort();
  await Promise.all(requests);
  return count();
}
