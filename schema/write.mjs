// Writes the published schema; `npm run schema` builds first. A test holds the files against the code.
import { writeFile } from 'node:fs/promises';
import { gatewayGraph } from '../dist/schema.js';

const { subgraphSdl, apiSdl } = await gatewayGraph();
await writeFile(new URL('./subgraph.graphql', import.meta.url), subgraphSdl['with-scopes']);
await writeFile(new URL('./subgraph-without-scopes.graphql', import.meta.url), subgraphSdl['without-scopes']);
await writeFile(new URL('./api.graphql', import.meta.url), apiSdl);
