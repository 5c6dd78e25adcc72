import { hash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { HttpError } from '../protocol/http-error.js';

/** Limits of a document. Queries of front ends need far less, and larger ones are expensive to validate. */
export const documentLimits = {
  /** Lexical tokens. 5,000 nested fields overflow the parser's stack. */
  tokens: 10_000,
  /** Lines of text, including blank lines. */
  lines: 5_000,
  /** Levels of nested fields, with fragments expanded, without introspection. */
  depth: 16,
  aliases: 200,
  /** Fragment definitions. Validation follows their spreads recursively. */
  fragments: 250,
  directives: 200,
  /** Fields as written. The check for fields that can be merged takes quadratic time. */
  fields: 2_000,
  /** Fields and spreads with fragments expanded, of all operations. Validation follows the fragments of each one. */
  expandedFields: 10_000,
  /** Fields and spreads of introspection with fragments expanded. Tools select about 250. */
  expandedIntrospection: 10_000,
  /** Uses of variables with fragments expanded, of all operations. */
  expandedVariables: 10_000,
  /** Pairs of fields with the same place in the response: validation takes up to 4 microseconds to compare one. */
  pairs: 25_000,
  /** Characters of an alias. The response repeats it for every item of a list, also in the paths of errors. */
  aliasLength: 256,
  /** Levels of nested lists and objects in the value of an argument. */
  valueDepth: 64,
  /** Levels of nested lists in the type of a variable. */
  typeDepth: 16,
  /** Mutations of one request. They run one after the other within the request timeout. */
  mutations: 10,
} as const;

const pairsRemedy = ' Select each field once, and spread fewer fragments in one place.';

/** Hashes of documents within the limits. Clients send the same few documents again and again. */
const accepted = new LRUCache<string, true>({ max: 2_000 });

/**
 * Refuses a document that is too large to validate in bounded time. Of a document with syntax errors only bytes and
 * lines are checked: Apollo Server's parser refuses it afterwards.
 *
 * @param maxBytes DOCUMENT_MAX_BYTES; null for a persisted operation, which the gateway's operator has approved.
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
  for (const count of countsOf(document)) assertAtMost(...count);
  accepted.set(key, true);
}

/** Largest count shown in a message: the expanded fields of nested fragments grow exponentially. */
const maxShownCount = 1_000_000;

function assertAtMost(what: string, count: number, most: number, remedy = ''): void {
  if (count <= most) return;
  const shown = count > maxShownCount ? `more than ${maxShownCount}` : count;
  throw new HttpError(
    400,
    'DOCUMENT_TOO_LARGE',
    `The document has ${shown} ${what}; at most ${most} are allowed.${remedy}`,
  );
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

function countsOf(document: DocumentNode): [what: string, count: number, most: number, remedy?: string][] {
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
  const fragmentDefinitions = fragmentsOf(document);
  const measure = measureOf(fragmentDefinitions);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const sizes = operations.map((operation) => ({ operation, ...measure(operation.selectionSet) }));
  const most = (values: number[]) => Math.max(0, ...values);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const expanded = sum(sizes.map((size) => size.fields));
  const introspection = sum(sizes.map((size) => size.introspection));
  const isExpandable = expanded <= expandedFields && introspection <= documentLimits.expandedIntrospection;
  return [
    ...written,
    ['levels of fields', most(sizes.map((size) => size.depth)), depth],
    ['fields and spreads with fragments expanded', expanded, expandedFields],
    [
      'fields and spreads of introspection with fragments expanded',
      introspection,
      documentLimits.expandedIntrospection,
    ],
    [
      'uses of variables with fragments expanded',
      sum(sizes.map((size) => size.variables)),
      documentLimits.expandedVariables,
    ],
    // Pairs are not counted beyond the limit of expanded fields, since the count takes time for each expanded field.
    [
      'pairs of fields to merge',
      isExpandable ? pairsIn(document, fragmentDefinitions) : 0,
      documentLimits.pairs,
      pairsRemedy,
    ],
    ['mutations', most(sizes.map(({ operation, roots }) => (isMutation(operation) ? roots : 0))), mutations],
  ];
}

/** A visitor that measures the nesting depth of nodes. */
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
  /** Fields and spreads, without those of introspection. */
  readonly fields: number;
  /** Fields and spreads of introspection. */
  readonly introspection: number;
  /** Fields on the first level. */
  readonly roots: number;
  /** Uses of variables. */
  readonly variables: number;
}

/** Returns a function that measures selections with their fragments expanded. Each fragment is measured once. */
function measureOf(fragments: Fragments): (selectionSet: SelectionSetNode) => Size {
  const known = new Map<string, Size>();
  const nothing: Size = { depth: 0, fields: 0, introspection: 0, roots: 0, variables: 0 };

  function fragment(name: string): Size {
    const size = known.get(name);
    if (size) return size;
    // Ends the recursion for a fragment that spreads itself, which validation refuses later.
    known.set(name, nothing);
    const definition = fragments.get(name);
    const measured = definition ? measure(definition.selectionSet) : nothing;
    known.set(name, measured);
    return measured;
  }

  function measure({ selections }: SelectionSetNode): Size {
    const size = { ...nothing };
    for (const selection of selections) {
      const isField = selection.kind === Kind.FIELD;
      const isIntrospection = isField && selection.name.value.startsWith('__');
      const set = selection.kind === Kind.FRAGMENT_SPREAD ? undefined : selection.selectionSet;
      const below = selection.kind === Kind.FRAGMENT_SPREAD ? fragment(selection.name.value) : set && measure(set);
      const { depth = 0, fields = 0, introspection = 0 } = below ?? {};
      size.depth = Math.max(size.depth, (isIntrospection ? 0 : depth) + (isField ? 1 : 0));
      size.fields += isIntrospection ? 1 : 1 + fields;
      size.introspection += isIntrospection ? fields + introspection : introspection;
      size.roots += isField ? 1 : (below?.roots ?? 0);
      size.variables += variablesIn(selection) + (below?.variables ?? 0);
    }
    return size;
  }
  return measure;
}

/** Returns the number of variables in the arguments and directives of a selection. */
function variablesIn(selection: SelectionNode): number {
  const given = [...(selection.kind === Kind.FIELD ? (selection.arguments ?? []) : [])];
  for (const directive of selection.directives ?? []) given.push(...(directive.arguments ?? []));
  const values: ValueNode[] = given.map(({ value }) => value);
  let variables = 0;
  for (let value = values.pop(); value; value = values.pop()) {
    if (value.kind === Kind.VARIABLE) variables++;
    else if (value.kind === Kind.LIST) for (const item of value.values) values.push(item);
    else if (value.kind === Kind.OBJECT) for (const field of value.fields) values.push(field.value);
  }
  return variables;
}

/** A selection set with the names of the fragments that enclose it. */
interface EnclosedSelections {
  readonly set: SelectionSetNode;
  readonly fragments: ReadonlySet<string>;
}

/** Returns the number of pairs of fields with the same place in the response. Validation compares each pair. */
function pairsIn(document: DocumentNode, definitions: Fragments): number {
  let pairs = 0;

  /** Adds the pairs of selection sets that are merged into one, and of the levels below them. */
  function count(merged: readonly EnclosedSelections[]): void {
    const spread = new Set<string>();
    const counts = new Map<string, number>();
    const below = new Map<string, EnclosedSelections[]>();
    const collect = ({ set, fragments }: EnclosedSelections): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const key = (selection.alias ?? selection.name).value;
          const before = counts.get(key) ?? 0;
          pairs += before;
          counts.set(key, before + 1);
          if (!selection.selectionSet) continue;
          const enclosed = { set: selection.selectionSet, fragments };
          const others = below.get(key);
          if (others) others.push(enclosed);
          else below.set(key, [enclosed]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect({ set: selection.selectionSet, fragments });
        } else {
          const name = selection.name.value;
          const definition = definitions.get(name);
          // Ends the recursion for a fragment that spreads itself, which validation refuses later.
          if (!definition || spread.has(name) || fragments.has(name)) continue;
          spread.add(name);
          collect({ set: definition.selectionSet, fragments: new Set(fragments).add(name) });
        }
      }
    };
    merged.forEach(collect);
    below.forEach((level) => {
      count(level);
    });
  }

  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) count([{ set: definition.selectionSet, fragments: new Set() }]);
  }
  return pairs;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((node) => [node.name.value, node]));
}
