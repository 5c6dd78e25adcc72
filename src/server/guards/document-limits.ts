import { hash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { HttpError } from '../protocol/http-error.js';

/** How large a document may be. What is beyond is no query of a front end, and would cost more to check than to serve. */
export const documentLimits = {
  /** Lexical tokens; 5,000 nested fields overflow the parser's stack. */
  tokens: 10_000,
  /** Of text, blank ones too. */
  lines: 5_000,
  /** Fields within fields, fragments counted where they are spread; introspection has a limit of its own. */
  depth: 16,
  aliases: 200,
  /** Fragments, by their definitions: validation follows their spreads, one within the other. */
  fragments: 250,
  directives: 200,
  /** Fields as they are written: checking whether they can be merged takes time by their square. */
  fields: 2_000,
  /** Fields once fragments stand where they are spread. */
  expandedFields: 10_000,
  /** Characters of an alias: it stands in the answer, and in the path of each error, for every thing of a list. */
  aliasLength: 256,
  /** Lists and objects within each other, as values of arguments. */
  valueDepth: 64,
  /** Lists within each other, as the type of a variable. */
  typeDepth: 16,
  /** Mutations of one request: they run one after the other, within its time. */
  mutations: 10,
} as const;

/** Hashes of documents that were found to be within the limits; clients send the same few for ever. */
const accepted = new LRUCache<string, true>({ max: 2_000 });

/**
 * Refuses a document that is too large, before it is validated: validation takes longer, the larger it is. What cannot be
 * parsed is left to the parser that comes after.
 *
 * @param maxBytes DOCUMENT_MAX_BYTES; null for a persisted operation, which its operator has chosen.
 * @throws HttpError 400 DOCUMENT_TOO_LARGE, which names the limit.
 */
export function assertWithinLimits(text: string, maxBytes: number | null): void {
  if (maxBytes !== null && (text.length > maxBytes || Buffer.byteLength(text) > maxBytes)) {
    throw new HttpError(
      400,
      'DOCUMENT_TOO_LARGE',
      `The document has more than ${maxBytes} bytes (DOCUMENT_MAX_BYTES). Send values as variables, or persist the operation.`,
    );
  }
  const key = hash('sha256', text, 'base64url');
  if (accepted.get(key)) return;
  assertAtMost('lines', linesIn(text), documentLimits.lines);
  const document = parsed(text);
  if (!document) return;
  for (const [what, count, most] of countsOf(document)) assertAtMost(what, count, most);
  accepted.set(key, true);
}

/** Fragments that double each other have more fields than there are words for. */
const countedUpTo = 1_000_000;

function assertAtMost(what: string, count: number, most: number): void {
  if (count <= most) return;
  const shown = count > countedUpTo ? `more than ${countedUpTo}` : count;
  throw new HttpError(400, 'DOCUMENT_TOO_LARGE', `The document has ${shown} ${what}; at most ${most} are allowed.`);
}

function linesIn(text: string): number {
  let lines = 1;
  for (const character of text) if (character === '\n' || character === '\r') lines += 1;
  return lines;
}

function parsed(text: string): DocumentNode | null {
  try {
    return parse(text, { maxTokens: documentLimits.tokens, noLocation: true });
  } catch {
    return null;
  }
}

function countsOf(document: DocumentNode): [what: string, count: number, most: number][] {
  let aliases = 0;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  let directives = 0;
  let fields = 0;
  let aliasLength = 0;
  const values = new Depth();
  const types = new Depth();
  visit(document, {
    Field(node) {
      fields++;
      if (!node.alias) return;
      aliases++;
      aliasLength = Math.max(aliasLength, node.alias.value.length);
    },
    Directive() {
      directives++;
    },
    ListValue: values,
    ObjectValue: values,
    ListType: types,
  });
  const { depth, expandedFields, mutations } = documentLimits;
  const written: [string, number, number][] = [
    ['fields', fields, documentLimits.fields],
    ['aliases', aliases, documentLimits.aliases],
    ['fragments', fragments, documentLimits.fragments],
    ['directives', directives, documentLimits.directives],
    ['characters in an alias', aliasLength, documentLimits.aliasLength],
    ['levels of lists and objects in a value', values.most, documentLimits.valueDepth],
    ['levels of lists in a type', types.most, documentLimits.typeDepth],
  ];
  if (written.some(([, count, most]) => count > most)) return written;
  const measure = measureOf(document);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const sizes = operations.map((operation) => ({ operation, ...measure(operation.selectionSet) }));
  const most = (values: number[]) => Math.max(0, ...values);
  return [
    ...written,
    ['levels of fields', most(sizes.map((size) => size.depth)), depth],
    ['fields with its fragments', most(sizes.map((size) => size.fields)), expandedFields],
    ['mutations', most(sizes.map(({ operation, roots }) => (isMutation(operation) ? roots : 0))), mutations],
  ];
}

/** Counts how deep nodes of some kinds stand within each other. */
class Depth {
  most = 0;
  #here = 0;
  readonly enter = () => {
    this.most = Math.max(this.most, ++this.#here);
  };
  readonly leave = () => {
    this.#here--;
  };
}

const isMutation = ({ operation }: OperationDefinitionNode) => operation === 'mutation';

interface Size {
  /** Levels of fields. */
  readonly depth: number;
  readonly fields: number;
  /** Fields on the first level. */
  readonly roots: number;
}

/** Measures selections with the fragments that they spread, each fragment once. */
function measureOf(document: DocumentNode): (selectionSet: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const known = new Map<string, Size>();
  const nothing: Size = { depth: 0, fields: 0, roots: 0 };

  function fragment(name: string): Size {
    const size = known.get(name);
    if (size) return size;
    // A fragment that spreads itself is refused by validation; here it ends.
    known.set(name, nothing);
    const definition = fragments.get(name);
    const measured = definition ? measure(definition.selectionSet) : nothing;
    known.set(name, measured);
    return measured;
  }

  function measure({ selections }: SelectionSetNode): Size {
    let depth = 0;
    let fields = 0;
    let roots = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        // What introspection nests has a rule of its own.
        const isIntrospection = selection.name.value.startsWith('__');
        const below = selection.selectionSet && !isIntrospection ? measure(selection.selectionSet) : nothing;
        depth = Math.max(depth, 1 + below.depth);
        fields += 1 + below.fields;
        roots += 1;
        continue;
      }
      const spread =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragment(selection.name.value) : measure(selection.selectionSet);
      depth = Math.max(depth, spread.depth);
      fields += spread.fields;
      roots += spread.roots;
    }
    return { depth, fields, roots };
  }
  return measure;
}
