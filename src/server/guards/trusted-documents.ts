import { readFileSync } from 'node:fs';
import { type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { textOf, whyUnreadable } from '../../lib/text-from-outside.js';
import type { HttpGraphQLRequest } from '../protocol/graphql-request.js';
import { HttpError } from '../protocol/http-error.js';
import { assertWithinLimits } from './document-limits.js';
import { gatewayRules, type SchemaVisibility } from './introspection.js';

/** The documents that clients may execute, by their ids in the manifest. */
export type Manifest = ReadonlyMap<string, string>;

/**
 * Reads a manifest of persisted operations. The file is a JSON object of documents by hash, as GraphQL Code Generator's
 * client preset writes it, or an Apollo persisted query manifest with a list of operations.
 *
 * @throws Error with the problem of the file.
 */
export function readManifest(path: string): Manifest {
  const manifest = parsed(path);
  const { format, operations } = manifest;
  const entries = format === 'apollo-persisted-query-manifest' ? apolloEntries(operations) : Object.entries(manifest);
  if (entries.length === 0) throw new Error('holds no operation');
  for (const [id, document] of entries) {
    if (typeof document !== 'string') throw new Error(`has no text for ${id}`);
  }
  return new Map(entries as [string, string][]);
}

function parsed(path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(readFileSync(path)));
  } catch (error) {
    throw new Error(`must be the path of a JSON file (${whyUnreadable(error)})`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error('must hold a JSON object of documents by their hash');
}

function apolloEntries(operations: unknown): [string, unknown][] {
  if (!Array.isArray(operations)) throw new Error('has no list of operations');
  return operations.map((operation, index) => {
    const { id, body } = Object(operation) as Record<string, unknown>;
    if (typeof id !== 'string') throw new Error(`has no id for operation ${index + 1} of its list`);
    return [id, body];
  });
}

/** Admits the documents of a manifest, by id or by their exact text, and refuses all others. */
export class TrustedDocuments {
  readonly #texts: ReadonlySet<string>;

  /** @throws Error with the ids of the documents that are too large or not valid for the schema. */
  constructor(
    private readonly manifest: Manifest,
    schema: GraphQLSchema,
    visibility: SchemaVisibility,
  ) {
    this.#texts = new Set(manifest.values());
    const problems = [...manifest].flatMap(([id, text]) =>
      problemsOf(text, schema, visibility).map((why) => `${id}: ${why}`),
    );
    if (problems.length > 0) {
      throw new Error(`PERSISTED_OPERATIONS: some of the operations would be refused.\n${problems.join('\n')}`);
    }
  }

  /**
   * Returns the request with the text of its document.
   * @throws HttpError 400 PERSISTED_QUERY_NOT_FOUND for an id, or PERSISTED_QUERY_ONLY for a text, that is not listed.
   */
  admit(request: HttpGraphQLRequest): HttpGraphQLRequest {
    const { query, documentId, extensions } = request;
    const id = documentId ?? (extensions?.persistedQuery as { sha256Hash?: unknown } | undefined)?.sha256Hash;
    if (query !== undefined) {
      if (this.#texts.has(query)) return { ...request, extensions: undefined };
      throw new HttpError(400, 'PERSISTED_QUERY_ONLY', 'Only operations of the published list are served.');
    }
    const text = typeof id === 'string' ? (this.manifest.get(id) ?? this.manifest.get(`sha256:${id}`)) : undefined;
    if (text === undefined) {
      throw new HttpError(
        400,
        'PERSISTED_QUERY_NOT_FOUND',
        'There is no operation with this id in the published list.',
      );
    }
    return { ...request, query: text, extensions: undefined };
  }
}

function problemsOf(text: string, schema: GraphQLSchema, visibility: SchemaVisibility): string[] {
  try {
    assertWithinLimits(text, null);
    const errors = validate(schema, parse(text), [...specifiedRules, ...gatewayRules(visibility)]);
    return errors.map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}
