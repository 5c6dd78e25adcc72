import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { nodesOf } from './source-locations.js';

/** Bytes of heap that a node of a parsed document takes, about. */
const bytesPerNode = 400;
/** Bytes of heap for all parsed documents: some hundred of front ends, or a few that are as large as is allowed. */
const maxDocumentBytes = 12 * 1024 * 1024;
/** Bytes of heap for all texts of automatically persisted queries. */
const maxTextBytes = 2 * 1024 * 1024;

/** A cache of bounded size in the form in which Apollo Server takes one. */
class BoundedCache<Value extends object | string> {
  readonly #values: LRUCache<string, { readonly value: Value }>;

  constructor(maxBytes: number, bytesOf: (value: Value) => number) {
    this.#values = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ value }) => Math.max(1, bytesOf(value)),
    });
  }

  async get(key: string): Promise<Value | undefined> {
    return this.#values.get(key)?.value;
  }

  async set(key: string, value: Value): Promise<void> {
    this.#values.set(key, { value });
  }

  async delete(key: string): Promise<void> {
    this.#values.delete(key);
  }
}

/**
 * Keeps parsed and validated documents by their hash. Apollo Server's own cache weighs them as JSON, about a tenth of what they
 * take: sixty documents of 46 KB held 320 MB.
 */
export function documentCache(): BoundedCache<DocumentNode> {
  return new BoundedCache(maxDocumentBytes, (document) => nodesOf(document) * bytesPerNode);
}

/** Keeps the texts of automatically persisted queries. */
export function persistedQueryCache(): BoundedCache<string> {
  return new BoundedCache(maxTextBytes, (text) => 2 * text.length);
}
