import { type ConnectError } from '../../errors/connect-error.js';
import { errorTypes } from '../../errors/exceptions.js';
import { gatewayErrorTypes } from '../../errors/gateway-errors.js';
import { refusalMessage } from '../../errors/refusal-sentences.js';
import { render, type Template, templatize, textsIn } from '../inputs/placeholders.js';

/** A class of errors, to make its instances of what was remembered of them. */
export type ErrorClass<Error extends ConnectError> = new (facts: never) => Error;

/** A mutation's answer as it is remembered: what Connect returned, or the error that told of its refusal. */
export type StoredResult<Output, Refusal> = { readonly output: Output } | { readonly refusal: Refusal };

const commonTypes: readonly ErrorClass<ConnectError>[] = [...Object.values(errorTypes), ...gatewayErrorTypes];

/**
 * The answer as text. Of Connect's output only the members named are kept, which are ids. An error's fields are our own
 * words, ids, names of things and times; what they repeat of the input is kept as its place in it, since an answer is only
 * given again to the same input. What a person said or is called is in neither.
 *
 * @param input All that the client has written.
 */
export function serialize(
  answer: StoredResult<object, ConnectError>,
  members: readonly string[],
  input: object,
): string {
  if ('output' in answer) {
    const output: Readonly<Record<string, unknown>> = { ...answer.output };
    return JSON.stringify({ output: Object.fromEntries(members.map((member) => [member, output[member]])) });
  }
  const { requestId: _, ...facts } = answer.refusal;
  const kept = Object.entries<unknown>({ ...facts }).map(([name, value]) => [
    name,
    value instanceof Date ? { at: +value } : value,
  ]);
  const written = textsIn(input);
  return JSON.stringify({ refusal: Object.fromEntries(kept) }, (name, value) =>
    typeof value === 'string' && name !== 'kind' ? templatize(value, written) : value,
  );
}

/**
 * The answer that a text stands for, to the request with this id.
 * @param refusals The operation's own error types.
 * @param input The same as when it was made.
 */
export function deserialize<Output extends object, Refusal extends ConnectError>(
  text: string,
  refusals: readonly ErrorClass<Refusal>[],
  requestId: string,
  input: object,
): StoredResult<Output, Refusal> {
  const answer = JSON.parse(text);
  if ('output' in answer) return answer;
  const written = textsIn(input);
  const whole = (_name: string, value: unknown) => (isWithPlaces(value) ? render(value, written) : value);
  const { kind, ...facts } = JSON.parse(text, whole).refusal;
  facts.message = withoutAmazonsText(kind, facts.message);
  const type = [...refusals, ...commonTypes].find(({ name }) => name === kind);
  if (!type) throw new Error(`A refusal of the type ${kind} is not known to this operation.`);
  for (const [name, value] of Object.entries<null | { at?: number }>(facts)) {
    if (typeof value?.at === 'number') facts[name] = new Date(value.at);
  }
  return { refusal: Object.assign(Object.create(type.prototype), facts, { kind, requestId }) };
}

/** The beginning of a refusal's message as version 0.1.0 has stored it; Amazon's own text comes after. */
const storedWithAmazonsText = /^Connect refused (\w{1,100}): /;

/** The message of a stored refusal: in place of Amazon's text, which records of version 0.1.0 hold, the gateway's sentence. */
function withoutAmazonsText(kind: string, message: string): string {
  const [, operation] = storedWithAmazonsText.exec(message) ?? [];
  if (!operation) return message;
  const [exception = kind] = Object.entries(errorTypes).find(([, { name }]) => name === kind) ?? [];
  return refusalMessage(operation, exception);
}

function isWithPlaces(value: unknown): value is Template {
  return typeof value === 'object' && value !== null && 'pieces' in value;
}
