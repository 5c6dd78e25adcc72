// `npm run soak`: a mixed load with injected faults, for ten minutes unless `--seconds` is given. Exits with 1 if the heap
// grows, a rejection is unhandled, the p99 latency exceeds the deadline, or a request gets no response.
//
//   npm run soak -- --seconds 120
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { closeConnections } from '../../bench/lib/client.mjs';
import { openLoad, percentile } from '../../bench/lib/load.mjs';
import { newFile, startEmulator, startGateway, using } from '../../bench/lib/stack.mjs';
import { contactId, flowId, mixedWorld, queueId } from '../../bench/lib/world.mjs';
import { addFault } from '../chaos/lib/faults.mjs';
import { randomOf } from '../chaos/lib/random.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const seconds = Number(values.seconds);
if (!Number.isInteger(seconds) || seconds < 2) {
  process.stderr.write('--seconds must be a whole number, 2 or more.\n');
  process.exit(2);
}

const perSecond = 40;
const faultEveryMs = 100;
const deadlineMs = 2_500;
/** Time that is allowed beyond the deadline, for transport and for a busy machine. */
const allowanceMs = 500;
const heapGrowth = 1.1;
/** Minimum shares of served requests and of calls with a fault. A run below them shows nothing. */
const leastServed = 0.3;
const leastFaulted = 0.05;
/** During this time, caches fill and code is compiled. */
const warmUpSeconds = Math.min(60, seconds / 2);

const random = randomOf(1);
const requests = [
  (n) => [
    'query ($id: ID!) { connect { contact(id: $id) { id channel queue { name } } } }',
    { id: contactId(n % 100) },
  ],
  () => ['{ connect { id alias } }', {}],
  (n) => [
    'mutation ($input: StartTaskContactInput!) { startTaskContact(input: $input) { __typename } }',
    { input: { name: 'A task', source: { contactFlowId: flowId(1) }, clientToken: `soak-${n}` } },
  ],
  (n) => [
    'mutation ($input: TransferContactInput!) { transferContact(input: $input) { __typename } }',
    {
      input: {
        contactId: contactId(1 + 5 * (n % 20)),
        contactFlowId: flowId(0),
        destination: { queueId: queueId(n % 12) },
        clientToken: `soak-${n}`,
      },
    },
  ],
  () => ['{ nothing }', {}],
];
const operations = ['DescribeContact', 'DescribeQueue', 'DescribeInstance', 'StartTaskContact', 'TransferContact'];

const result = await using(async (keep) => {
  const emulator = await keep(startEmulator({ world: mixedWorld, quotas: 'off', latencyMs: 2 }));
  const gateway = await keep(
    startGateway({
      endpoint: emulator.url,
      nodeArgs: ['--expose-gc'],
      env: {
        CONNECT_QUOTAS: 'off',
        CONNECT_TIMEOUT_MS: '300',
        REQUEST_TIMEOUT_MS: String(deadlineMs),
        IDEMPOTENCY_STORE: `file:${newFile('tokens.db')}`,
      },
    }),
  );
  let over = false;
  const faulting = (async () => {
    while (!over) {
      await addFault(emulator, random, random.pick(operations));
      await sleep(faultEveryMs);
    }
  })();
  const load = (forSeconds, from) =>
    openLoad({
      perSecond,
      seconds: forSeconds,
      send: async (n) => {
        try {
          const { ms, data } = await gateway.ask(...requests[(from + n) % requests.length](from + n));
          return {
            ms,
            served:
              JSON.stringify(data)?.includes('Success') ||
              data?.connect?.id !== undefined ||
              data?.connect?.contact != null,
          };
        } catch {
          return null;
        }
      },
    });
  const early = await load(warmUpSeconds, 0);
  const first = await gateway.heap();
  const late = await load(seconds - warmUpSeconds, early.length);
  over = true;
  await faulting;
  const calls = await emulator.calls();
  return {
    answers: [...early, ...late],
    faulted: calls.filter(({ fault }) => fault).length / calls.length,
    ...{ first, last: await gateway.heap() },
  };
});
await closeConnections();

const { answers, faulted, first, last } = result;
const lost = answers.filter((answer) => answer === null).length;
const answered = answers.filter((answer) => answer !== null);
const p99 = percentile(
  answered.map(({ ms }) => ms),
  0.99,
);
const served = answered.filter((answer) => answer.served).length / answers.length;
const percent = (share) => `${Math.round(share * 100)} %`;
const growth = last.heapMb / first.heapMb;
process.stdout.write(
  `${answers.length} requests in ${seconds} s, ${percent(served)} served, ${percent(faulted)} of the calls with a fault, ${lost} without a response; p99 ${Math.round(p99)} ms; heap ${first.heapMb.toFixed(1)} MB after ${warmUpSeconds} s, ${last.heapMb.toFixed(1)} MB at the end (factor ${growth.toFixed(2)}); ${last.rejections} unhandled rejections\n`,
);
const violations = [
  served < leastServed && `Fewer than ${percent(leastServed)} of the requests were served.`,
  faulted < leastFaulted && `Fewer than ${percent(leastFaulted)} of the calls had a fault.`,
  lost > 0 && `${lost} requests got no response.`,
  !(p99 <= deadlineMs + allowanceMs) && `p99 is over ${deadlineMs + allowanceMs} ms.`,
  !(growth <= heapGrowth) && `The heap grew by more than ${Math.round((heapGrowth - 1) * 100)} %.`,
  last.rejections > 0 && 'A rejection was left unhandled.',
].filter(Boolean);
for (const what of violations) process.stdout.write(`${what}\n`);
process.exitCode = violations.length > 0 ? 1 : 0;
