// `npm run chaos`: clients make mutations at random while calls fail and the gateway is killed; then every answer is held
// against the emulator's ledger. Ends with 1 when one does not fit, and prints the history of its token.
//
//   npm run chaos -- --minutes 5             how long; or --seconds
//   npm run chaos -- --kills 20              three a minute otherwise
//   npm run chaos -- --seed 7                the same chances as another run; its timing is its own
//   npm run chaos -- --store-away            two gateways share a Redis, which goes away and comes back
//   npm run chaos -- --sabotage FILE         loads a module into the gateway, to see that the checker notices
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { closeConnections } from '../../bench/lib/client.mjs';
import { quiet } from '../../bench/lib/ledger.mjs';
import { startEmulator, using } from '../../bench/lib/stack.mjs';
import { Clients } from './lib/clients.mjs';
import { Fleet, MortalGateway } from './lib/gateway.mjs';
import { mutations } from './lib/mutations/index.mjs';
import { randomOf } from './lib/random.mjs';
import { histories, totals } from './lib/report.mjs';
import { Stock } from './lib/stock.mjs';
import { awayTotals } from './lib/store/report.mjs';
import { UnsteadyStore } from './lib/store/unsteady-store.mjs';
import { violationsOf } from './lib/verdict.mjs';
import { chaosWorld, stockAtFirst } from './lib/world.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seconds: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    'store-away': { type: 'boolean' },
    sabotage: { type: 'string' },
  },
});
const seconds = Number(values.seconds ?? Number(values.minutes ?? 1) * 60);
const kills = Number(values.kills ?? Math.ceil(seconds / 20));
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const sabotage = values.sabotage && pathToFileURL(resolve(values.sabotage)).href;
if (![seconds, kills, seed].every((number) => Number.isInteger(number) && number >= 0)) {
  process.stderr.write('--minutes, --seconds, --kills and --seed are whole numbers.\n');
  process.exit(2);
}
if (values['store-away'] && !UnsteadyStore.canRun()) {
  process.stderr.write(
    '--store-away needs redis-server, which is not installed (Debian: apt-get install redis-server).\n',
  );
  process.exit(1);
}

const clientCount = 24;
/** The ledger keeps 100,000 calls; it is read before it drops any. */
const readLedgerEveryMs = 90_000;
const latencyMs = 4;
const leastFaulted = 0.2;
/** A run of so many seconds makes every kind of mutation often enough that some succeed, if the store is there. */
const longEnoughForAll = 60;

process.stdout.write(`chaos for ${seconds} s with ${kills} kills, seed ${seed}\n`);
const result = await using(async (keep) => {
  const emulator = await keep(startEmulator({ world: chaosWorld(), quotas: 'off', latencyMs }));
  const store = values['store-away'] && (await keep(UnsteadyStore.start()));
  const names = store ? ['gateway A', 'gateway B'] : ['gateway'];
  const gateways = new Fleet(
    names.map(
      (name) => new MortalGateway({ endpoint: emulator.url, sabotage, name, ...(store && { store: store.url }) }),
    ),
    randomOf(seed - 1),
  );
  await gateways.start();
  await keep(gateways);
  const clients = new Clients({ gateways, emulator, stock: new Stock(stockAtFirst) });
  const calls = new Map();
  const readLedger = (entries) => {
    for (const entry of entries) calls.set(entry.sequence, entry);
  };

  let over = false;
  const lives = Array.from({ length: clientCount }, (_, number) => clients.live(number, randomOf(seed + number + 1)));
  const killing = gateways.killAtRandom(randomOf(seed), kills, seconds, () => over);
  const away = store?.goAwayAtRandom(randomOf(seed - 2), () => over);
  const reading = setInterval(async () => readLedger(await emulator.calls()), readLedgerEveryMs);
  const ended = sleep(seconds * 1_000, undefined, { ref: false });
  await Promise.race([ended, ...lives, killing.then(() => ended)]);
  over = true;
  clients.end();
  await Promise.all([killing, away, emulator.clearFaults()]);
  await Promise.all(lives);
  await store?.settle(clients);
  clearInterval(reading);
  readLedger(await quiet(emulator));
  return { clients, calls: [...calls.values()], deaths: gateways.deaths, away: store?.history(gateways.deaths) };
});
await closeConnections();

const { clients, calls, away } = result;
const violations = violationsOf(clients.ops, calls, mutations, away);
const ofAway = away && awayTotals(clients.ops, calls, away);
const { text, faultedShare, neverSucceeded } = totals({
  ...{ clients, calls, violations, kills: result.deaths.length, storeRows: ofAway?.rows },
});
process.stdout.write(`${histories(violations, seed, away)}${text}\n`);
const missed = [
  calls.length < Math.max(...calls.map(({ sequence }) => sequence)) && 'The ledger has lost calls.',
  result.deaths.length < kills && `Only ${result.deaths.length} of ${kills} kills were made.`,
  faultedShare < leastFaulted && `Fewer than ${leastFaulted * 100} % of the calls were faulted.`,
  !away && seconds >= longEnoughForAll && neverSucceeded !== '' && 'A kind of mutation never succeeded.',
  ofAway?.inFlight === 0 && 'The store never went away with a call in flight.',
].filter(Boolean);
for (const what of missed) process.stdout.write(`${what} The run says too little.\n`);
process.exitCode = violations.length > 0 || missed.length > 0 ? 1 : 0;
