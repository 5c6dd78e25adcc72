// What docs/schema-policy.md says of deprecations, as code.
import { Kind, parse } from 'graphql';

/** Days for which what is deprecated stays at least, counted from the release that says so. */
export const shortestNotice = 180;

const dayMs = 24 * 60 * 60 * 1000;
const form =
  /^(?:Use `(?<replacement>[\w.]+)`|Without replacement)(?:: [^.]+)?\. Stays until (?<until>\d{4}-\d\d-\d\d)\.$/;

/**
 * The parts of a schema that can be deprecated.
 *
 * @returns Each with its path, such as `ConnectInstance.contacts.first`, and with what may stand in its place.
 */
export function elementsOf(document) {
  const elementOf = (path, node, siblings) => ({ path: `${path}.${node.name.value}`, node, siblings });
  return document.definitions.flatMap((type) => {
    const members = type.fields ?? type.values ?? [];
    return members.flatMap((member) => {
      const element = elementOf(type.name.value, member, members);
      const given = member.arguments ?? [];
      return [element, ...given.map((argument) => elementOf(element.path, argument, given))];
    });
  });
}

/** @returns What the reason of a deprecation says; null where there is none, undefined where it is not deprecated. */
export function deprecationOf({ directives = [] }) {
  const deprecated = directives.find(({ name }) => name.value === 'deprecated');
  const reason = deprecated?.arguments?.find(({ name }) => name.value === 'reason')?.value;
  if (!deprecated) return undefined;
  const { replacement, until } = (reason?.kind === Kind.STRING && form.exec(reason.value)?.groups) || {};
  return until && !Number.isNaN(Date.parse(until)) ? { replacement, until } : null;
}

/**
 * Holds every deprecation of a schema against the policy.
 *
 * @param oldSdl The last release's, by which a deprecation is new or not.
 * @param today As in a reason, such as 2027-01-31.
 * @returns Sentences that begin with the path; none where all is well.
 */
export function deprecationProblems(oldSdl, newSdl, today) {
  const now = elementsOf(parse(newSdl));
  const paths = new Set(now.map(({ path }) => path));
  const before = new Map(elementsOf(parse(oldSdl)).map(({ path, node }) => [path, deprecationOf(node)]));
  const earliest = new Date(Date.parse(today) + shortestNotice * dayMs).toISOString().slice(0, 10);
  return now.flatMap(({ path, node, siblings }) => {
    const deprecation = deprecationOf(node);
    if (deprecation === undefined) return [];
    if (deprecation === null) {
      return [`${path}: the reason must be like "Use \`name\`: why. Stays until 2027-01-31."`];
    }
    const { replacement, until } = deprecation;
    const announced = before.get(path)?.until;
    const isThere = siblings.some((other) => other !== node && other.name.value === replacement);
    return [
      ...(replacement && !isThere && !paths.has(replacement)
        ? [`${path}: there is no \`${replacement}\` to use.`]
        : []),
      ...(!announced && until < earliest ? [`${path}: it must stay until ${earliest} at least.`] : []),
      ...(announced && until < announced ? [`${path}: it was to stay until ${announced}.`] : []),
    ];
  });
}
