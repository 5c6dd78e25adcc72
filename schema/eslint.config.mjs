// Lints the published schema and the documents that show how to use it: `npm run lint:schema`. Every rule of the library
// for schemas and operations is on, or stands below with the reason why it is not. What no rule here can say, such as
// prefixes and nullability, stands in test/schema.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';
import { buildSchema, isObjectType } from 'graphql';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const rules = (presets, own) => ({
  ...Object.assign({}, ...presets.map((preset) => graphql.configs[preset].rules)),
  ...Object.fromEntries(Object.entries(own).map(([name, options]) => [`@graphql-eslint/${name}`, options])),
});
const schema = pathOf('api.graphql');
const documents = ['operations/*.graphql', '../examples/clients/*.graphql'].map(pathOf);
const linted = {
  plugins: { '@graphql-eslint': graphql },
  languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema, documents } } },
};

/** Things of a contact's transcript, to which Connect may give no id. */
const perhapsWithoutId = [
  ...['ConnectTranscriptSegment', 'ConnectEventSegment', 'ConnectAttachmentsSegment', 'ConnectAnalysisAttachment'],
];
/** Values: they have no identity of their own, and a client's cache keeps them with what has them. */
const values = Object.values(buildSchema(readFileSync(schema, 'utf8')).getTypeMap())
  .filter((type) => isObjectType(type) && !('id' in type.getFields()))
  .map(({ name }) => name);

export default [
  {
    ...linted,
    files: ['**/schema/api.graphql'],
    rules: rules(['flat/schema-recommended', 'flat/schema-relay', 'flat/schema-all'], {
      'naming-convention': [
        'error',
        {
          ...graphql.configs['flat/schema-recommended'].rules['@graphql-eslint/naming-convention'][1],
          InputObjectTypeDefinition: { requiredPattern: /(Input|Filter|Condition|Range|Sort)$/ },
          // Whoever sees a number has to know what it counts.
          FieldDefinition: { style: 'camelCase', forbiddenPatterns: [/(Duration|Timeout|Delay|Wait|Age)$/] },
          InputValueDefinition: { style: 'camelCase', forbiddenPatterns: [/(Duration|Timeout|Delay|Wait|Age)$/] },
        },
      ],
      'require-description': [
        'error',
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          // They belong to all subgraphs alike: a router would show one of their descriptions for the whole.
          ignoredSelectors: ['[type=ObjectTypeDefinition][name.value=/^(Query|Mutation)$/]'],
        },
      ],
      // An id is an ID that is always there, wherever a type has one.
      'strict-id-in-types': ['error', { exceptions: { types: [...values, ...perhapsWithoutId] } }],
      'input-name': ['error', { checkInputType: true, caseSensitiveInputType: false }],
      'no-root-type': ['error', { disallow: ['subscription'] }],
      // Connect's pages go forward only.
      'relay-arguments': ['error', { includeBoth: false }],
      // Lists that are never long have no pages, and entities are found through the router instead of `node`.
      'relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // Fields stand in the order in which one reads about a thing, values in the order of a life.
      alphabetize: 'off',
      // It asks for an argument that GraphQL's directive does not have: `npm run schema:check` reads the date in the reason.
      'require-deprecation-date': 'off',
      // It looks at object types only, and a mutation answers with a union. What has changed is a field of its success.
      'require-field-of-type-query-in-mutation-result': 'off',
      // It is about output types, on which `@oneOf` cannot stand.
      'require-type-pattern-with-oneof': 'off',
      // The documents beside the schema show some of it.
      'no-unused-fields': 'off',
    }),
  },
  {
    ...linted,
    files: ['**/schema/operations/*.graphql'],
    rules: rules(['flat/operations-recommended', 'flat/operations-all'], {
      // A document is named as its tab is, such as "Get contact".
      'naming-convention': [
        'error',
        {
          OperationDefinition: { style: 'PascalCase', forbiddenPatterns: [/^(Query|Mutation)/, /(Query|Mutation)$/] },
          VariableDefinition: 'camelCase',
        },
      ],
      'match-document-filename': ['error', { query: 'kebab-case', mutation: 'kebab-case' }],
      'require-description': ['error', { OperationDefinition: true }],
      // They show what can be asked; ids for a client's cache would hide it.
      'require-selections': 'off',
      // As in the schema.
      alphabetize: 'off',
      // A document is whole, so that it can be pasted.
      'require-import-fragment': 'off',
    }),
  },
  {
    ...linted,
    files: ['**/examples/clients/*.graphql'],
    rules: rules(['flat/operations-recommended', 'flat/operations-all'], {
      alphabetize: 'off',
      // All that the examples ask stands in one file, to be read at once.
      'match-document-filename': 'off',
      'lone-executable-definition': 'off',
      'require-import-fragment': 'off',
    }),
  },
];
