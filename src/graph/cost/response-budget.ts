import {
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isAbstractType,
  locatedError,
} from 'graphql';
import type { Executed } from '../executed.js';

/** Errors that an answer holds at most; the rest is counted in one more entry. */
export const maxErrors = 100;

/**
 * Bytes that every value counts at least, since making a small one costs as much: with the default of RESPONSE_MAX_BYTES an
 * answer has about 82,000 values at most.
 */
export const leastBytesPerValue = 128;

/**
 * Bytes that a field counts beside its value when it resolves later: a promise takes as much time and memory as some small
 * values. With the default of RESPONSE_MAX_BYTES there are about 16,000 of them at most.
 */
export const bytesPerPromise = 512;

/** The refusal of a request for which the process has no room or time. */
export const overloadedCode = 'OVERLOADED';
export const overloadedMessage = 'The gateway has too many requests under way.';

/** Bytes of JSON around a value and its name: quotes, colon, comma. */
const punctuation = 6;

/** Marks an error that is only counted. */
export const furtherErrorsCode = 'FURTHER_ERRORS';

/** Stands in `errors` for each error beyond the limit; located already, so that graphql-js makes none of its own of it. */
const furtherError = new GraphQLError('A further error.', { path: [], extensions: { code: furtherErrorsCode } });

/** Bytes that an error counts beside its value: making one takes 50 microseconds, most of them for its stack. */
export const bytesPerError = 2_048;

/** Bytes that are charged in one stretch of synchronous work: some 4,000 values, and about 20 milliseconds. */
const bytesPerStretch = 512 * 1024;
/** Fields that resolve later and start in one stretch: starting one takes some 10 microseconds. */
const fieldsPerStretch = 2_000;
/** Deferred fields that start between two checks of the stretch. */
const fieldsPerCheck = 16;

/** A request's share of the process while its answer is built. */
export interface ProcessShare {
  /**
   * Asks for the event loop, before a stretch of synchronous work.
   * @returns Undefined where it may go on at once; else whether it may, once that is known.
   */
  turn(): Promise<boolean> | undefined;
  /** A turn in a later round of the event loop. */
  nextTurn(): Promise<boolean>;
  /** Counts bytes. @returns Whether the process has room for them. */
  add(bytes: number): boolean;
}

/**
 * The bound on one request's answer, kept while the answer is built: a list or an object is paid for before any of its
 * fields is executed. Once the budget is spent, every further field fails at once.
 */
export class ResponseBudget {
  #bytes = 0;
  #errors = 0;
  #refusal: GraphQLError | null = null;
  #stoppedAt: string | null = null;
  /** Bytes charged in the present stretch of synchronous work. */
  #stretchBytes = 0;
  /** Fields that resolve later and started in the present stretch. */
  #stretchFields = 0;
  /** Work that waits for a later turn, in the order of its start. */
  #deferred: (() => void)[] = [];
  /**
   * @param maxBytes RESPONSE_MAX_BYTES
   * @param executed What the request executes, for the remedy.
   * @param share Null where there are no other requests.
   */
  constructor(
    readonly maxBytes: number,
    private readonly executed: Executed,
    private readonly share: ProcessShare | null = null,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the answer is refused, for its size or for want of room in the process. */
  get isSpent(): boolean {
    return this.#refusal !== null;
  }

  /** @throws GraphQLError RESPONSE_TOO_LARGE or OVERLOADED */
  charge(bytes: number): void {
    this.spend(bytes);
    if (this.#refusal) throw this.#refusal;
  }

  /** The refusal of the answer, with a remedy. */
  get refusal(): GraphQLError {
    this.#refusal ??= this.#tooLarge();
    return this.#refusal;
  }

  /** Charges without a refusal; whoever comes next finds the budget spent. */
  spend(bytes: number): void {
    this.#bytes += bytes;
    this.#stretchBytes += bytes;
    const hasRoom = this.share?.add(bytes) ?? true;
    if (this.#bytes > this.maxBytes) this.#refusal ??= this.#tooLarge();
    else if (!hasRoom) this.#refusal ??= this.#overloaded();
  }

  /**
   * Starts a field that leads to an object or a list, or that resolves later: in the present stretch of synchronous work, or in
   * a later turn once the stretch is full. Fields that resolve later start together, so that their reads share batches.
   * After a turn the budget may be spent.
   */
  start(work: () => unknown, resolvesLater: boolean): unknown {
    if (!this.share) return work();
    const isFull = resolvesLater ? ++this.#stretchFields > fieldsPerStretch : this.#stretchBytes >= bytesPerStretch;
    return isFull ? this.#defer(this.share, work) : work();
  }

  /** Continues with the output of a call, in a turn of this request. After a turn the budget may be spent. */
  resume(work: () => unknown): unknown {
    if (!this.share) return work();
    const isFull = this.#stretchBytes >= bytesPerStretch;
    return isFull || this.share.turn() ? this.#defer(this.share, work) : work();
  }

  #defer(share: ProcessShare, work: () => unknown): Promise<unknown> {
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

  /** Runs deferred work in its order, a stretch in each turn. Work that is deferred meanwhile comes last. */
  async #runDeferred(share: ProcessShare): Promise<void> {
    for (let next = 0; next < this.#deferred.length; ) {
      const admitted = await (this.#isFull ? share.nextTurn() : (share.turn() ?? true));
      if (!admitted) this.#refusal ??= this.#overloaded();
      this.#stretchBytes = 0;
      this.#stretchFields = 0;
      while (next < this.#deferred.length && (this.isSpent || !this.#isFull)) {
        const batch = this.#deferred.slice(next, next + fieldsPerCheck);
        for (const work of batch) work();
        next += batch.length;
        this.#stretchFields += batch.length;
        // graphql-js completes the values of the fields in microtasks, which charge for what the fields lead to.
        await null;
      }
    }
    this.#deferred = [];
  }

  get #isFull(): boolean {
    return this.#stretchBytes >= bytesPerStretch || this.#stretchFields >= fieldsPerStretch;
  }

  #tooLarge(): GraphQLError {
    const limit = `The answer would have more than ${this.maxBytes} bytes (RESPONSE_MAX_BYTES; a value counts ${leastBytesPerValue} at least).`;
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

  /** Notes where in the answer the budget was found spent, by the name of the root field. */
  stop(path: GraphQLResolveInfo['path']): GraphQLError {
    let root = path;
    while (root.prev) root = root.prev;
    this.#stoppedAt ??= String(root.key);
    return this.refusal;
  }

  /** The root field in which the budget was first found spent; null where it was not. */
  get stoppedAt(): string | null {
    return this.#stoppedAt;
  }

  /** The error to throw for a field or an item of a list in place of one that was thrown. */
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

/** Bytes of a text in JSON, beyond those that its value counts anyway. */
export function extraBytesOf(text: string): number {
  if (text.length <= leastBytesPerValue / 6) return 0;
  // Short ones are not worth an exact count: three bytes a unit are the most without escapes.
  const bytes = text.length <= 256 ? Buffer.byteLength(text) : Buffer.byteLength(JSON.stringify(text));
  return Math.max(0, bytes - leastBytesPerValue / 2);
}

const costsOfObjects = new WeakMap<FieldNode, Map<GraphQLObjectType, number>>();

/**
 * Bytes that an object counts at least, by the fields that are selected of it. Known by field node, as a document is parsed
 * once and asked often; so `@skip` and `@include` are not looked at.
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

/** Written out values of arguments are coerced anew for each thing whose field they belong to. */
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
