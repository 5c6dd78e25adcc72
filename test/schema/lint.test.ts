import graphql from '@graphql-eslint/eslint-plugin';
import { expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import config from '../../schema/eslint.config.mjs';

/** A schema without fault, of every kind of thing that the rules are about. */
const faultless = `
"""Exactly one field must be given."""
directive @oneOf on INPUT_OBJECT

type Query {
  """Contacts, newest first."""
  contacts(
    """How many at most."""
    first: Int! = 25
    """The \`endCursor\` of the page before."""
    after: String
  ): ConnectContactConnection
}

"""A page of contacts."""
type ConnectContactConnection {
  """The nodes of this page, each with its cursor."""
  edges: [ConnectContactEdge!]
  """Where this page stands in the list."""
  pageInfo: PageInfo!
}

"""A contact in a list."""
type ConnectContactEdge {
  """Marks the place after this node."""
  cursor: String!
  """What stands at this place."""
  node: ConnectContact!
}

"""A contact."""
type ConnectContact {
  """Its id."""
  id: ID!
  """Where it is in its life."""
  state: ConnectContactState
}

"""Where a contact is in its life."""
enum ConnectContactState {
  """It waits in a queue."""
  QUEUED
}

"""Page information."""
type PageInfo {
  """Whether there is more after this page."""
  hasNextPage: Boolean!
  """Whether anything comes before this page."""
  hasPreviousPage: Boolean!
  """Cursor of the first edge."""
  startCursor: String
  """Cursor of the last edge."""
  endCursor: String
}

type Mutation {
  """Stops a contact."""
  stopContact(
    """What to stop."""
    input: StopContactInput!
  ): ConnectContact
}

"""Which contact to stop."""
input StopContactInput @oneOf {
  """Its id."""
  contactId: ID
}
`;
const document = `
# Contacts of the first page.
query ListContacts($first: Int!) {
  contacts(first: $first) {
    edges {
      node {
        id
      }
    }
  }
}
`;

/** The rules that find fault with a text, by the published configuration for a file of this name. */
function faults(filename: string, text: string, schema: string, documents = document): string[] {
  const configs = config.map((block) => ({
    ...block,
    languageOptions: { ...block.languageOptions, parserOptions: { graphQLConfig: { schema, documents } } },
  }));
  const messages = new Linter().verify(text, configs as unknown as Linter.Config[], { filename });
  // A text that is given both ways counts as two files.
  const twice = '@graphql-eslint/unique-operation-name';
  return messages.map(({ ruleId, message }) => ruleId ?? message).filter((rule) => rule !== twice);
}
const faultsOfSchema = (sdl: string) => faults('schema/api.graphql', sdl, sdl);
const faultsOfDocument = (name: string, text: string) => faults(name, text, faultless, text);

test('the lint finds no fault where there is none', () => {
  expect(faultsOfSchema(faultless)).toEqual([]);
  expect(faultsOfDocument('schema/operations/list-contacts.graphql', document)).toEqual([]);
  expect(faultsOfDocument('examples/clients/documents.graphql', document)).toEqual([]);
});

test.each<[fault: string, rule: string, from: string, to: string]>([
  ['a type in snake case', 'naming-convention', 'ConnectContactState', 'connect_contact_state'],
  ['a value in lower case', 'naming-convention', 'QUEUED', 'queued'],
  ['a duration without its unit', 'naming-convention', 'state:', 'pauseDuration:'],
  ['an input that is not called one', 'naming-convention', 'StopContactInput', 'StopContact'],
  ["an input of another operation's name", 'input-name', 'StopContactInput', 'EndContactInput'],
  ["a field with its type's name", 'no-typename-prefix', 'state:', 'connectContactState:'],
  ['a field without a description', 'require-description', '"""Its id."""\n  id', 'id'],
  ['a value without a description', 'require-description', '"""It waits in a queue."""', ''],
  ['an argument without a description', 'require-description', '"""How many at most."""', ''],
  ['a description in the other form', 'description-style', '"""A contact."""', '"A contact."'],
  ['a comment for a description', 'no-hashtag-description', '"""A contact."""', '# A contact.'],
  ['a connection without pageInfo', 'relay-connection-types', 'pageInfo: PageInfo!', 'page: PageInfo!'],
  ['a cursor that may be null', 'relay-edge-types', 'cursor: String!', 'cursor: ConnectContactState'],
  ['page information without an end', 'relay-page-info', 'endCursor: String', 'lastCursor: String'],
  ['a list without `after`', 'relay-arguments', 'after: String', 'before: String'],
  ['an id that may be null', 'strict-id-in-types', 'id: ID!', 'id: ID'],
  ['a deprecation without a reason', 'require-deprecation-reason', 'QUEUED', 'QUEUED @deprecated'],
  ['a mutation that must not fail', 'require-nullable-result-in-root', '): ConnectContact\n', '): ConnectContact!\n'],
  ['a oneOf input that asks for all', 'require-nullable-fields-with-oneof', 'contactId: ID', 'contactId: ID!'],
  ['a type that nothing leads to', 'no-unreachable-types', 'state: ConnectContactState', 'state: String'],
])('the lint of the schema finds %s, by %s', (_fault, rule, from, to) => {
  const planted = faultless.replaceAll(from, to);
  expect(planted).not.toBe(faultless);
  expect(faultsOfSchema(planted)).toContain(`@graphql-eslint/${rule}`);
});

test.each<[fault: string, rule: string, from: string, to: string]>([
  ['an operation without a name', 'no-anonymous-operations', 'query ListContacts(', 'query ('],
  ['a name that says what it is', 'naming-convention', 'ListContacts', 'ListContactsQuery'],
  ['another name than that of its file', 'match-document-filename', 'ListContacts', 'AllContacts'],
  ['no word on what it is for', 'require-description', '# Contacts of the first page.', ''],
  ['a variable that is not used', 'no-unused-variables', '($first: Int!)', '($first: Int!, $after: String)'],
  ['a variable that is not there', 'no-undefined-variables', '($first: Int!)', ''],
  ['a field that does not exist', 'fields-on-correct-type', 'node {', 'contact {'],
  ['a field that is asked for twice', 'no-duplicate-fields', '        id\n', '        id\n        id\n'],
])('the lint of a document finds %s, by %s', (_fault, rule, from, to) => {
  const planted = document.replaceAll(from, to);
  expect(planted).not.toBe(document);
  expect(faultsOfDocument('schema/operations/list-contacts.graphql', planted)).toContain(`@graphql-eslint/${rule}`);
});

test('the lint of an example finds that an id is missing, without which a cache cannot tell things apart', () => {
  const planted = document.replace('        id\n', '        state\n');
  expect(faultsOfDocument('examples/clients/documents.graphql', planted)).toContain(
    '@graphql-eslint/require-selections',
  );
});

test('the lint of a document finds a field that is deprecated', () => {
  const deprecated = faultless.replace('id: ID!', 'id: ID! @deprecated(reason: "Use `state`.")');
  expect(faults('schema/operations/list-contacts.graphql', document, deprecated)).toContain(
    '@graphql-eslint/no-deprecated',
  );
});

test('every rule of the library is on, or off by name', () => {
  const named = new Set(config.flatMap(({ rules }) => Object.keys(rules)));
  expect(Object.keys(graphql.rules).filter((name) => !named.has(`@graphql-eslint/${name}`))).toEqual([]);
});
