import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/**
 * Composes subgraphs, each with a name, a URL and its SDL, as `rover supergraph compose` does.
 * @throws Error with all composition errors.
 */
export function compose(subgraphs) {
  const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
  const { errors = [], supergraphSdl } = composeServices(services);
  if (supergraphSdl) return supergraphSdl;
  throw new Error(errors.map(({ message }) => message).join('\n'));
}
