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

  /** Requests the same page from the gateway and from each variant, each with the emulator in its initial state. */
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
  const cold = await compare('names, cold directory cache', mixedWorld, namesPage, namesOf(mixedWorld));
  checks.push(
    namesCheck('100 contacts with queue and user names, cold directory cache', cold, mixedWorld, 4),
    await warm(show),
  );
  const own = await compare('names, 40 contacts in agent queues', ownQueuesWorld, namesPage, namesOf(ownQueuesWorld));
  checks.push(namesCheck('100 contacts with names, 40 of them in agent queues', own, ownQueuesWorld, 5));

  const states = (answer) => `${nodesOf(answer).filter(({ state }) => state).length} of ${pageSize}`;
  const state = await compare('state of mixed contacts', mixedWorld, statePage, states);
  checks.push(
    check(
      '100 mixed contacts with `state`',
      `1 + ${startedTasks} calls (one DescribeContact per live task that is not scheduled)`,
      `${state.calls.length} calls, ${throttled(state.calls).length} throttled`,
      state.calls.length === 1 + startedTasks && states(state.answer) === `${pageSize} of ${pageSize}`,
    ),
  );

  const described = (answer) => `${nodesOf(answer).filter(({ attributes }) => attributes).length} of ${pageSize}`;
  const attributes = await compare('attributes and endpoint', mixedWorld, attributesPage, described);
  const boundMs = ((pageSize - describeQuota.burst) / describeQuota.rate) * 1_000;
  checks.push(
    check(
      '100 contacts with `attributes customerEndpoint`',
      `completes, 0 throttled, within 10 % of ${seconds(boundMs)}`,
      `${described(attributes.answer)} in ${seconds(attributes.answer.ms)}, ${throttled(attributes.calls).length} throttled`,
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
        columns: ['page', 'server', 'calls', 'throttled (429)', 'answered', 'time', 'calls by operation'],
        rows,
        note: 'The emulator enforces the documented quotas, and adds 30 ms to each call (300 ms in the rows with 500 reads). *naive* makes one Describe call for each reference to a resource; *dataloader* makes one for each distinct resource of a request. Both use the SDK with its default settings and retries. Fields that they cannot read are errors in their responses. *answered* counts the names, contacts or requests of the row.',
      },
    ],
  };
}

/** Sends a query. Returns the response and all calls that it caused, including those that the gateway makes afterwards. */
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
    `at most ${atMost} calls, 0 throttled, no missing field`,
    `${calls.length} calls, ${throttles} throttled, ${right} of ${expected} names, ${ms(answer.ms)}`,
    calls.length <= atMost && throttles === 0 && right === expected && answer.errors.length === 0,
  );
}

async function warm(show) {
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: mixedWorld }));
    const gateway = await keep(startGateway({ endpoint: emulator.url }));
    await gateway.ask(namesPage);
    await quiet(emulator);
    // Longer than the time for which equal searches share a result, so that the gateway searches again.
    await sleep(2_500);
    const result = await ask(emulator, gateway, namesPage);
    const { right, expected } = namesShown(result.answer, mixedWorld);
    show('names, warm directory cache', 'gateway', { ...result, fields: `${right} of ${expected}` });
    return check(
      '100 contacts with queue and user names, warm directory cache',
      'exactly 1 call',
      `calls: ${result.calls.length}, ${right} of ${expected} names, ${ms(result.answer.ms)}`,
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
    // The first query of a process also compiles code. Only the time of the refusal itself counts.
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
      'a page whose calls take longer than the deadline',
      'refused in under 50 ms without a call; the message says how long the calls take',
      `${code} in ${ms(answer.ms)}, ${calls.length} calls: ${error?.message ?? ''}`,
      code === 'QUERY_TOO_EXPENSIVE' && answer.ms < 50 && calls.length === 0 && /\d/.test(error.message),
    );
  });
}

/** Many requests read a few contacts at once. The gateway makes one call for each contact, and caches no result. */
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
    // Opens the connections and compiles the code first. If the gateway needed longer to read the burst than a call takes,
    // it would make a second call for a contact, and would be right to.
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
    for (const round of ['first round', 'second round']) {
      const result = await send(emulator, gateway);
      rows.push(rowOf('gateway', round, result));
      checks.push(
        check(
          `${requests} \`contact(id)\` for ${contacts} contacts within 100 ms, ${round}`,
          `exactly ${contacts} calls`,
          `${result.calls.length} calls, ${throttled(result.calls).length} throttled, ${result.ok} requests answered`,
          result.calls.length === contacts && result.ok === requests,
        ),
      );
    }
    for (const variant of variants) {
      await emulator.reset();
      const server = await keep(startVariant({ endpoint: emulator.url, variant }));
      await server.ask('{ connect { __typename } }');
      rows.push(rowOf(variant, 'first round', await send(emulator, server)));
    }
    return checks;
  });
}

/** Several clients poll the same list once a second. */
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
  // Both mostly wait, so they can run at the same time.
  const [own] = await Promise.all([
    runOne('gateway', (endpoint) => startGateway({ endpoint, env: severalCallers })),
    ...variants.slice(0, 1).map((variant) => runOne(variant, (endpoint) => startVariant({ endpoint, variant }))),
  ]);
  const failures = own.answers.length - own.answered.length;
  return [
    check(
      `${clients} clients poll one list once a second for ${duration} s`,
      `at most ${atMost} SearchContacts, no failures, results at most 4 s old`,
      `${own.searches.length} calls, ${throttled(own.searches).length} throttled, ${failures} failures, oldest result ${seconds(own.oldest)} old`,
      own.searches.length <= atMost && failures === 0 && own.oldest <= 4_000,
    ),
  ];
}
