// Lints the published schema and the documents to paste: `npm run lint:schema`. What no rule here can say, such as
// prefixes and nullability, stands in test/schema.
import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const linted = {
  plugins: { '@graphql-eslint': graphql },
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { schema: pathOf('api.graphql'), documents: pathOf('operations/*.graphql') } },
  },
};

export default [
  {
    ...linted,
    files: ['**/schema/api.graphql'],
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
          ignoredSelectors: ['[type=ObjectTypeDefinition][name.value=/^(Query|Mutation)$/]'],
        },
      ],
      // Connect's pages go forward only.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // Lists that are never long, and entities that are federated instead of fetched by `node`.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // What has no identity of its own.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            suffixes: ['Connection', 'Edge', 'Success', 'Error'],
            types: [
              'ConnectAttribute',
              'ConnectEndpoint',
              'ConnectEvaluationAcknowledgement',
              'ConnectEvaluationAnswer',
              'ConnectEvaluationCondition',
              'ConnectEvaluationDateTimeAnswer',
              'ConnectEvaluationEnablement',
              'ConnectEvaluationExpression',
              'ConnectEvaluationFormQuestion',
              'ConnectEvaluationFormSection',
              'ConnectEvaluationItemScore',
              'ConnectEvaluationMatchedCategory',
              'ConnectEvaluationNotApplicableAnswer',
              'ConnectEvaluationNote',
              'ConnectEvaluationNumericAnswer',
              'ConnectEvaluationNumericProperties',
              'ConnectEvaluationNumericRange',
              'ConnectEvaluationOption',
              'ConnectEvaluationPointOfInterest',
              'ConnectEvaluationReview',
              'ConnectEvaluationReviewComment',
              'ConnectEvaluationScore',
              'ConnectEvaluationSelectProperties',
              'ConnectEvaluationStringAnswer',
              'ConnectEvaluationStringsAnswer',
              'ConnectEvaluationSuggestedAnswer',
              'ConnectFileDownload',
              'ConnectFileUpload',
              'ConnectHttpHeader',
              'ConnectInputViolation',
              'ConnectReference',
              'ConnectTag',
              'ConnectTransferability',
              'PageInfo',
            ],
          },
        },
      ],
      '@graphql-eslint/input-name': ['error', { checkInputType: true, caseSensitiveInputType: false }],
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-deprecation-date': 'error',
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
      '@graphql-eslint/require-nullable-result-in-root': 'error',
    },
  },
  {
    ...linted,
    files: ['**/schema/operations/*.graphql'],
    rules: {
      ...graphql.configs['flat/operations-recommended'].rules,
      '@graphql-eslint/match-document-filename': ['error', { query: 'kebab-case', mutation: 'kebab-case' }],
      // They show what can be asked; ids for a client's cache would hide it.
      '@graphql-eslint/require-selections': 'off',
      // A document is named as its tab is, such as "Get contact".
      '@graphql-eslint/naming-convention': [
        'error',
        { OperationDefinition: 'PascalCase', VariableDefinition: 'camelCase' },
      ],
    },
  },
];
