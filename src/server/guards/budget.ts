import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { GatewayContext } from '../../graph/context.js';
import type { QueryCost } from '../../graph/cost/cost-count.js';
import { queryCost } from '../../graph/cost/query-cost.js';
import { queryTooExpensive } from '../../graph/cost/query-too-expensive.js';

/** Request header that adds the estimated and actual cost of a query to the response, under `extensions.connect`. */
export const costHeader = 'x-connect-cost';

/**
 * Estimates the cost of a query before execution, and refuses one that cannot finish within the request timeout.
 * Reports the cost in the response if the request has `costHeader`.
 *
 * @param shortestTimeMs Returns the minimum milliseconds that a number of calls of an operation take within its quota.
 * @param requestTimeoutMs REQUEST_TIMEOUT_MS
 */
export function queryBudget(
  shortestTimeMs: (operation: string, calls: number) => number,
  requestTimeoutMs: number,
): ApolloServerPlugin<GatewayContext> {
  // One listener serves all requests: it keeps each request's state in the request's context.
  const listener: GraphQLRequestListener<GatewayContext> = {
    async didResolveOperation({ schema, document, operation, request, contextValue }) {
      if (!operation) return;
      const { connect, caller } = contextValue;
      const cost = queryCost(schema, document, operation, request.variables ?? {}, {
        instances: connect.instances.all.length,
        scopes: caller.scopes,
      });
      contextValue.cost = cost;
      assertAffordable(cost, shortestTimeMs, requestTimeoutMs);
    },
    async willSendResponse({ response, contextValue }) {
      if (!contextValue.showCost || response.body.kind !== 'single') return;
      const { extensions } = response.body.singleResult;
      const { cost, connect } = contextValue;
      const estimate = cost && {
        certain: Object.fromEntries(cost.certain),
        atMost: Object.fromEntries(cost.atMost),
      };
      response.body.singleResult.extensions = {
        ...extensions,
        connect: { ...connect.scope.stats.toJSON(), estimate },
      };
    },
  };
  return {
    async requestDidStart() {
      return listener;
    },
  };
}

/**
 * Maximum number of list items that one query may ask for: about 10 MB in a response. For scale: 100 contacts with 100
 * contacts in each one's chain are 10,100 items.
 */
const maxListed = 50_000;

function assertAffordable(
  cost: QueryCost,
  shortestTimeMs: (operation: string, calls: number) => number,
  requestTimeoutMs: number,
): void {
  if (cost.listed > maxListed) {
    throw queryTooExpensive(`This query asks for ${cost.listed} items in its lists; the maximum is ${maxListed}.`, {
      cost: cost.listed,
      limit: maxListed,
    });
  }
  for (const [operation, calls] of cost.certain) {
    const boundMs = Math.ceil(shortestTimeMs(operation, calls));
    if (boundMs <= requestTimeoutMs) continue;
    throw queryTooExpensive(
      `This query needs ${calls} calls of ${operation}. Connect's quota allows them in ${boundMs} ms at best; a request has ${requestTimeoutMs} ms. Ask for fewer items at once, or for fields that need fewer calls.`,
      { operation, calls, boundMs, requestTimeoutMs },
    );
  }
}
