import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

/** What Hive Gateway's demand control says of queries. The subgraphs need not be there: it counts before it asks them. */
export async function hiveDemand(supergraph, maxCost, queries) {
  const demandControl = { maxCost, includeExtensionMetadata: true };
  const router = createGatewayRuntime({ supergraph, demandControl, logging: false });
  const answers = [];
  for (const query of queries) {
    const headers = { 'content-type': 'application/json' };
    const response = await router.fetch('http://router.test/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    const { errors, extensions } = await response.json();
    answers.push({ cost: extensions.cost.estimated, refused: errors[0].extensions.code.startsWith('COST') });
  }
  await router[Symbol.asyncDispose]();
  return answers;
}
