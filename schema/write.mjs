// Writes what is published of the schema: the schema itself, its possible types, the IAM policy, and the pages of operations
// and of the schema.
// `npm run schema` builds first; tests hold the files against the code.
import { writeFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { emulatedOperations } from '#connect-emulator';
import { defaultQuota, serviceModel } from '#connect-model';
import { scopeTable } from '../dist/auth/scopes.js';
import { declaredOperations } from '../dist/connect/calls/operation.js';
import { possibleTypes } from '../dist/graph/build/possible-types.js';
import { iamPolicy } from '../dist/iam-policy.js';
import { gatewayGraph } from '../dist/schema.js';
import { readOperations } from '../dist/server/page-route.js';
import { operationsPage } from './operations-page.mjs';
import { referencePage } from './reference-page.mjs';

const write = (path, text) => writeFile(new URL(path, import.meta.url), text);

const { schema, subgraphSdl, apiSdl } = await gatewayGraph();
await write('./subgraph.graphql', subgraphSdl.scopes);
await write('./subgraph-without-scopes.graphql', subgraphSdl.none);
await write('./api.graphql', apiSdl);
await write('./possible-types.json', `${JSON.stringify(possibleTypes(schema), null, 2)}\n`);

const instanceArn = 'arn:aws:connect:us-east-1:111122223333:instance/10000000-0000-4000-8000-000000000001';
await write('../docs/iam-policy.json', `${JSON.stringify(iamPolicy(instanceArn), null, 2)}\n`);

await write(
  '../docs/operations.md',
  operationsPage({
    schema,
    declared: declaredOperations(),
    operations: serviceModel.operations,
    quotaOf: defaultQuota,
    behaves: (operation) => emulatedOperations.has(operation),
  }),
);

await write(
  '../docs/schema.md',
  referencePage({ schema: buildSchema(apiSdl), examples: readOperations(), scopes: scopeTable }),
);
