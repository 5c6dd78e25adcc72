import { setTimeout as sleep } from 'node:timers/promises';
import { chart } from '../lib/chart.mjs';
import { median, openLoad, percentile } from '../lib/load.mjs';
import { startEmulator, startGateway, using } from '../lib/stack.mjs';
import { check, ms, number } from '../lib/table.mjs';
import { contactId, loadWorld } from '../lib/world.mjs';

export const title = 'Connect is down';

const query = 'query ($id: ID!) { connect { contact(id: $id) { id description } } }';
/** Below the quota of 10, so that every read succeeds while Connect works. */
const perSecond = 8;
const beforeSeconds = 5;
const afterSeconds = 15;
const recoveredWithinSeconds = 10;
const flatMb = 25;

/** The circuit breaker must be open after `openAfter` seconds. A call that hangs fails only after its timeout of 5 s. */
const ways = {
  'every connection is reset': { fault: 'resetBefore', openAfter: 3 },
  'no call is ever answered': { fault: 'hang', openAfter: 10 },
};

export async function run({ quick }) {
  const downSeconds = quick ? 8 : 30;
  const result = { checks: [], sections: [], charts: [] };
  const rows = [];
  for (const [what, way] of Object.entries(ways).slice(0, quick ? 1 : 2)) {
    const one = await outage(what, way, downSeconds);
    rows.push(one.row);
    result.checks.push(...one.checks);
    if (way.fault === 'resetBefore') result.charts.push(one.chart);
  }
  result.sections.push({
    columns: [
      'outage',
      'answered before',
      'failures',
      'failures, p50',
      'failures, p99',
      'slowest failure',
      'calls attempted during the outage',
      'last failure after its end',
      'memory, second third',
      'memory, last third',
    ],
    rows,
    note: `${perSecond} reads of different contacts a second before and after the outage, and ${perSecond * 10} a second while Connect is down. Failures count from the time when the circuit breaker must be open: 3 s after the start of the outage, or 10 s where calls hang until their timeout of 5 s. Memory is the median of the second third and of the last third of the outage.`,
  });
  return result;
}

async function outage(what, { fault, openAfter }, downSeconds) {
  const loads = [
    { name: 'before', seconds: beforeSeconds, rate: perSecond },
    { name: 'down', seconds: downSeconds, rate: perSecond * 10 },
    { name: 'after', seconds: afterSeconds, rate: perSecond },
  ];
  const reads = loads.reduce((sum, { seconds, rate }) => sum + seconds * rate, 0);
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: loadWorld({ reads }) }));
    const gateway = await keep(startGateway({ endpoint: emulator.url }));
    await gateway.ask('{ connect { id } }');
    const startedAt = performance.now();
    const memory = [];
    const answers = [];
    const pending = [];
    let next = 0;
    let tried = 0;
    for (const { name, seconds, rate } of loads) {
      if (name === 'down') await emulator.fault({ operation: '*', times: 1_000_000, fault });
      if (name === 'after') {
        tried = (await emulator.calls()).filter((call) => call.fault === fault).length;
        await emulator.clearFaults();
      }
      const offset = next;
      next += seconds * rate;
      // Requests that are still pending at the end of a phase are awaited after the last phase.
      pending.push(
        openLoad({
          perSecond: rate,
          seconds,
          send: async (number) => {
            const sentMs = performance.now() - startedAt;
            const answer = await gateway.ask(query, { id: contactId(offset + number) });
            answers.push({
              part: name,
              sentMs,
              ms: answer.ms,
              ok: Boolean(answer.data?.connect?.contact),
              code: answer.errors[0]?.extensions.code,
            });
          },
        }),
      );
      for (let second = 0; second < seconds; second++) {
        await sleep(1_000);
        if (name === 'down') memory.push((await gateway.usage()).rssMb);
      }
    }
    await Promise.all(pending);

    const downAt = beforeSeconds * 1_000;
    const upAt = downAt + downSeconds * 1_000;
    const before = answers.filter(({ part }) => part === 'before');
    const open = answers.filter(
      ({ part, ok, sentMs }) => part === 'down' && !ok && sentMs > downAt + openAfter * 1_000,
    );
    const times = open.map((failure) => failure.ms);
    const p99 = percentile(times, 0.99) ?? 0;
    const lastFailure = Math.max(
      upAt,
      ...answers.filter(({ part, ok }) => part === 'after' && !ok).map(({ sentMs }) => sentMs),
    );
    const normalAfter = (lastFailure - upAt) / 1_000;
    const third = Math.ceil(memory.length / 3);
    const [early, late] = [median(memory.slice(third, 2 * third)), median(memory.slice(-third))];
    const codes = [...new Set(open.map(({ code }) => code))].join(', ');
    return {
      checks: [
        check(
          `Connect down for ${downSeconds} s: ${what}`,
          'p99 of failures under 100 ms once the breaker is open',
          `p99 ${ms(p99)} of ${open.length} failures (${codes})`,
          p99 < 100 && open.length > 0 && before.every(({ ok }) => ok),
        ),
        check(
          `recovery: ${what}`,
          `no failure later than ${recoveredWithinSeconds} s after the outage`,
          `last failure ${number(normalAfter)} s after the outage`,
          normalAfter <= recoveredWithinSeconds,
        ),
        check(
          `memory: ${what}`,
          `grows by less than ${flatMb} MB`,
          `${number(late - early)} MB more`,
          late - early < flatMb,
        ),
      ],
      row: [
        what,
        `${before.filter(({ ok }) => ok).length} of ${before.length}`,
        open.length,
        ms(percentile(times, 0.5)),
        ms(p99),
        ms(Math.max(0, ...times)),
        tried,
        `${number(normalAfter)} s`,
        `${number(early)} MB`,
        `${number(late)} MB`,
      ],
      chart: outageChart(answers, downAt / 1_000, upAt / 1_000),
    };
  });
}

function outageChart(answers, from, to) {
  const lastSecond = Math.ceil(Math.max(...answers.map(({ sentMs }) => sentMs)) / 1_000);
  const seconds = Array.from({ length: lastSecond }, (_, second) => {
    const here = answers.filter(({ sentMs }) => Math.floor(sentMs / 1_000) === second);
    return { second, ok: here.filter(({ ok }) => ok).length, failed: here.filter(({ ok }) => !ok).length };
  });
  return {
    file: 'outage.svg',
    alt: 'Answered and failed reads per second before, during and after an outage of Connect',
    svg: chart({
      title: 'Connect resets every connection: answered and failed reads per second',
      unit: 'requests a second',
      shade: { from, to, name: 'Connect is down' },
      series: [
        {
          name: 'failed',
          colour: 'bad',
          points: seconds.map(({ second, failed }) => [second + 0.5, failed]),
        },
        { name: 'answered', colour: 'good', points: seconds.map(({ second, ok }) => [second + 0.5, ok]) },
      ],
    }),
  };
}
