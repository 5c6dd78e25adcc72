// What a document of schema/operations promises in the demo world: the tests run each by itself, `npm run test:docs` all of
// them in random orders.
import { parse } from 'graphql';

/** The documents that show a refusal, and which. */
const refusals = { 'ended-contact': 'ConnectContactNotTransferableError' };
/** The document that is refused as a whole. */
export const wrong = 'wrong-destination';

/** Returns the name of the document that the comment of this document asks to run first, or undefined. */
export function predecessorOf({ query }) {
  return /Run ([a-z-]+) first/.exec(query.replaceAll('\n# ', ' '))?.[1];
}

/**
 * @param earlier What its predecessor answered: the mutation's result.
 * @param now The time of the world.
 * @returns the variables, with values in place of what stands in braces.
 */
export function variablesOf({ query, variables }, earlier, now) {
  const before = predecessorOf({ query });
  return JSON.parse(JSON.stringify(variables ?? {}), (_key, value) => {
    if (value === '{a time within six days}') return new Date(now.getTime() + 24 * 60 * 60 * 1000).toISOString();
    const [, name, of] = /^\{(\w+) of ([a-z-]+)\}$/.exec(value) ?? [];
    return name && of === before ? earlier?.[name] : value;
  });
}

/** @returns what is wrong with an answer, as texts: none when the document does what it says. */
export function problemsOf(name, { query }, { data, errors = [] }) {
  if (name === wrong) {
    return !data && errors[0]?.extensions.code === 'BAD_USER_INPUT' ? [] : ['It is not refused.'];
  }
  if (errors.length > 0 || !data) return [`Errors: ${JSON.stringify(errors)}`];
  const { definitions } = parse(query);
  return Object.entries(data).flatMap(([field, answer]) => {
    if (definitions[0].operation === 'query') return gapsOf({ [field]: answer, ...answer });
    const expected = refusals[name] ?? `${field[0].toUpperCase()}${field.slice(1)}Success`;
    return answer?.__typename === expected ? [] : [`${expected} expected: ${JSON.stringify(answer)}`];
  });
}

/** What a read of the world does not find: things that are null, and lists without a row. */
function gapsOf(answer) {
  return Object.entries(answer)
    .filter(([, value]) => value === null || value?.nodes?.length === 0)
    .map(([field]) => `Nothing in ${field}.`);
}
