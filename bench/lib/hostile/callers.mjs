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
/** Ten mutations with different client tokens, which the gateway refuses without a call. */
const refusals = (round) =>
  `mutation { ${times(10, (n) => `m${n}: submitContactEvaluation(input: { evaluationId: "x", evaluatorId: "${foreignUser}", clientToken: "m-${round}-${n}" }) { __typename }`)} }`;

const wholeSchema =
  '__schema { types { name description fields(includeDeprecated: true) { name description args { name description type { name ofType { name } } } type { name ofType { name } } } inputFields { name description type { name } } enumValues(includeDeprecated: true) { name description } } }';

/** How requests of one caller that make no call, or that the caller abandons, affect the others. The bounds are counts. */
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
  for (const [what, query] of Object.entries(heavyQueries)) results.push(await longTurns(scene, issuer, what, query));
  return {
    checks: results.map(({ what, bound, result, holds }) => check(`${kind}: ${what}`, bound, result, holds)),
  };
}

/** @returns a function that sends a query with a caller's headers, and returns the parsed response. */
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
      what: `a mutation repeated after ${requests * 10} refused mutations of another caller`,
      bound: 'Connect is not called again',
      result: `${again === 0 ? 'not called' : 'called'} again; the refused mutations made ${free} calls`,
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
      what: `the file of idempotency records after ${requests * 10} mutations that were refused without a call`,
      bound: 'grows by at most 64 KiB',
      result: `${bytes} bytes`,
      holds: bytes <= 65_536,
    };
  });
}

/** Readiness probes need no token, and each one checks that the file can be written. */
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
      what: `the file of idempotency records after ${probes} probes of /readyz without a token`,
      bound: 'grows by at most 4 MiB',
      result: `${bytes} bytes`,
      holds: bytes <= 4_194_304,
    };
  });
}

/** With quotas. One caller keeps six replays with reads in flight, while another reads one contact after another. */
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
      what: `${reads} reads while another caller replays mutations that select the same fields`,
      bound: 'all are answered',
      result: `${answered} of ${reads}, in ${ms(median(took))} (median), during ${replays} replays`,
      holds: answered === reads,
    };
  });
}

/** With quotas. Clients disconnect while their reads wait for their turn. */
async function abandonedReads({ env, victim }) {
  const reads = 60;
  const atOnce = 15;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, latencyMs: 0 }));
    const gateway = await keep(startGateway({ endpoint: emulator.url, env }));
    const before = await abandon(gateway, emulator, victim, reads, atOnce);
    const after = of(await quiet(emulator), 'DescribeContact').length;
    return {
      what: `${reads} reads whose clients disconnect while most of them wait for their turn`,
      bound: 'at most 2 calls afterwards, whose turn had already come',
      result: `${before} calls before, ${after - before} after`,
      holds: after - before <= 2,
    };
  });
}

/** Queries of less than 5 KB that each take a tenth of a second of CPU time or more, in a few long turns. */
const heavyQueries = {
  '32 times the SDL, 10 MB': `{ ${times(32, (n) => `s${n}: _service { sdl }`)} }`,
  'four introspections, which are refused at 10 MiB': `{ ${times(4, (n) => `i${n}: ${wholeSchema}`)} }`,
  'two introspections and 10 times the SDL': `{ ${times(2, (n) => `i${n}: ${wholeSchema}`)} ${times(10, (n) => `s${n}: _service { sdl }`)} }`,
};

/**
 * Eight callers keep three heavy requests each in progress, while another sends small ones, one after the other. If turns
 * went round robin, each small request would wait for one turn of each of the eight in each of its own turns.
 */
async function longTurns({ env, victim, quick }, issuer, what, query) {
  const requests = quick ? 6 : 20;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, quotas: 'off', latencyMs: 0 }));
    const more = { CONNECT_QUOTAS: 'off', INTROSPECTION: 'on' };
    const gateway = await keep(startGateway({ endpoint: emulator.url, env: { ...env, ...more } }));
    const ask = asker(gateway);
    const callers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        issuer.headersFor({ sub: `mallory ${n}`, scope: 'contacts:read', instances: [instanceId] }),
      ),
    );
    let over = false;
    let ended = 0;
    const flood = [...callers, ...callers, ...callers].map(async (headers) => {
      while (!over) {
        await post(new URL('/graphql', gateway.url), JSON.stringify({ query }), headers);
        ended += 1;
      }
    });
    await sleep(3_000);
    const before = [];
    const took = [];
    for (let n = 0; n < requests; n++) {
      const askedAt = performance.now();
      const endedBefore = ended;
      await ask(victim, '{ __typename }');
      before.push(ended - endedBefore);
      took.push(performance.now() - askedAt);
      await sleep(50);
    }
    over = true;
    await Promise.all(flood);
    return {
      what: `${requests} small requests while eight callers keep requests in progress: ${what}`,
      bound: 'at most 3 of these end before a small request does (median)',
      result: `${median(before)}; the small requests take ${ms(median(took))} (median)`,
      holds: median(before) <= 3,
    };
  });
}

/** Without quotas. Clients disconnect before the calls of their reads time out. */
async function abandonedAttempts({ env, victim }) {
  const reads = 20;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: richWorld, quotas: 'off', latencyMs: 4_000 }));
    const times = { CONNECT_QUOTAS: 'off', CONNECT_TIMEOUT_MS: '2000' };
    const gateway = await keep(startGateway({ endpoint: emulator.url, env: { ...env, ...times } }));
    await abandon(gateway, emulator, victim, reads, reads);
    const calls = of(await quiet(emulator, { forMs: 5_000 }), 'DescribeContact').length;
    return {
      what: `${reads} reads whose clients disconnect before the calls time out`,
      bound: 'no second attempt is made',
      result: `${calls} calls`,
      holds: calls <= reads,
    };
  });
}

/**
 * Requests `reads` contacts, each on its own connection, and closes all connections after `untilCalls` calls to Connect.
 * @returns the number of calls at that time.
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
