// Writes the published schema and the IAM policy; `npm run schema` builds first. A test holds the files against the code.
import { writeFile } from 'node:fs/promises';
import { iamPolicy } from '../dist/iam-policy.js';
import { gatewayGraph } from '../dist/schema.js';

const { subgraphSdl, apiSdl } = await gatewayGraph();
await writeFile(new URL('./subgraph.graphql', import.meta.url), subgraphSdl['with-scopes']);
await writeFile(new URL('./subgraph-without-scopes.graphql', import.meta.url), subgraphSdl['without-scopes']);
await writeFile(new URL('./api.graphql', import.meta.url), apiSdl);

const instanceArn = 'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001';
await writeFile(
  new URL('../docs/iam-policy.json', import.meta.url),
  `${JSON.stringify(iamPolicy(instanceArn), null, 2)}\n`,
);
