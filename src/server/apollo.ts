import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayContext } from '../graph/context.js';
import { maxErrors } from '../graph/cost/response-budget.js';
import { boundErrors } from './guards/bounded-errors.js';
import { documentCache, persistedQueryCache } from './guards/document-cache.js';
import { documentLimits } from './guards/document-limits.js';
import { gatewayRules, type SchemaVisibility } from './guards/introspection.js';
import { warnOfLostOneOf } from './guards/lost-one-of.js';
import { formatErrors, isBug, thrownError } from './guards/masking.js';
import { locateNodesOnce } from './guards/source-locations.js';
import { logForLibrary } from './telemetry/log.js';

/** Maximum number of errors in variables that a response lists. */
const maxCoercionErrors = 10;

/** Creates an Apollo Server without Apollo's cloud services. Its errors hold no stack trace. */
export function createApollo(
  schema: GraphQLSchema,
  visibility: SchemaVisibility,
  log: Logger,
  ...plugins: ApolloServerPlugin<GatewayContext>[]
): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    schema,
    logger: logForLibrary(log, 'Apollo Server'),
    // `gatewayRules` refuses introspection where the schema is hidden. Apollo's option would not cover `_service`.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: formatErrors(schema, visibility),
    validationRules: gatewayRules(visibility),
    parseOptions: { maxTokens: documentLimits.tokens },
    // With this rule, Apollo Server would run the rules above only on documents that all other rules accept.
    maxRecursiveSelections: false,
    documentStore: documentCache(),
    persistedQueries: { cache: persistedQueryCache() },
    validationOptions: { maxErrors },
    // Each error repeats the invalid value, however large it is.
    executionOptions: { maxCoercionErrors },
    plugins: [
      locateNodesOnce,
      boundErrors,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      logBugs(log),
      pauseBetweenSteps,
      recordOperation,
      warnOfLostOneOf(schema, log),
      ...plugins,
    ],
  });
}

/** Records the executed operation for the log line, the metrics and the span. */
const recordOperation: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return operationListener;
  },
};
const operationListener: GraphQLRequestListener<GatewayContext> = {
  async didResolveOperation({ operation, contextValue }) {
    if (!operation || operation.operation === 'subscription') return;
    contextValue.executed.operation = { type: operation.operation, name: operation.name?.value ?? null };
  },
};

/**
 * Lets requests of other callers have their turns between the parsing and the validation of a document, the count of its
 * cost, and its execution, which coerces its variables. Together, these can take 200 ms.
 */
const pauseBetweenSteps: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return pausingListener;
  },
};
const pausingListener: GraphQLRequestListener<GatewayContext> = {
  async validationDidStart({ contextValue: { response } }) {
    await response.pause();
  },
  async didResolveOperation({ contextValue: { response } }) {
    await response.pause();
    // Before that, Apollo Server would report the refusal as a bug; after that, graphql-js would coerce the variables.
    if (response.isSpent) throw response.refusal;
  },
  async executionDidStart({ contextValue: { response } }) {
    await response.pause();
  },
};

function logBugs(log: Logger): ApolloServerPlugin<GatewayContext> {
  // One listener serves all requests, since it keeps no state.
  const listener: GraphQLRequestListener<GatewayContext> = {
    async didEncounterErrors({ errors, contextValue: { requestId } }) {
      for (const error of errors) {
        if (isBug(error)) log.error({ requestId, path: error.path, err: thrownError(error) }, 'a resolver failed');
      }
    },
  };
  return {
    async unexpectedErrorProcessingRequest({ error }) {
      log.error({ err: error }, 'a request failed');
    },
    async requestDidStart() {
      return listener;
    },
  };
}
