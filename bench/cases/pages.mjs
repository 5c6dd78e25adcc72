import { setTimeout as sleep } from 'node:timers/promises';
import { admits, countsInWords, of, quiet, throttled } from '../lib/ledger.mjs';
import { openLoad } from '../lib/load.mjs';
import { severalCallers, startEmulator, startGateway, startVariant, using } from '../lib/stack.mjs';
import { check, ms, seconds } from '../lib/table.mjs';
import {
  contactId,
  contactsOf,
  expectedNames,
  loadWorld,
  mixedWorld,
  ownQueuesWorld,
  startedTasks,
} from '../lib/world.mjs';

export const title = 'Pages of contacts';

export const namesPage = `{ connect { contacts(first: 100) { nodes {
  id queue { type name user { username } } user { username } } } } }`;
export const statePage = '{ connect { contacts(first: 100) { nodes { id channel state } } } }';
export const attributesPage =
  '{ connect { contacts(first: 100) { nodes { id attributes { name value } customerEndpoint { address } } } } }';

const describeQuota = { rate: 10, burst: 15 };
const pageSize = 100;

export async function run({ quick }) {
  const rows = [];
  const checks = [];
  const variants = quick ? [] : ['naive', 'dataloader'];
  const show = (what, server, { answer, calls, fields }) =>
    rows.push([
      what,
      server,
      calls.length,
      throttled(calls).length,
      fields ?? '',
      seconds(answer.ms),
      countsInWords(calls),
    ]);

  /** The same page asked of the gateway and of the variants, each before an untouched emulator. */
  async function compare(what, world, query, fields) {
    const results = await using(async (keep) => {
      const emulator = await keep(startEmulator({ world }));
      const gateway = await keep(startGateway({ endpoint: emulator.url }));
      const own = await ask(emulator, gateway, query);
      show(what, 'gateway', { ...own, fields: fields?.(own.answer) });
      for (const variant of variants) {
        await emulator.reset();
        const server = await keep(startVariant({ endpoint: emulator.url, variant }));
        const result = await ask(emulator, server, query);
        show(what, variant, { ...result, fields: fields?.(result.answer) });
      }
      return own;
    });
    return results;
  }

  const namesOf = (world) => (answer) => {
    const { right, expected } = namesShown(answer, world);
    return `${right} of ${expected}`;
  };
  const cold = await compare('names, directory cold', mixedWorld, namesPage, namesOf(mixedWorld));
  checks.push(
    namesCheck('100 contacts with queue and user names, directory cold', cold, mixedWorld, 4),
    await warm(show),
  );
  const own = await compare('names, 40 in agents’ own queues', ownQueuesWorld, namesPage, namesOf(ownQueuesWorld));
  checks.push(namesCheck('100 contacts with names, 40 of them in agents’ own queues', own, ownQueuesWorld, 5));

  const states = (answer) => `${nodesOf(answer).filter(({ state }) => state).length} of ${pageSize}`;
  const state = await compare('state of mixed contacts', mixedWorld, statePage, states);
  checks.push(
    check(
      '100 mixed contacts with `state`',
      `1 + ${startedTasks} calls (one Describe per live, unscheduled task)`,
      `${state.calls.length} calls, ${throttled(state.calls).length} throttles`,
      state.calls.length === 1 + startedTasks && states(state.answer) === `${pageSize} of ${pageSize}`,
    ),
  );

  const described = (answer) => `${nodesOf(answer).filter(({ attributes }) => attributes).length} of ${pageSize}`;
  const attributes = await compare('attributes and endpoint', mixedWorld, attributesPage, described);
  const boundMs = ((pageSize - describeQuota.burst) / describeQuota.rate) * 1_000;
  checks.push(
    check(
      '100 contacts with `attributes customerEndpoint`',
      `completes, 0 throttles, within 10 % of ${seconds(boundMs)}`,
      `${described(attributes.answer)} in ${seconds(attributes.answer.ms)}, ${throttled(attributes.calls).length} throttles`,
      attributes.answer.ms <= boundMs * 1.1 &&
        throttled(attributes.calls).length === 0 &&
        described(attributes.answer) === `${pageSize} of ${pageSize}`,
    ),
    await refused(show),
    ...(await burst(variants, rows)),
    ...(await polling(quick, variants, rows)),
  );
  return {
    checks,
    sections: [
      {
        columns: ['page', 'server', 'calls', 'of them 429', 'answered', 'time', 'calls by operation'],
        rows,
        note: 'With the documented quotas on and 30 ms latency (300 ms for the burst of single contacts). *naive* describes each thing for itself; *dataloader* describes each distinct thing once per request; both call with the SDK’s default client and retries. Fields that they cannot read are errors in their responses.',
      },
    ],
  };
}

/** One answer and all the calls that it took, work that goes on after it included. */
async function ask(emulator, server, query) {
  await emulator.forgetCalls();
  const answer = await server.ask(query);
  return { answer, calls: await quiet(emulator) };
}

const nodesOf = ({ data }) => data?.connect?.contacts?.nodes ?? [];

function namesShown(answer, world) {
  const entries = new Map(contactsOf(world).map((entry) => [entry.id, entry]));
  let expected = 0;
  let right = 0;
  const compare = (wanted, shown) => {
    if (wanted === undefined) return;
    expected += 1;
    if (wanted === shown) right += 1;
  };
  const nodes = new Map(nodesOf(answer).map((node) => [node.id, node]));
  for (const [id, entry] of entries) {
    const wanted = expectedNames(entry);
    const node = nodes.get(id);
    compare(wanted.queue ?? undefined, node?.queue?.name);
    compare(wanted.ownerOfQueue, node?.queue?.user?.username);
    compare(wanted.user, node?.user?.username);
  }
  return { right, expected };
}

function namesCheck(what, { answer, calls }, world, atMost) {
  const { right, expected } = namesShown(answer, world);
  const throttles = throttled(calls).length;
  return check(
    what,
    `at most ${atMost} calls, 0 throttles, no missing field`,
    `${calls.length} calls, ${throttles} throttles, ${right} of ${expected} names, ${ms(answer.ms)}`,
    calls.length <= atMost && throttles === 0 && right === expected && answer.errors.length === 0,
  );
}

async function warm(show) {
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: mixedWorld }));
    const gateway = await keep(startGateway({ endpoint: emulator.url }));
    await gateway.ask(namesPage);
    await quiet(emulator);
    // Past the time for which equal searches share one answer, so that the page is read again.
    await sleep(2_500);
    const result = await ask(emulator, gateway, namesPage);
    const { right, expected } = namesShown(result.answer, mixedWorld);
    show('names, directory warm', 'gateway', { ...result, fields: `${right} of ${expected}` });
    return check(
      '100 contacts with queue and user names, directory warm',
      'exactly 1 call',
      `${result.calls.length} calls, ${right} of ${expected} names, ${ms(result.answer.ms)}`,
      result.calls.length === 1 && right === expected,
    );
  });
}

async function refused(show) {
  const deadlineMs = 5_000;
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: mixedWorld }));
    const gateway = await keep(
      startGateway({ endpoint: emulator.url, env: { REQUEST_TIMEOUT_MS: String(deadlineMs) } }),
    );
    // The first query of a process also compiles its code; what counts is what the refusal itself takes.
    await gateway.ask('{ connect { id } }');
    const { answer, calls } = await ask(emulator, gateway, attributesPage);
    const [error] = answer.errors;
    show(`attributes and endpoint, with a deadline of ${seconds(deadlineMs)}`, 'gateway', {
      answer,
      calls,
      fields: error ? 'refused' : '',
    });
    const code = error?.extensions?.code ?? 'none';
    return check(
      'a page whose bound exceeds the deadline',
      'refused in under 50 ms, naming the bound; no call',
      `${code} in ${ms(answer.ms)}, ${calls.length} calls: ${error?.message ?? ''}`,
      code === 'QUERY_TOO_EXPENSIVE' && answer.ms < 50 && calls.length === 0 && /\d/.test(error.message),
    );
  });
}

/** Many callers want few contacts at once: one call for each contact, and none kept for later. */
async function burst(variants, rows) {
  const contacts = 20;
  const requests = 500;
  const query = 'query ($id: ID!) { connect { contact(id: $id) { id description } } }';
  const send = async (emulator, server) => {
    await emulator.forgetCalls();
    const answers = await openLoad({
      perSecond: requests / 0.1,
      seconds: 0.1,
      send: (number) => server.ask(query, { id: contactId(number % contacts) }),
    });
    const ok = answers.filter(({ data }) => data?.connect?.contact).length;
    return { ok, calls: await quiet(emulator), ms: Math.max(...answers.map((answer) => answer.ms)) };
  };
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: loadWorld({ reads: contacts + 1 }), latencyMs: 300 }));
    const gateway = await keep(startGateway({ endpoint: emulator.url }));
    // Connections are made and code is compiled first: a server that takes longer than a call to read the burst is right
    // to make another one.
    await Promise.all(Array.from({ length: requests }, () => gateway.ask(query, { id: contactId(contacts) })));
    await sleep(500);
    const checks = [];
    const rowOf = (server, round, { ok, calls, ms: time }) => [
      `${requests} reads of ${contacts} contacts in 100 ms, ${round}`,
      server,
      calls.length,
      throttled(calls).length,
      `${ok} of ${requests}`,
      seconds(time),
      countsInWords(calls),
    ];
    for (const round of ['first', 'again']) {
      const result = await send(emulator, gateway);
      rows.push(rowOf('gateway', round, result));
      checks.push(
        check(
          `${requests} \`contact(id)\` for ${contacts} contacts within 100 ms, ${round}`,
          `exactly ${contacts} calls`,
          `${result.calls.length} calls, ${throttled(result.calls).length} throttles, ${result.ok} answered`,
          result.calls.length === contacts && result.ok === requests,
        ),
      );
    }
    for (const variant of variants) {
      await emulator.reset();
      const server = await keep(startVariant({ endpoint: emulator.url, variant }));
      await server.ask('{ connect { __typename } }');
      rows.push(rowOf(variant, 'first', await send(emulator, server)));
    }
    return checks;
  });
}

/** Several clients look at one list each second. */
async function polling(quick, variants, rows) {
  const clients = 20;
  const duration = quick ? 8 : 30;
  const atMost = admits({ rate: 0.5, burst: 1 }, duration);
  const query = '{ connect { contacts(first: 50) { asOf nodes { id } } } }';
  const poll = async (emulator, server) => {
    const answers = await openLoad({
      perSecond: clients,
      seconds: duration,
      send: async (number) => {
        const answer = await server.ask(query, undefined, { caller: `10.0.0.${number % clients}` });
        const asOf = answer.data?.connect?.contacts?.asOf;
        return { ...answer, ageMs: asOf ? Date.now() - Date.parse(asOf) : null };
      },
    });
    const answered = answers.filter(({ ageMs }) => ageMs !== null);
    const oldest = Math.max(...answered.map(({ ageMs }) => ageMs));
    return {
      answers,
      answered,
      oldest,
      slowest: Math.max(...answers.map((answer) => answer.ms)),
      calls: await emulator.calls(),
    };
  };
  const runOne = (name, start) =>
    using(async (keep) => {
      const emulator = await keep(startEmulator({ world: mixedWorld }));
      const server = await keep(start(emulator.url));
      const result = await poll(emulator, server);
      const searches = of(result.calls, 'SearchContacts');
      rows.push([
        `${clients} clients poll a list for ${duration} s`,
        name,
        searches.length,
        throttled(searches).length,
        `${result.answered.length} of ${result.answers.length}`,
        `slowest ${seconds(result.slowest)}`,
        countsInWords(result.calls),
      ]);
      return { ...result, searches };
    });
  // Waiting is all that they do, so they can do it beside each other.
  const [own] = await Promise.all([
    runOne('gateway', (endpoint) => startGateway({ endpoint, env: severalCallers })),
    ...variants.slice(0, 1).map((variant) => runOne(variant, (endpoint) => startVariant({ endpoint, variant }))),
  ]);
  const refusals = own.answers.length - own.answered.length;
  return [
    check(
      `${clients} clients poll one list each second for ${duration} s`,
      `at most ${atMost} SearchContacts, no refusals, answers at most 4 s old`,
      `${own.searches.length} calls, ${throttled(own.searches).length} throttles, ${refusals} refusals, oldest answer ${seconds(own.oldest)}`,
      own.searches.length <= atMost && refusals === 0 && own.oldest <= 4_000,
    ),
  ];
}
