import { setTimeout as sleep } from 'node:timers/promises';
import { countsInWords, quiet, throttled } from '../lib/ledger.mjs';
import { startEmulator, startGateway, using } from '../lib/stack.mjs';
import { check, number, seconds } from '../lib/table.mjs';
import { largeWorld } from '../lib/world.mjs';
import { attributesPage, namesPage, statePage } from './pages.mjs';

export const title = '10,000 users, 1,000 queues, 100,000 contacts';

const emailsPage = `{ connect { contacts(first: 100, filter: { channels: [EMAIL] }) { nodes {
  id queue { type name user { username } } } } } }`;
const mostMb = 250;
/** Longer than the time for which equal searches share a result. */
const apartMs = 2_500;

export async function run({ quick }) {
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: largeWorld }));
    const gateway = await keep(startGateway({ endpoint: emulator.url }));
    const rows = [];
    const pages = [];
    const ask = async (name, query) => {
      await emulator.forgetCalls();
      const answer = await gateway.ask(query, undefined, { cost: true });
      const atAnswer = await emulator.calls();
      const all = await quiet(emulator, { forMs: 1_500 });
      await sleep(apartMs);
      const { rssMb } = await gateway.usage();
      const nodes = answer.data?.connect?.contacts?.nodes ?? [];
      const cost = answer.extensions.connect?.calls;
      const page = { name, answer, nodes, atAnswer, all, rssMb, cost };
      pages.push(page);
      rows.push([
        name,
        nodes.length,
        cost
          ? Object.entries(cost)
              .map(([operation, count]) => `${operation} ${count}`)
              .join(', ')
          : countsInWords(atAnswer),
        all.length - atAnswer.length,
        throttled(all).length,
        answer.errors.length,
        seconds(answer.ms),
        `${number(rssMb)} MB`,
      ]);
      return page;
    };
    const cold = await ask('names, cold directory cache', namesPage);
    const warm = await ask('names, warm directory cache', namesPage);
    const state = await ask('state', statePage);
    const own = await ask('names, 40 contacts in agent queues', emailsPage);
    if (!quick) await ask('attributes and endpoint', attributesPage);
    const started = state.nodes.filter(
      ({ channel, state }) => channel === 'TASK' && state !== 'ENDED' && state !== 'SCHEDULED',
    ).length;
    const missing = ({ nodes }) =>
      nodes.filter(({ queue, user }) => (queue && !queue.name) || (user && !user.username)).length;
    const withoutOwner = ({ nodes }) => nodes.filter(({ queue }) => !queue?.user?.username).length;
    const memory = Math.max(...pages.map(({ rssMb }) => rssMb));
    return {
      checks: [
        check(
          'scale: names, cold directory cache',
          'at most 4 calls until the response, no missing field',
          `${cold.atAnswer.length} calls until the response in ${seconds(cold.answer.ms)}, ${cold.all.length - cold.atAnswer.length} after it, ${missing(cold)} missing`,
          cold.atAnswer.length <= 4 &&
            missing(cold) === 0 &&
            cold.nodes.length === 100 &&
            cold.answer.errors.length === 0,
        ),
        check(
          'scale: names, warm directory cache',
          'exactly 1 call',
          `calls: ${warm.all.length}, in ${seconds(warm.answer.ms)}, ${missing(warm)} missing`,
          warm.all.length === 1 && missing(warm) === 0,
        ),
        check(
          'scale: names, 40 contacts in agent queues',
          'no missing field; at most 3 calls besides those of ListQueues',
          `${countsInWords(own.all)} in ${seconds(own.answer.ms)}, ${withoutOwner(own)} missing`,
          own.all.filter(({ operation }) => operation !== 'ListQueues').length <= 3 &&
            own.nodes.length === 40 &&
            withoutOwner(own) === 0,
        ),
        check(
          'scale: throttled calls',
          'none',
          `${pages.reduce((sum, { all }) => sum + throttled(all).length, 0)}`,
          pages.every(({ all }) => throttled(all).length === 0),
        ),
        check(
          'scale: state of mixed contacts',
          `1 + ${started} calls`,
          `${state.all.length} calls in ${seconds(state.answer.ms)}`,
          state.all.length === 1 + started && state.answer.errors.length === 0,
        ),
        check('scale: memory of the gateway', `under ${mostMb} MB`, `${number(memory)} MB`, memory < mostMb),
      ],
      sections: [
        {
          columns: [
            'page',
            'contacts',
            'calls of the request',
            'calls after it',
            'throttled (429)',
            'errors',
            'time',
            'memory',
          ],
          rows,
        },
      ],
    };
  });
}
