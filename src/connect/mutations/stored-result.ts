import { type ConnectError } from '../../errors/connect-error.js';
import { errorTypes } from '../../errors/exceptions.js';
import { gatewayErrorTypes } from '../../errors/gateway-errors.js';
import { refusalMessage } from '../../errors/refusal-sentences.js';
import { render, type Template, templatize, textsIn } from '../inputs/placeholders.js';

/** Class of an error, to restore stored errors. */
export type ErrorClass<Error extends ConnectError> = new (facts: never) => Error;

/** Result of a mutation in its idempotency record: Connect's output, or the error of a refusal. */
export type StoredResult<Output, Refusal> = { readonly output: Output } | { readonly refusal: Refusal };

const commonTypes: readonly ErrorClass<ConnectError>[] = [...Object.values(errorTypes), ...gatewayErrorTypes];

/**
 * Serializes a result without personal data. The output keeps only the given members, which are ids and ARNs. The
 * fields of an error hold the gateway's messages, ids, resource names and times. Texts that repeat the input are
 * replaced by references to the input, because a result is only replayed for the same input.
 *
 * @param members Output members to store.
 * @param input Input of the call before `prepare`, and the client token.
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
  const inputTexts = textsIn(input);
  return JSON.stringify({ refusal: Object.fromEntries(kept) }, (name, value) =>
    typeof value === 'string' && name !== 'kind' ? templatize(value, inputTexts) : value,
  );
}

/**
 * Restores a serialized result for the request with this id.
 * @param refusalClasses Error types of the operation.
 * @param input The same input as for `serialize`.
 * @throws Error for an error type that the operation does not have.
 */
export function deserialize<Output extends object, Refusal extends ConnectError>(
  text: string,
  refusalClasses: readonly ErrorClass<Refusal>[],
  requestId: string,
  input: object,
): StoredResult<Output, Refusal> {
  const answer = JSON.parse(text);
  if ('output' in answer) return answer;
  const inputTexts = textsIn(input);
  const whole = (_name: string, value: unknown) => (isTemplate(value) ? render(value, inputTexts) : value);
  const { kind, ...facts } = JSON.parse(text, whole).refusal;
  facts.message = withoutAmazonsText(kind, facts.message);
  const type = [...refusalClasses, ...commonTypes].find(({ name }) => name === kind);
  if (!type) throw new Error(`This operation has no error type ${kind}.`);
  for (const [name, value] of Object.entries<null | { at?: number }>(facts)) {
    if (typeof value?.at === 'number') facts[name] = new Date(value.at);
  }
  return { refusal: Object.assign(Object.create(type.prototype), facts, { kind, requestId }) };
}

/** Beginning of a refusal's message in records of version 0.1.0. Amazon's message follows it. */
const storedWithAmazonsText = /^Connect refused (\w{1,100}): /;

/** Returns the message of a stored refusal. Replaces Amazon's message in records of version 0.1.0 by the gateway's. */
function withoutAmazonsText(kind: string, message: string): string {
  const [, operation] = storedWithAmazonsText.exec(message) ?? [];
  if (!operation) return message;
  const [exception = kind] = Object.entries(errorTypes).find(([, { name }]) => name === kind) ?? [];
  return refusalMessage(operation, exception);
}

function isTemplate(value: unknown): value is Template {
  return typeof value === 'object' && value !== null && 'pieces' in value;
}
