import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { gatewayGraph } from '../../src/schema.js';
import { publishedSchema, schemaNames } from '../support/schema-files.js';

test.each(schemaNames)('schema/%s.graphql is what the code prints', async (name) => {
  const { subgraphSdl, apiSdl } = await gatewayGraph();
  const texts = {
    subgraph: subgraphSdl.scopes,
    'subgraph-without-scopes': subgraphSdl.none,
    api: apiSdl,
  };
  const printed = texts[name].split('\n');
  const published = publishedSchema(name).split('\n');
  const line = printed.findIndex((text, index) => text !== published[index]);
  const drift =
    printed.join('\n') === published.join('\n')
      ? 'none'
      : `Line ${line + 1} of schema/${name}.graphql is ${JSON.stringify(published[line])}, the code prints ${JSON.stringify(printed[line])}. Run \`npm run schema\`, look at the difference, and commit it.`;
  expect(drift).toBe('none');
});

// Until the first release, the commit that changes the schema on purpose also renews the released schema.
test.each(['api', 'subgraph'] as const)('schema/released/%s.graphql is a copy of the published schema', (name) => {
  const released = readFileSync(new URL(`../../schema/released/${name}.graphql`, import.meta.url), 'utf8');
  const remedy = `Copy schema/${name}.graphql to schema/released.`;
  expect(released === publishedSchema(name) ? 'a copy' : remedy).toBe('a copy');
});
