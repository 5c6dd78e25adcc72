// Writes what is published of the schema: the schema itself, its possible types, the IAM policy, and the pages of operations,
// mutations and the schema.
// `npm run schema` builds first; tests hold the files against the code.
import { writeFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { emulatedOperations } from '#connect-emulator';
import { defaultQuota, serviceModel } from '#connect-model';
import { scopeTable } from '../dist/auth/scopes.js';
import { declaredMutations, declaredOperations } from '../dist/connect/calls/operation.js';
import { possibleTypes } from '../dist/graph/build/possible-types.js';
import { iamPolicy } from '../dist/iam-policy.js';
import { gatewayGraph } from '../dist/schema.js';
import { readOperations } from '../dist/server/page-route.js';
import { mutationsPage } from './mutations-page.mjs';
import { operationsPage } from './operations-page.mjs';
import { referencePage } from './reference-page.mjs';

const { schema, subgraphSdl, apiSdl } = await gatewayGraph();
const instanceArn = 'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001';
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** The text of each file. All are computed before the first is written, so an error leaves the files as they were. */
const files = {
  'subgraph.graphql': subgraphSdl.scopes,
  'subgraph-without-scopes.graphql': subgraphSdl.none,
  'api.graphql': apiSdl,
  'possible-types.json': json(possibleTypes(schema)),
  '../docs/iam-policy.json': json(iamPolicy(instanceArn)),
  '../docs/operations.md': operationsPage({
    schema,
    declared: declaredOperations(),
    operations: serviceModel.operations,
    quotaOf: defaultQuota,
    behaves: (operation) => emulatedOperations.has(operation),
  }),
  '../docs/mutations.md': mutationsPage({ schema, declared: declaredMutations() }),
  '../docs/schema.md': referencePage({ schema: buildSchema(apiSdl), examples: readOperations(), scopes: scopeTable() }),
};
for (const [path, text] of Object.entries(files)) await writeFile(new URL(path, import.meta.url), text);
