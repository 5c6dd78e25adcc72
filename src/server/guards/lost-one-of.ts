import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type GraphQLSchema, isInputObjectType } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayContext } from '../../graph/context.js';

/** For whoever generates code. */
const remedy =
  'Generate from /schema.graphql, or have the introspection ask for `isOneOf` (GraphQL Code Generator: `config: { oneOf: true }`).';

/**
 * The form of a documentation comment, since generators write descriptions as such: an editor strikes through what uses
 * the type, and shows the text.
 */
const note = `\n\n@deprecated This copy of the type has lost @oneOf, since the introspection left out \`isOneOf\`: code generated from it accepts inputs that the gateway refuses. ${remedy}`;

/** A type in the answer to an introspection, as far as its query selects it. */
interface IntrospectedType {
  readonly name?: unknown;
  readonly inputFields?: unknown;
  readonly isOneOf?: unknown;
  description?: unknown;
}

/**
 * Says that an introspection loses `@oneOf` when its query selects input fields and leaves out `isOneOf`, as that of most
 * code generators does: in the description of each `@oneOf` type of the answer, and once in the log.
 */
export function tellOfLostOneOf(schema: GraphQLSchema, log: Logger): ApolloServerPlugin<GatewayContext> {
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

/** Without aliases, which no tool sets here. */
function introspectedTypes(data: Readonly<Record<string, unknown>> | null | undefined): IntrospectedType[] {
  const { __schema: schema, __type: type } = data ?? {};
  const { types } = (schema ?? {}) as { types?: IntrospectedType[] };
  return [...(types ?? []), ...(type ? [type as IntrospectedType] : [])];
}
