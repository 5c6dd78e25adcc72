import { type ApolloCache, gql } from '@apollo/client';

/** A result of a type that no client knows. It stands for an error type that a later version of the gateway may add. */
const later = { __typename: 'ConnectAddedLaterError', message: 'kept', viaUnion: 'kept' };

// The cache accepts these fields although no schema has them, so this query touches nothing that an app reads.
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
 * Checks that a cache keeps what `... on ConnectError` selects, even for error types that the app does not know. Apollo
 * Client silently drops such fields if `possibleTypes` lacks an entry, and TypeScript cannot detect this.
 *
 * @throws Error that says how to configure the cache.
 */
export function assertKeepsErrorFields(cache: ApolloCache): void {
  // Makes the cache match the type with the patterns of `possibleTypes`. If it did so during the write, it would warn.
  cache.identify(later);
  cache.writeQuery({ query, data: { connectErrorFields: later } });
  const kept = cache.readQuery<{ connectErrorFields: Partial<typeof later> }>({ query })?.connectErrorFields;
  cache.evict({ id: 'ROOT_QUERY', fieldName: 'connectErrorFields' });
  if (kept?.message === later.message && kept.viaUnion === later.viaUnion) return;
  throw new Error(
    "This cache drops the fields of ConnectError. Give it the gateway's possible types, served at /possible-types.json: new InMemoryCache({ possibleTypes }).",
  );
}
