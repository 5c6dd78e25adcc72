// `npm run schema:check`: holds schema/api.graphql against the last release's. What breaks clients fails; what may surprise
// them is printed. `npm version` puts the schema of the new release in place.
import { readFile } from 'node:fs/promises';
import { changes } from './changes.mjs';

const read = (name) => readFile(new URL(name, import.meta.url), 'utf8');
const { breaking, dangerous, others } = await changes(
  await read('./released/api.graphql'),
  await read('./api.graphql'),
);
for (const message of breaking) process.stdout.write(`BREAKING   ${message}\n`);
for (const message of dangerous) process.stdout.write(`dangerous  ${message}\n`);
process.stdout.write(`${breaking.length} breaking, ${dangerous.length} dangerous, ${others} other changes\n`);
process.exitCode = breaking.length > 0 ? 1 : 0;
