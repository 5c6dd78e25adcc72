import Negotiator from 'negotiator';
import { plainAccept } from './accept.js';

const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';

/** The form of the response that a client accepts. */
export interface ResponseType {
  readonly contentType: string;
  /**
   * Whether the response to a refused document has status 200. The GraphQL-over-HTTP specification recommends this for
   * `application/json`, since a client could take a 4xx for the response of an intermediary. Clients that accept any
   * type receive 400.
   */
  readonly alwaysOk: boolean;
}

const anything: ResponseType = { contentType: `${json}; charset=utf-8`, alwaysOk: false };

/** Negotiates the type of the response; null when the gateway supports no type of the header. */
export function responseType(accept: string | undefined): ResponseType | null {
  if (accept === undefined || accept === '*/*') return anything;
  const negotiator = new Negotiator({ headers: { accept: plainAccept(accept) } });
  const type = negotiator.mediaType([json, graphqlJson]);
  if (!type) return null;
  const named = negotiator.mediaTypes().includes(json);
  return { contentType: `${type}; charset=utf-8`, alwaysOk: type === json && named };
}
