// Runs all examples in random orders on one gateway, because readers may start with any example.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { randomOf } from '../chaos/lib/random.mjs';
import { examples } from './examples.mjs';

const root = new URL('../../', import.meta.url).pathname;
const orders = 2;

/**
 * Runs all examples in each order. Between two orders, it resets the emulator, which also resets the gateway.
 *
 * @param seed Determines the orders.
 * @param count Receives a name and a function; runs the function, prints the result and counts failures.
 */
export async function runInRandomOrders(seed, count) {
  const all = await examples();
  const gateway = await startGateway();
  try {
    const random = randomOf(seed);
    for (let order = 1; order <= orders; order++) {
      if (order > 1) await gateway.reset();
      const answers = new Map();
      const run = async (name) => {
        const { after, run: runExample } = all.get(name);
        if (after && !answers.has(after)) await run(after);
        if (answers.has(name)) return;
        answers.set(name, undefined);
        await count(`${name} (order ${order} of seed ${seed})`, async () => {
          answers.set(name, await runExample(gateway, answers));
          return 'run';
        });
      };
      for (const name of shuffled([...all.keys()], random)) await run(name);
    }
  } finally {
    await gateway.stop();
  }
}

function shuffled(names, random) {
  for (let last = names.length - 1; last > 0; last--) {
    const other = random.between(0, last);
    [names[last], names[other]] = [names[other], names[last]];
  }
  return names;
}

/** Starts the built program as `npm start` does. */
async function startGateway() {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    EMULATOR_PORT: '0',
    LOG_LEVEL: 'warn',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const child = spawn(process.execPath, [join(root, 'dist/main.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const addresses = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const [, url] = /GraphQL\s+(\S+)\n/.exec(output) ?? [];
      const [, emulator] = /Emulator\s+(\S+)\n/.exec(output) ?? [];
      if (url && emulator) resolve({ url, emulator });
    });
    child.once('exit', () => reject(new Error(`The gateway did not start: ${output}`)));
  });
  const control = async (method, path) => (await fetch(`${addresses.emulator}${path}`, { method })).json();
  return {
    url: addresses.url,
    ask: async (query, variables) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(addresses.url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      return response.json();
    },
    now: async () => new Date((await control('GET', '/clock')).now),
    reset: () => control('POST', '/reset'),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
