import { InMemoryCache, type Reference } from '@apollo/client';
// Imported from the repository. For your own app, save this file from the gateway: /possible-types.json.
import possibleTypes from '../../../schema/possible-types.json' with { type: 'json' };
import { assertKeepsErrorFields } from './error-fields.js';

/**
 * A cache in which a transfer updates the lists on screen without another query. In every list, the new contact takes the
 * place of the transferred one. The cache normalizes contacts by id, so the transferred one shows as ended elsewhere.
 */
export function createCache(): InMemoryCache {
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Mutation: {
        fields: {
          transferContact: {
            merge(_existing, incoming: { contact?: Reference; transferredFrom?: Reference }, { cache }) {
              const { contact, transferredFrom } = incoming;
              if (contact && transferredFrom) replaceInLists(cache as InMemoryCache, transferredFrom, contact);
              return incoming;
            },
          },
        },
      },
    },
  });
  assertKeepsErrorFields(cache);
  return cache;
}

function replaceInLists(cache: InMemoryCache, old: Reference, replacement: Reference): void {
  const instances = Object.keys(cache.extract()).filter((id) => id.startsWith('ConnectInstance:'));
  for (const id of instances) {
    cache.modify<{ contacts: { nodes?: readonly Reference[] } | null }>({
      id,
      fields: {
        contacts: (list) => {
          if (!list || !('nodes' in list) || !list.nodes) return list;
          return { ...list, nodes: list.nodes.map((node) => (node.__ref === old.__ref ? replacement : node)) };
        },
      },
    });
  }
}
