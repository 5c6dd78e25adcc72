import {
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isAbstractType,
  locatedError,
} from 'graphql';
import type { Executed } from '../executed.js';

/** Maximum number of errors in a response. One more entry has the number of further errors. */
export const maxErrors = 100;

/**
 * Minimum bytes that each value counts, because a small value also costs time and memory. With the default of
 * RESPONSE_MAX_BYTES a response has at most about 82,000 values.
 */
export const leastBytesPerValue = 128;

/**
 * Bytes that an asynchronous field counts in addition to its value, because a promise costs time and memory. With the
 * default of RESPONSE_MAX_BYTES a response has at most about 16,000 asynchronous fields.
 */
export const bytesPerPromise = 512;

/** Code and message of the refusal of a request for which the process has no memory or time left. */
export const overloadedCode = 'OVERLOADED';
export const overloadedMessage = 'The gateway has too many requests under way.';

/** Bytes of JSON around a value and its name: quotes, colon, comma. */
const punctuation = 6;

/** Code of an error beyond the limit, and of the entry that counts such errors. */
export const furtherErrorsCode = 'FURTHER_ERRORS';

/** Placeholder in `errors` for each error beyond the limit. It has a path, so that graphql-js does not copy it. */
const furtherError = new GraphQLError('A further error.', { path: [], extensions: { code: furtherErrorsCode } });

/**
 * Bytes that an error counts in addition to its value. Creating one takes 50 microseconds, mostly for its stack trace.
 */
export const bytesPerError = 2_048;

/** Bytes charged in one turn of the event loop before a new turn is needed: about 4,000 values, or 20 ms of work. */
const bytesPerTurn = 512 * 1024;
/** Maximum number of asynchronous fields that start in one turn. Each start takes about 10 microseconds. */
const fieldsPerTurn = 2_000;
/** Number of deferred fields that start between two checks of these limits. */
const fieldsPerCheck = 16;

/** Share of the process's memory and time for one request while its response is built. */
export interface ProcessShare {
  /**
   * Requests a turn of the event loop for synchronous work.
   * @returns Undefined if the work may start at once; else a promise of whether it may start.
   */
  turn(): Promise<boolean> | undefined;
  /** Requests a later turn, even if the request has the current one. @returns Whether the work may start. */
  nextTurn(): Promise<boolean>;
  /** Adds bytes to the process's total. @returns Whether the process has room for them. */
  add(bytes: number): boolean;
}

/**
 * Limit on the size of one request's response, enforced while the response is built. A list or object is charged before
 * its fields are executed. After the budget is spent, no further field is executed.
 */
export class ResponseBudget {
  #bytes = 0;
  #errors = 0;
  #refusal: GraphQLError | null = null;
  #stoppedAt: string | null = null;
  /** Bytes charged in the current turn. */
  #turnBytes = 0;
  /** Number of asynchronous fields started in the current turn. */
  #turnFields = 0;
  /** Work that waits for a later turn, in order. */
  #deferred: (() => void)[] = [];
  /**
   * @param maxBytes Maximum bytes of the response (RESPONSE_MAX_BYTES).
   * @param executed Operation of the request, for the remedy in the error.
   * @param share Share of the process; null if only the size of the response is limited.
   */
  constructor(
    readonly maxBytes: number,
    private readonly executed: Executed,
    private readonly share: ProcessShare | null = null,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the response is refused, for its size or because the process has no room. */
  get isSpent(): boolean {
    return this.#refusal !== null;
  }

  /** Charges bytes. @throws GraphQLError RESPONSE_TOO_LARGE or OVERLOADED */
  charge(bytes: number): void {
    this.spend(bytes);
    if (this.#refusal) throw this.#refusal;
  }

  /** Error that refuses the response, with a remedy. */
  get refusal(): GraphQLError {
    this.#refusal ??= this.#tooLarge();
    return this.#refusal;
  }

  /** Charges bytes without throwing. If the budget is spent, the next charge throws. */
  spend(bytes: number): void {
    this.#bytes += bytes;
    this.#turnBytes += bytes;
    const hasRoom = this.share?.add(bytes) ?? true;
    if (this.#bytes > this.maxBytes) this.#refusal ??= this.#tooLarge();
    else if (!hasRoom) this.#refusal ??= this.#overloaded();
  }

  /**
   * Starts a field, in the current turn of the event loop or in a later one if the current turn is full. Asynchronous
   * fields start together, so that their reads are batched. After a wait the budget may be spent.
   * @param work Resolves a field that is asynchronous, or whose value is an object or a list of objects.
   * @param resolvesLater Whether the field is asynchronous.
   */
  start(work: () => unknown, resolvesLater: boolean): unknown {
    if (!this.share) return work();
    const isFull = resolvesLater ? ++this.#turnFields > fieldsPerTurn : this.#turnBytes >= bytesPerTurn;
    return isFull ? this.#defer(this.share, work) : work();
  }

  /**
   * Waits for another turn if the current one has taken long, between two steps before the execution. If the process has
   * no turn, the response is refused, so that no field is executed.
   */
  async pause(): Promise<void> {
    const turn = this.share?.turn();
    if (turn && !(await turn)) this.#refusal ??= this.#overloaded();
  }

  /** Runs the work that follows an awaited value, in this turn or a later one. After a wait the budget may be spent. */
  resume(work: () => unknown): unknown {
    if (!this.share) return work();
    const isFull = this.#turnBytes >= bytesPerTurn;
    return isFull || this.share.turn() ? this.#defer(this.share, work) : work();
  }

  #defer(share: ProcessShare, work: () => unknown): Promise<unknown> {
    // The promise takes memory, but is no part of the response.
    if (!share.add(bytesPerPromise)) this.#refusal ??= this.#overloaded();
    return new Promise((resolve, reject) => {
      const length = this.#deferred.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
      if (length === 1) void this.#runDeferred(share);
    });
  }

  /** Runs deferred work in order, over as many turns as needed. Work that is deferred in the meantime comes last. */
  async #runDeferred(share: ProcessShare): Promise<void> {
    for (let next = 0; next < this.#deferred.length; ) {
      const admitted = await (this.#isFull ? share.nextTurn() : (share.turn() ?? true));
      if (!admitted) this.#refusal ??= this.#overloaded();
      this.#turnBytes = 0;
      this.#turnFields = 0;
      while (next < this.#deferred.length && (this.isSpent || !this.#isFull)) {
        const batch = this.#deferred.slice(next, next + fieldsPerCheck);
        for (const work of batch) work();
        next += batch.length;
        this.#turnFields += batch.length;
        // graphql-js completes the values of the fields in microtasks, which charge their results.
        await null;
      }
    }
    this.#deferred = [];
  }

  get #isFull(): boolean {
    return this.#turnBytes >= bytesPerTurn || this.#turnFields >= fieldsPerTurn;
  }

  #tooLarge(): GraphQLError {
    const limit = `The response would have more than ${this.maxBytes} bytes (RESPONSE_MAX_BYTES; a value counts at least ${leastBytesPerValue}).`;
    return new GraphQLError(`${limit} ${this.#remedy('and select less', 'Ask for fewer items or fields.')}`, {
      extensions: { code: 'RESPONSE_TOO_LARGE', limit: this.maxBytes },
    });
  }

  #overloaded(): GraphQLError {
    const remedy = this.#remedy('after a second', 'Try again after a second.');
    return new GraphQLError(`${overloadedMessage} ${remedy}`, {
      extensions: { code: overloadedCode, retryable: true, retryAfterMs: 1_000 },
    });
  }

  #remedy(howAgain: string, ofQuery: string): string {
    return this.executed.operation?.type === 'mutation'
      ? `Mutations before this error were executed: repeat them with the same client tokens, ${howAgain}.`
      : ofQuery;
  }

  /** Records the root field at which the budget was found spent. @returns The refusal. */
  stop(path: GraphQLResolveInfo['path']): GraphQLError {
    let root = path;
    while (root.prev) root = root.prev;
    this.#stoppedAt ??= String(root.key);
    return this.refusal;
  }

  /** Root field at which the budget was first found spent; null if it was not. */
  get stoppedAt(): string | null {
    return this.#stoppedAt;
  }

  /** Counts an error of a field or list item. @returns The error with its path, or a placeholder beyond the limit. */
  failure(error: unknown, { fieldNodes, path }: GraphQLResolveInfo, index?: number): Error {
    this.#errors++;
    this.spend(bytesPerError);
    if (this.#errors > maxErrors) return furtherError;
    return locatedError(error, fieldNodes, pathKeys(path, index));
  }
}

function pathKeys(path: GraphQLResolveInfo['path'], index: number | undefined): (string | number)[] {
  const keys: (string | number)[] = index === undefined ? [] : [index];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) keys.push(at.key);
  return keys.reverse();
}

/** Returns the bytes of a text in JSON beyond half of `leastBytesPerValue`, which every value counts anyway. */
export function extraBytesOf(text: string): number {
  if (text.length <= leastBytesPerValue / 6) return 0;
  // A short text is counted without its escapes, because an exact count costs more.
  const bytes = text.length <= 256 ? Buffer.byteLength(text) : Buffer.byteLength(JSON.stringify(text));
  return Math.max(0, bytes - leastBytesPerValue / 2);
}

const costsOfObjects = new WeakMap<FieldNode, Map<GraphQLObjectType, number>>();

/**
 * Returns the minimum bytes that an object counts, from its selected fields. The result is cached by field node, since
 * a parsed document is used for many requests. `@skip` and `@include` are therefore ignored.
 */
export function bytesOfObject(type: GraphQLObjectType, info: GraphQLResolveInfo): number {
  let bytes = 0;
  for (const node of info.fieldNodes) {
    let ofNode = costsOfObjects.get(node);
    if (!ofNode) {
      ofNode = new Map();
      costsOfObjects.set(node, ofNode);
    }
    let known = ofNode.get(type);
    if (known === undefined) {
      known = countSelected(type, node, info);
      ofNode.set(type, known);
    }
    bytes += known;
  }
  return bytes;
}

function countSelected(type: GraphQLObjectType, { selectionSet }: FieldNode, info: GraphQLResolveInfo): number {
  const bytesByKey = new Map<string, number>();
  const fragments = new Set<string>();
  const add = (selections: NonNullable<FieldNode['selectionSet']>['selections']): void => {
    for (const selection of selections) {
      if (selection.kind === 'Field') {
        const key = (selection.alias ?? selection.name).value;
        const bytes = Math.max(leastBytesPerValue, key.length + punctuation) + bytesOfArguments(selection);
        bytesByKey.set(key, bytes);
        continue;
      }
      let fragment: typeof selection | (typeof info.fragments)[string] | undefined = selection;
      if (selection.kind === 'FragmentSpread') {
        const name = selection.name.value;
        if (fragments.has(name)) continue;
        fragments.add(name);
        fragment = info.fragments[name];
      }
      if (fragment && 'selectionSet' in fragment && applies(fragment.typeCondition?.name.value, type, info)) {
        add(fragment.selectionSet.selections);
      }
    }
  };
  if (selectionSet) add(selectionSet.selections);
  let bytes = 0;
  for (const one of bytesByKey.values()) bytes += one;
  return bytes;
}

function applies(condition: string | undefined, type: GraphQLObjectType, { schema }: GraphQLResolveInfo): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wider = schema.getType(condition);
  return isAbstractType(wider) && schema.isSubType(wider, type);
}

/** Returns the bytes for argument values, 0 for up to 10. graphql-js coerces them again for each parent object. */
function bytesOfArguments({ arguments: given = [] }: FieldNode): number {
  let values = 0;
  const pending = given.map(({ value }) => value);
  for (let value = pending.pop(); value; value = pending.pop()) {
    values++;
    if (value.kind === 'ListValue') pending.push(...value.values);
    else if (value.kind === 'ObjectValue') pending.push(...value.fields.map((field) => field.value));
  }
  return values > 10 ? values * leastBytesPerValue : 0;
}
