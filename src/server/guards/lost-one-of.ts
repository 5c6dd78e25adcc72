import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type GraphQLSchema, isInputObjectType } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayContext } from '../../graph/context.js';

/** The remedy for developers who generate code. */
const remedy =
  'Generate from /schema.graphql, or have the introspection ask for `isOneOf` (GraphQL Code Generator: `config: { oneOf: true }`).';

/**
 * A JSDoc tag, since generators copy descriptions into doc comments. Editors strike through uses of the type and show
 * the text.
 */
const note = `\n\n@deprecated This copy of the type has lost @oneOf, since the introspection left out \`isOneOf\`: code generated from it accepts inputs that the gateway refuses. ${remedy}`;

/** A type in an introspection result. Only the selected members are set. */
interface IntrospectedType {
  readonly name?: unknown;
  readonly inputFields?: unknown;
  readonly isOneOf?: unknown;
  description?: unknown;
}

/**
 * Warns of introspection queries that select input fields but not `isOneOf`, such as those of most code generators. The
 * result of such a query loses `@oneOf`. The warning is added to the description of each `@oneOf` type in the result, and
 * logged once.
 */
export function warnOfLostOneOf(schema: GraphQLSchema, log: Logger): ApolloServerPlugin<GatewayContext> {
  const oneOfTypes = new Set(
    Object.values(schema.getTypeMap())
      .filter((type) => isInputObjectType(type) && type.isOneOf)
      .map(({ name }) => name),
  );
  let isLogged = false;
  const listener: GraphQLRequestListener<GatewayContext> = {
    async willSendResponse({ response: { body } }) {
      if (body.kind !== 'single') return;
      const lost = introspectedTypes(body.singleResult.data).filter(
        ({ name, inputFields, isOneOf }) =>
          oneOfTypes.has(String(name)) && inputFields !== undefined && isOneOf === undefined,
      );
      if (lost.length === 0) return;
      for (const type of lost) if (typeof type.description === 'string') type.description += note;
      if (isLogged) return;
      isLogged = true;
      log.warn(
        `A client introspects the schema without \`isOneOf\`, which loses @oneOf for a code generator. ${remedy}`,
      );
    },
  };
  return {
    async requestDidStart() {
      return listener;
    },
  };
}

/** Returns the types in an introspection result. Aliases are ignored, since no tool uses them here. */
function introspectedTypes(data: Readonly<Record<string, unknown>> | null | undefined): IntrospectedType[] {
  const { __schema: schema, __type: type } = data ?? {};
  const { types } = (schema ?? {}) as { types?: IntrospectedType[] };
  return [...(types ?? []), ...(type ? [type as IntrospectedType] : [])];
}
