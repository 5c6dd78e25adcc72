import { type ApolloCache, gql } from '@apollo/client';

/** A result that no client knows: an error that a later version of the gateway may add. */
const later = { __typename: 'ConnectAddedLaterError', message: 'kept', viaUnion: 'kept' };

// Fields that no schema has, so that nothing an app reads is touched: a cache takes them as they come.
const query = gql`
  query ConnectErrorFields {
    connectErrorFields {
      __typename
      ... on ConnectError {
        message
      }
      ...ConnectErrorFieldsOnUnion
    }
  }
  fragment ConnectErrorFieldsOnUnion on TransferContactResult {
    ... on ConnectError {
      viaUnion
    }
  }
`;

/**
 * Checks that a cache keeps what `... on ConnectError` selects, of error types that the app was not built for as well.
 * Apollo Client drops such fields without an error when its `possibleTypes` lack an entry, and TypeScript cannot see it.
 *
 * @throws Error that says how to configure the cache.
 */
export function assertKeepsErrorFields(cache: ApolloCache): void {
  // Has the cache look the type up, which it would do with a warning for a type that it does not know.
  cache.identify(later);
  cache.writeQuery({ query, data: { connectErrorFields: later } });
  const kept = cache.readQuery<{ connectErrorFields: Partial<typeof later> }>({ query })?.connectErrorFields;
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'connectErrorFields' });
  if (kept?.message === later.message && kept.viaUnion === later.viaUnion) return;
  throw new Error(
    "This cache drops the fields of ConnectError. Give it the gateway's possible types, served at /possible-types.json: new InMemoryCache({ possibleTypes }).",
  );
}
