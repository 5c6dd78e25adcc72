// `npm run supergraph`: the gateway with its emulator, a customer relationship system (CRM), and a router in front of both.
// The router is Hive Gateway, or @apollo/gateway with `npm run supergraph -- --apollo`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compose } from './compose.mjs';
import { crmSdl, startCrm } from './crm.mjs';

const { values } = parseArgs({ options: { apollo: { type: 'boolean', default: false } } });
const root = new URL('../../', import.meta.url).pathname;
const schemaFile = values.apollo ? 'subgraph-without-scopes' : 'subgraph';
const port = Number(process.env.SUPERGRAPH_PORT ?? 4100);

const connect = spawn(process.execPath, [`${root}dist/main.js`], {
  env: {
    LOG_LEVEL: 'warn',
    PORT: '0',
    EMULATOR_PORT: '0',
    // The router runs on this machine, and sends the client's address in `x-forwarded-for`.
    TRUSTED_PROXIES: '127.0.0.1',
    ...process.env,
    SUBGRAPH_DIRECTIVES: values.apollo ? 'none' : 'scopes',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
// The gateway ends with this process.
process.once('exit', () => connect.kill('SIGTERM'));
const connectUrl = await new Promise((resolve, reject) => {
  let output = '';
  connect.stdout.on('data', (chunk) => {
    output += chunk;
    const [, url] = /GraphQL\s+(http\S+)/.exec(output) ?? [];
    if (url) resolve(url);
  });
  connect.once('exit', (code) => reject(new Error(`The gateway ended with exit code ${code}.`)));
});
const crm = await startCrm();
const sdl = readFileSync(`${root}schema/${schemaFile}.graphql`, 'utf8');
const supergraph = compose([
  { name: 'connect', url: connectUrl, sdl },
  { name: 'crm', url: crm.url, sdl: crmSdl },
]);
const start = values.apollo
  ? (await import('./apollo.mjs')).startApolloGateway
  : (await import('./hive.mjs')).startHiveGateway;
const router = await start({ supergraph, port });

const query = `{ contacts(first: 2) { edges { node { company calls { state channel customer { id } } } } } user(id: "e1") { email connectUser { username calendar { title from } } } }`;
process.stdout.write(`A supergraph of two subgraphs, behind ${values.apollo ? '@apollo/gateway' : 'Hive Gateway'}.
  Supergraph  ${router.url}
  Connect     ${connectUrl}
  CRM         ${crm.url}
Paste a query that crosses both:
  curl -s ${router.url} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'
`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await router.close();
    await crm.close();
    connect.kill('SIGTERM');
    if (connect.exitCode === null) await once(connect, 'exit');
    process.exit(0);
  });
}
