import { admits, of, quiet, throttled, within } from '../lib/ledger.mjs';
import { openLoad, percentile } from '../lib/load.mjs';
import { severalCallers, startEmulator, startGateway, using } from '../lib/stack.mjs';
import { check, ms, number } from '../lib/table.mjs';
import { contactId, flowId, loadWorld, queueId } from '../lib/world.mjs';

export const title = 'Overload at ten times the quota';

const readQuery = 'query ($id: ID!) { connect { contact(id: $id) { id description } } }';
const transferMutation = `mutation ($input: TransferContactInput!) { transferContact(input: $input) {
  __typename
  ... on TransferContactSuccess { contactId }
  ... on ConnectError { message retryable }
  ... on ConnectThrottlingError { retryAfterMs } } }`;

/** Of ten requests, the greedy caller sends six, and each of the four others sends one. */
const greedy = '10.0.0.1';
const others = ['10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'];
const row = [greedy, others[0], greedy, others[1], greedy, others[2], greedy, others[3], greedy, greedy];
/** Starts elsewhere in the row every ten requests: the bucket gets one token in that time, not always for one caller. */
const callerOf = (number) => row[(number + 3 * Math.floor(number / row.length)) % row.length];

const kinds = {
  reads: {
    operation: 'DescribeContact',
    quota: { rate: 10, burst: 15 },
    leastUsed: (admitted) => Math.round((admitted * 300) / 315),
    mostThrottles: 1,
    world: (count) => loadWorld({ reads: count }),
    ask: async (gateway, number, caller) => {
      const answer = await gateway.ask(readQuery, { id: contactId(number) }, { caller });
      const [error] = answer.errors;
      return {
        ...answer,
        ok: Boolean(answer.data?.connect?.contact),
        code: error?.extensions.code,
        retryAfterMs: error?.extensions.retryAfterMs,
        isRefusal: error?.extensions.code === 'CONNECT_THROTTLING',
      };
    },
  },
  transfers: {
    operation: 'TransferContact',
    quota: { rate: 2, burst: 5 },
    leastUsed: (admitted) => Math.round((admitted * 62) / 65),
    mostThrottles: 0,
    world: (count) => loadWorld({ transfers: count }),
    ask: async (gateway, number, caller) => {
      const input = {
        contactId: contactId(number),
        contactFlowId: flowId(0),
        destination: { queueId: queueId(0) },
        clientToken: `transfer-${number}`,
      };
      const answer = await gateway.ask(transferMutation, { input }, { caller });
      const result = answer.data?.transferContact;
      return {
        ...answer,
        ok: result?.__typename === 'TransferContactSuccess',
        code: result?.__typename ?? answer.errors[0]?.extensions.code,
        retryAfterMs: result?.retryAfterMs,
        isRefusal: result?.__typename === 'ConnectThrottlingError',
      };
    },
  },
};

export async function run({ quick }) {
  const result = { checks: [], sections: [] };
  const perCaller = [];
  const deadlineSeconds = quick ? 5 : 15;
  const totals = [];
  for (const name of Object.keys(kinds)) {
    const one = await overload(name, quick ? 8 : 30, deadlineSeconds);
    result.checks.push(...one.checks);
    perCaller.push(...one.perCaller);
    totals.push(one.total);
  }
  result.sections.push(
    {
      columns: [
        '',
        'sent',
        'answered',
        'refused',
        'other failures',
        'refusals, p50',
        'refusals, p99',
        'slowest refusal',
        'memory before',
        'memory after',
      ],
      rows: totals,
      note: `A request waits if its turn comes before its deadline of ${deadlineSeconds} s. Otherwise the gateway refuses it, almost always at once. The answered requests therefore include some whose calls were made after the load had stopped.`,
    },
    {
      columns: [
        '',
        'caller',
        'sent',
        'answered during the load',
        'fair share of these',
        'answered in total',
        'refused',
      ],
      rows: perCaller,
    },
  );
  return result;
}

async function overload(name, seconds, deadlineSeconds) {
  const { operation, quota, leastUsed, mostThrottles, world, ask } = kinds[name];
  const perSecond = quota.rate * 10;
  const admitted = admits(quota, seconds);
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: world(perSecond * seconds) }));
    const gateway = await keep(
      startGateway({
        endpoint: emulator.url,
        env: { ...severalCallers, REQUEST_TIMEOUT_MS: String(deadlineSeconds * 1_000) },
      }),
    );
    await gateway.ask('{ connect { id } }');
    const before = await gateway.usage();
    let after = before;
    const startedAt = performance.now();
    const answers = await openLoad({
      perSecond,
      seconds,
      send: async (number) => {
        const caller = callerOf(number);
        const answer = await ask(gateway, number, caller);
        return { ...answer, number, caller, atMs: performance.now() - startedAt };
      },
    });
    const calls = of(await quiet(emulator), operation);
    after = await gateway.usage();

    const used = within(calls, seconds).filter(({ status }) => status === 200).length;
    const throttles = throttled(calls).length;
    const refusals = answers.filter(({ isRefusal }) => isRefusal);
    const answered = answers.filter(({ ok }) => ok);
    const other = answers.filter(({ ok, isRefusal }) => !ok && !isRefusal);
    const times = refusals.map((refusal) => refusal.ms);
    const p99 = percentile(times, 0.99) ?? 0;
    const late = times.filter((time) => time >= 50).length;
    const withoutTime = refusals.filter(({ retryAfterMs }) => !(retryAfterMs > 0)).length;

    const duringLoad = answered.filter(({ atMs }) => atMs <= seconds * 1_000);
    const callers = [greedy, ...others].map((caller) => {
      const own = (list) => list.filter((answer) => answer.caller === caller).length;
      return { caller, sent: own(answers), during: own(duringLoad), all: own(answered), refused: own(refusals) };
    });
    const shares = fairShares(
      callers.map(({ sent }) => sent),
      duringLoad.length,
    );
    const worst = Math.min(...callers.map(({ during }, index) => during / shares[index]));

    const changed = calls.filter((call) => call.changed);
    const doubled = changed.length - new Set(changed.map(({ input }) => input.ContactId)).size;
    const checks = [
      check(
        `${name} at 10 times the quota for ${seconds} s (it admits ${admitted} ${operation} calls)`,
        `at least ${leastUsed(admitted)} successful calls, at most ${mostThrottles} throttled`,
        `${used} successful, ${throttles} throttled`,
        used >= leastUsed(admitted) && throttles <= mostThrottles,
      ),
      check(
        `refusals of ${name}`,
        'p99 under 50 ms, all with `retryAfterMs`',
        `p50 ${ms(percentile(times, 0.5))}, p99 ${ms(p99)}, ${late} of ${times.length} took 50 ms or longer, the slowest ${ms(Math.max(0, ...times))}; ${withoutTime} of ${refusals.length} without \`retryAfterMs\`; ${otherInWords(other)}`,
        p99 < 50 && withoutTime === 0 && refusals.length > 0 && other.length === 0,
      ),
      check(
        `fairness among the callers of ${name}`,
        'each caller gets at least half of its fair share',
        `the lowest is ${number(worst)} of the fair share`,
        worst >= 0.5,
      ),
    ];
    if (name === 'transfers') {
      checks.push(
        check(
          'applied transfers',
          'none applied twice, each answered with a success',
          `${changed.length} applied, ${answered.length} answered with a success, ${doubled} applied twice`,
          doubled === 0 && changed.length === answered.length,
        ),
      );
    }
    return {
      checks,
      total: [
        name,
        answers.length,
        answered.length,
        refusals.length,
        other.length,
        ms(percentile(times, 0.5)),
        ms(p99),
        ms(Math.max(0, ...times)),
        `${number(before.rssMb)} MB`,
        `${number(after.rssMb)} MB`,
      ],
      perCaller: callers.map(({ caller, sent, during, all, refused }, index) => [
        name,
        caller === greedy ? 'greedy' : caller,
        sent,
        during,
        Math.round(shares[index]),
        all,
        refused,
      ]),
    };
  });
}

function otherInWords(failures) {
  const codes = [...new Set(failures.map(({ code }) => code))].join(', ');
  return `${failures.length} other failures${codes && ` (${codes})`}`;
}

/** Max-min fair shares: no caller gets more than it sent, and what it leaves is divided equally among the others. */
function fairShares(sent, total) {
  const shares = sent.map(() => 0);
  let left = total;
  let open = sent.map((_, index) => index);
  while (open.length > 0 && left > 0) {
    const part = left / open.length;
    const content = open.filter((index) => sent[index] <= part);
    if (content.length === 0) {
      for (const index of open) shares[index] = part;
      break;
    }
    for (const index of content) {
      shares[index] = sent[index];
      left -= sent[index];
    }
    open = open.filter((index) => !content.includes(index));
  }
  return shares;
}
