import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { plainAccept } from './accept.js';

const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';

/** In which form a client wants its answer. */
export interface ResponseType {
  readonly contentType: string;
  /**
   * Whether a document that is refused is answered with 200: who knows nothing but `application/json` reads a status of
   * 4xx as the word of something in between, says the GraphQL-over-HTTP specification. Not for those who accept anything.
   */
  readonly alwaysOk: boolean;
}

// Clients send the same few headers for ever.
const known = new LRUCache<string, { readonly type: ResponseType | null }>({ max: 200 });
const anything: ResponseType = { contentType: `${json}; charset=utf-8`, alwaysOk: false };

/** Null when nothing that the header accepts can be sent. */
export function responseType(accept: string | undefined): ResponseType | null {
  if (accept === undefined || accept === '*/*') return anything;
  let entry = known.get(accept);
  if (!entry) {
    entry = { type: negotiate(accept) };
    known.set(accept, entry);
  }
  return entry.type;
}

function negotiate(accept: string): ResponseType | null {
  const negotiator = new Negotiator({ headers: { accept: plainAccept(accept) } });
  const type = negotiator.mediaType([json, graphqlJson]);
  if (!type) return null;
  const named = negotiator.mediaTypes().includes(json);
  return { contentType: `${type}; charset=utf-8`, alwaysOk: type === json && named };
}
