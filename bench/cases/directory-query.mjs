import { quiet } from '../lib/ledger.mjs';
import { startNode } from '../lib/processes.mjs';
import { startEmulator, startGateway, using } from '../lib/stack.mjs';
import { check } from '../lib/table.mjs';
import { instanceId, mixedWorld, queueId, userId } from '../lib/world.mjs';
import { interleaved, resultOf } from './throughput.mjs';

export const title = 'Queries served from the directory cache';

const bound = 0.4;

const small = `{ connect { queue(id: "${queueId(3)}") { id name status } user(id: "${userId(4)}") { id username } } }`;
const names = (count, kind, fields) =>
  Array.from({ length: count }, (_, n) => {
    const id = kind === 'queue' ? queueId(n) : userId(n);
    return `${kind}${n}: ${kind}(id: "${id}") { ${fields} }`;
  }).join(' ');
const large = `{ connect { ${names(10, 'queue', 'id name status')} ${names(30, 'user', 'id username firstName lastName')} } }`;

export async function run({ quick, nodeArgs }) {
  const [{ queues, users }] = mixedWorld.file.instances;
  const statusOf = (queue) => ({ ...queue, status: 'ENABLED' });
  return using(async (keep) => {
    const emulator = await keep(startEmulator({ world: mixedWorld, quotas: 'off', latencyMs: 0 }));
    const gateway = await keep(startGateway({ endpoint: emulator.url, env: { CONNECT_QUOTAS: 'off' }, nodeArgs }));
    const mercurius = await keep(
      startNode('bench/servers/mercurius.mjs', {
        env: { CONNECT_INSTANCE_ID: instanceId, NAMES: JSON.stringify({ queues: queues.map(statusOf), users }) },
      }),
    );
    const result = { ratios: [], checks: [], sections: [] };
    for (const [size, query] of Object.entries({ 'one queue and one user': small, '10 queues and 30 users': large })) {
      const server = (process) => ({
        server: process,
        url: new URL('/graphql', process.url),
        body: () => JSON.stringify({ query }),
      });
      const first = await gateway.ask(query);
      await quiet(emulator);
      await emulator.forgetCalls();
      const expected = JSON.stringify(first.data);
      const isRight = (text) => text.includes(expected);
      const rounds = await interleaved(
        { gateway: { ...server(gateway), isRight }, mercurius: { ...server(mercurius), isRight } },
        quick,
      );
      const calls = await emulator.calls();
      const one = resultOf(rounds, {
        what: `${size} from the directory cache, compared with mercurius without JIT`,
        one: 'gateway',
        other: 'mercurius',
        bound,
        goal: '0.6',
        ratioName: `${size}, gateway to mercurius`,
      });
      one.checks.push(
        check(`${size} from the directory cache`, 'no Connect call', `${calls.length} calls`, calls.length === 0),
      );
      for (const key of Object.keys(result)) result[key].push(...one[key]);
    }
    return result;
  });
}
