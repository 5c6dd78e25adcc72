// `npm run schema:check`: holds the published schema against the last release's. What breaks clients or other subgraphs, and
// a deprecation that is not as docs/schema-policy.md says, fails; what may surprise them is printed. `npm version` puts the
// schema of the new release in place.
import { readFile } from 'node:fs/promises';
import { changes, compositionChanges } from './changes.mjs';
import { deprecationProblems } from './deprecation.mjs';

const read = (name) => readFile(new URL(name, import.meta.url), 'utf8');
const today = new Date().toISOString().slice(0, 10);
const api = [await read('./released/api.graphql'), await read('./api.graphql')];
const subgraph = [await read('./released/subgraph.graphql'), await read('./subgraph.graphql')];
const forClients = await changes(...api, today);
const forSubgraphs = compositionChanges(...subgraph);

const breaking = [...forClients.breaking, ...forSubgraphs.breaking, ...deprecationProblems(...api, today)];
const dangerous = [...forClients.dangerous, ...forSubgraphs.dangerous];
for (const message of breaking) process.stdout.write(`BREAKING   ${message}\n`);
for (const message of dangerous) process.stdout.write(`dangerous  ${message}\n`);
process.stdout.write(
  `${breaking.length} breaking, ${dangerous.length} dangerous, ${forClients.others} other changes\n`,
);
process.exitCode = breaking.length > 0 ? 1 : 0;
