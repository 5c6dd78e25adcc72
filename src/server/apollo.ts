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
import { ownRules, type SchemaVisibility } from './guards/introspection.js';
import { tellOfLostOneOf } from './guards/lost-one-of.js';
import { formatErrors, isBug, thrownError } from './guards/masking.js';
import { locateNodesOnce } from './guards/source-locations.js';
import { logForLibrary } from './telemetry/log.js';

/** Errors that variables may have, of which an answer tells. */
const maxCoercionErrors = 10;

/** Apollo Server with nothing of Apollo's own services: it reports to nobody, and its errors hold no stack. */
export function createApollo(
  schema: GraphQLSchema,
  visibility: SchemaVisibility,
  log: Logger,
  ...plugins: ApolloServerPlugin<GatewayContext>[]
): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    schema,
    logger: logForLibrary(log, 'Apollo Server'),
    // Apollo's own switch knows nothing of `_service`, and says nothing of the setting.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: formatErrors(schema, visibility),
    validationRules: ownRules(visibility),
    parseOptions: { maxTokens: documentLimits.tokens },
    maxRecursiveSelections: true,
    documentStore: documentCache(),
    persistedQueries: { cache: persistedQueryCache() },
    validationOptions: { maxErrors },
    // Each repeats the value that is wrong, however large.
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
      rememberOperation,
      tellOfLostOneOf(schema, log),
      ...plugins,
    ],
  });
}

/** For the line in the log, the metrics and the span. */
const rememberOperation: ApolloServerPlugin<GatewayContext> = {
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

function logBugs(log: Logger): ApolloServerPlugin<GatewayContext> {
  // One for all requests: it knows nothing of any.
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
